package org.effigy.cli;

import picocli.CommandLine.Option;

/** Whether to go on where a command would rather not. */
final class Force {
    @Option(
            names = "--force",
            description =
                    "Replace a model or a schema that is there already, and write more rows than the disk seems to have"
                            + " room for. A ledger is never replaced, with or without this.")
    boolean given;
}

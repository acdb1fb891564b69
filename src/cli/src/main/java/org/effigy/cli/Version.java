package org.effigy.cli;

import org.effigy.synth.Generator;
import picocli.CommandLine.IVersionProvider;

/** What {@code effigy --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {Generator.NAME + " " + Generator.version()};
    }
}

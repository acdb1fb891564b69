package org.effigy.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code effigy completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        header = "Prints a script that lets bash or zsh complete commands and options.",
        description = {"", "Example: source <(./effigy completion)", ""})
final class CompletionCommand implements Callable<Integer> {
    @Mixin
    private Talk talk;

    @Override
    public Integer call() {
        talk.out().print(AutoComplete.bash("effigy", talk.spec.root().commandLine()));
        talk.out().flush();
        return 0;
    }
}

package org.effigy.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code effigy}: its sub-commands, and what their failures mean to the shell. */
@Command(
        name = "effigy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Makes a private table safe to share: synthetic rows under differential privacy.",
        description = {
            "",
            "An effigy is a likeness with nobody in it. Start with 'effigy demo'. For a table of your own: write a schema of what it may hold ('effigy schema suggest' gives a first draft), then 'effigy synthesize'.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 done, 1 failed, 2 wrong usage, 3 budget exceeded, 4 an audit gate failed.",
            "Help for one command: effigy help COMMAND"
        },
        subcommands = {
            DemoCommand.class,
            SchemaCommand.class,
            SplitCommand.class,
            SynthesizeCommand.class,
            FitCommand.class,
            SampleCommand.class,
            InspectCommand.class,
            AuditCommand.class,
            CardCommand.class,
            SignCommand.class,
            VerifyCommand.class,
            LedgerCommand.class,
            AttackCommand.class,
            CurveCommand.class,
            SimulateCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
public final class Effigy {
    private Effigy() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command with the process's own streams, and returns its exit status. */
    public static int run(String... args) {
        return run(commandLine(), args);
    }

    /** Runs one command that prints to these writers, and returns its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(commandLine().setOut(out).setErr(err), args);
    }

    private static int run(CommandLine line, String... args) {
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            return Failure.memory(line);
        }
    }

    private static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Effigy())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false);
        return Numbers.told(line)
                .setExecutionExceptionHandler(Failure::report)
                .setParameterExceptionHandler(Failure::usage);
    }
}

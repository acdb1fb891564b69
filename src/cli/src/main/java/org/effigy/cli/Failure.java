package org.effigy.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.effigy.privacy.BudgetExceededException;
import org.effigy.table.Excerpt;
import org.effigy.table.Problem;
import org.effigy.table.TableFormatException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What an error means to the shell and to the person: one line, no stack trace unless it is our own mistake. */
final class Failure {
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int BUDGET = 3;

    /** Why names of files fail that look right, and what to do. */
    static final String LOCALE = StandardCharsets.UTF_8.name().equals(System.getProperty("sun.jnu.encoding"))
            ? ""
            : ": this program's locale knows no letters but " + System.getProperty("sun.jnu.encoding")
                    + "; run it with LC_ALL=C.UTF-8";

    private Failure() {}

    static int report(Exception error, CommandLine line, ParseResult parsed) {
        PrintWriter err = Visible.of(line.getErr());
        if (error instanceof BudgetExceededException) {
            err.println("effigy: budget exceeded: " + error.getMessage());
            return BUDGET;
        }
        if (error instanceof UsageException) {
            err.println("effigy: " + error.getMessage());
            err.println("See '" + line.getCommandSpec().qualifiedName() + " --help'.");
            return USAGE;
        }
        if (error instanceof NullPointerException || error instanceof IndexOutOfBoundsException) {
            err.println("effigy: this is a mistake in effigy, not in what you did; please report it with these lines:");
            error.printStackTrace(err);
            return FAILED;
        }
        if (error instanceof TableFormatException broken && !broken.problems().isEmpty()) {
            tell(broken, err);
        } else {
            err.println("effigy: " + words(error));
        }
        if (error instanceof TableFormatException broken
                && line.getCommandSpec().findOption("--invalid") != null) {
            err.println("Nothing was spent." + emptied(broken)
                    + (broken.problems().stream().anyMatch(problem -> isOfCell(problem, broken))
                            ? " Correct the table or the schema; for values outside the domain, '--invalid clamp',"
                                    + " 'missing' or 'other' says what becomes of those that it fits."
                            : ""));
        }
        return FAILED;
    }

    /** What to do where it is not the cells that are wrong. */
    private static String emptied(TableFormatException broken) {
        List<String> columns = broken.mostlyUnread();
        return columns.isEmpty()
                ? ""
                : " Most cells of "
                        + Excerpt.of(
                                columns.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")), 200)
                        + " are not as the schema says, so '--invalid missing' would empty "
                        + (columns.size() == 1 ? "the column" : "these columns")
                        + ": correct the type, notation or bounds in the schema ('effigy schema suggest' drafts them"
                        + " from the table).";
    }

    /** A problem a line: what is said of one can't pass for another. */
    private static void tell(TableFormatException broken, PrintWriter err) {
        String start = "effigy: ";
        for (Problem problem : broken.problems()) {
            err.println(start + problem);
            start = "";
        }
        if (broken.count() > broken.problems().size()) {
            err.println("and " + (broken.count() - broken.problems().size()) + " more");
        }
    }

    /** Not of a header, which is line 1, nor of a record, a file or a column as a whole. */
    private static boolean isOfCell(Problem problem, TableFormatException broken) {
        return problem.isOfRecord()
                && !problem.column().isEmpty()
                && !broken.mostlyUnread().contains(problem.column());
    }

    static int memory(CommandLine line) {
        Visible.of(line.getErr())
                .println("effigy: the memory is full (" + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB): give Java more, as EFFIGY_JAVA_OPTS=-Xmx8g, or a smaller table, or a schema with"
                        + " fewer values. What a ledger shows as spent is spent.");
        return FAILED;
    }

    /** What was printed is not whole. */
    static int output(CommandLine line) {
        Visible.of(line.getErr())
                .println("effigy: standard output could not be written to (a full disk, or a pipe whose reader has"
                        + " gone): what was printed is not whole");
        return FAILED;
    }

    static int usage(ParameterException error, String[] args) {
        CommandLine line = error.getCommandLine();
        PrintWriter err = Visible.of(line.getErr());
        List<String> unknown = line.getUnmatchedArguments();
        if (error instanceof MissingParameterException && !unknown.isEmpty()) {
            // What is unknown is often what is missing, mistyped.
            return usage(new UnmatchedArgumentException(line, unknown), args);
        }
        err.println("effigy: " + error.getMessage() + meant(error));
        if (!UnmatchedArgumentException.printSuggestions(error, err)) {
            err.println("See '" + line.getCommandSpec().qualifiedName() + " --help'.");
        }
        return USAGE;
    }

    /** The option that was mistyped, or the command that 'effigy help' was asked about, as it was probably meant. */
    private static String meant(ParameterException error) {
        if (error instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            List<String> options = error.getCommandLine().getCommandSpec().options().stream()
                    .flatMap(option -> Arrays.stream(option.names()))
                    .filter(name -> name.startsWith("--"))
                    .toList();
            return Meant.by(unmatched.getUnmatched().get(0), options)
                    .map(name -> ". Did you mean '" + name + "'?")
                    .orElse("");
        }
        return error.getMessage().startsWith("Unknown subcommand") && error.getValue() != null
                ? Meant.by(
                                error.getValue(),
                                error.getCommandLine().getSubcommands().keySet())
                        .map(name -> " Did you mean '" + name + "'?")
                        .orElse("")
                : "";
    }

    private static String words(Exception error) {
        if (error instanceof NoSuchFileException missing) {
            return "there is no file '" + missing.getFile() + "': check the name and the folder"
                    + (missing.getReason() == null ? "" : ". " + missing.getReason());
        }
        if (error instanceof AccessDeniedException denied) {
            return "'" + denied.getFile() + "' can't be opened: check its permissions and those of its folder";
        }
        if (error instanceof FileAlreadyExistsException exists) {
            return "'" + exists.getFile() + "' exists already: choose another name or remove it";
        }
        if (error instanceof FileSystemException failed) {
            return "'" + failed.getFile() + "': "
                    + (failed.getReason() == null ? "it can't be used" : failed.getReason());
        }
        if (error instanceof IOException) {
            return "reading or writing failed: " + error.getMessage();
        }
        if (error instanceof InvalidPathException name) {
            return "'" + name.getInput() + "' can't be the name of a file here (" + name.getReason() + ")" + LOCALE;
        }
        return error.getMessage() == null ? "the command failed, and nothing says why" : error.getMessage();
    }
}

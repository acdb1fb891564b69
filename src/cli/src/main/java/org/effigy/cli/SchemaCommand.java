package org.effigy.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.effigy.synth.Discovery;
import org.effigy.synth.StructuralZeros;
import org.effigy.table.CsvInput;
import org.effigy.table.Decision;
import org.effigy.table.Dialect;
import org.effigy.table.Excerpt;
import org.effigy.table.Field;
import org.effigy.table.PendingFile;
import org.effigy.table.Problem;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.SchemaSuggestion;
import org.effigy.table.TableCodec;
import org.effigy.table.TableInput;
import org.effigy.table.TableReader;
import org.effigy.table.UnitWatch;
import org.effigy.table.Validation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy schema}. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Drafts and checks schemas: what a table may hold, known without looking at it.",
        description = {"", "A schema is a Frictionless Table Schema; docs/guides/schema.md says how to write one.", ""},
        subcommands = {SchemaCommand.Suggest.class, SchemaCommand.Validate.class})
final class SchemaCommand implements Callable<Integer> {
    @Mixin
    private Talk talk;

    @Override
    public Integer call() {
        talk.spec.commandLine().usage(talk.out());
        return Failure.USAGE;
    }

    /** {@code effigy schema suggest}. */
    @Command(
            name = "suggest",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Drafts a schema from a table's rows.",
            description = {
                "",
                "The draft holds what the rows happen to hold, so it is marked \"derivedFromData\" and a fit refuses"
                        + " it: replace its categories and bounds by public knowledge, say in each field's"
                        + " \"effigy:domain\" from where, then remove the mark.",
                "",
                "Example: effigy schema suggest patients.csv -o patients.schema.json",
                ""
            })
    static final class Suggest implements Callable<Integer> {
        @Parameters(
                index = "0",
                paramLabel = "INPUT",
                description =
                        "A table: CSV or Parquet by its name, or a database (jdbc:...); '-' reads standard input.")
        private String input;

        @Option(
                names = {"-o", "--output"},
                required = true,
                paramLabel = "SCHEMA",
                description = "The schema file to write; '-' is standard output.")
        private String output;

        @Option(
                names = "--delimiter",
                paramLabel = "C",
                description = "The character between fields. Default: found on the first lines.")
        private Character delimiter;

        @Option(
                names = "--encoding",
                paramLabel = "NAME",
                description = "The table's encoding, as windows-1252 or UTF-16. Default: UTF-8. The draft keeps it.")
        private String encoding;

        @Option(
                names = "--header",
                negatable = true,
                description = "Whether the first line holds the columns' names. Default: found on the first lines.")
        private Boolean header;

        @Mixin
        private FromDatabase from;

        @Mixin
        private Force force;

        @Mixin
        private Talk talk;

        @Override
        public Integer call() throws Exception {
            Guard guard = new Guard().reads(input);
            if (!output.equals(Places.STANDARD)) {
                guard.writes(Path.of(output));
            }
            guard.check(force);
            SchemaSuggestion draft = draft();
            String text = SchemaJson.text(draft.schema());
            if (output.equals(Places.STANDARD)) {
                talk.out().print(text);
                talk.out().flush();
            } else {
                PendingFile.write(Path.of(output), text.getBytes(StandardCharsets.UTF_8));
                talk.say(
                        "Wrote a draft of %d columns to %s.",
                        draft.schema().fields().size(), output);
            }
            explain(draft.decisions());
            talk.say("It was derived from data: replace its categories and bounds by public knowledge, say in each"
                    + " field's \"effigy:domain\" from where, then remove \"derivedFromData\". Where they are public as"
                    + " they stand, --domain-is-public of a fit states that, and all that leaves says so.");
            return 0;
        }

        private SchemaSuggestion draft() throws IOException {
            TableInput table = from.input(input);
            try {
                SchemaSuggestion draft =
                        SchemaSuggestion.of(table, UsageException.unless(this::dialect), Optional.ofNullable(header));
                // Standard input and pipes can be read once.
                boolean again = !(table instanceof CsvInput)
                        || !input.equals(Places.STANDARD) && Files.isRegularFile(Path.of(input));
                return again ? draft.withRules(table) : draft;
            } finally {
                Places.close(table);
            }
        }

        private Dialect dialect() {
            Dialect dialect = delimiter == null ? Dialect.STANDARD : Dialect.STANDARD.withDelimiter(delimiter);
            return encoding == null ? dialect : dialect.withEncoding(Dialect.encoding(encoding));
        }

        /** Doubts first, then each decision with its reason. What is said here was seen in the rows: it stays here. */
        private void explain(List<Decision> decisions) {
            if (decisions.stream().anyMatch(decision -> !decision.doubts().isEmpty())) {
                talk.say("Look at these first:");
            }
            for (Decision decision : decisions) {
                decision.doubts().forEach(doubt -> talk.say("  %s%s", prefix(decision), doubt));
            }
            talk.say("What was decided, and why:");
            decisions.forEach(decision -> talk.say("  %s%s: %s", prefix(decision), decision.what(), decision.reason()));
        }

        private static String prefix(Decision decision) {
            return decision.column().isEmpty() ? "" : Excerpt.of(decision.column(), 60) + ": ";
        }
    }

    /** {@code effigy schema validate}. */
    @Command(
            name = "validate",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Checks a schema, and a table against it.",
            description = {"", "Example: effigy schema validate patients.schema.json patients.csv", ""})
    static final class Validate implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "SCHEMA", description = "A schema file.")
        private Path schema;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "INPUT",
                description =
                        "A table: CSV or Parquet by its name, or a database (jdbc:...); '-' reads standard input.")
        private String input;

        @Option(
                names = "--most",
                paramLabel = "N",
                defaultValue = "50",
                description = "List at most N problems. Default: ${DEFAULT-VALUE}.")
        private int most;

        @Option(
                names = "--delimiter",
                paramLabel = "C",
                description = "The character between fields. Default: found on the header line.")
        private Character delimiter;

        @Mixin
        private FromDatabase from;

        @Mixin
        private Talk talk;

        @Override
        public Integer call() throws Exception {
            Schema checked = Schema.read(schema);
            List<String> open = checked.toDiscover().stream().map(Field::name).toList();
            if (open.isEmpty()) {
                StructuralZeros.of(TableCodec.of(checked));
            } else {
                Discovery.of(checked);
            }
            talk.say(
                    "%s is a schema of %d columns, %d of them modelled%s%s.",
                    schema,
                    checked.fields().size(),
                    checked.modelled().size(),
                    checked.rules().isEmpty()
                            ? ""
                            : ", with rules: " + checked.rules().size(),
                    open.isEmpty() ? "" : "; the domains of " + open + " are to be discovered under the budget");
            checked.doubt().ifPresent(doubt -> talk.say("A fit will refuse it: %s.", doubt));
            return input == null ? 0 : check(checked);
        }

        private int check(Schema checked) throws Exception {
            TableInput table = from.input(input);
            try {
                return check(checked, table);
            } finally {
                Places.close(table);
            }
        }

        private int check(Schema checked, TableInput table) throws IOException {
            UnitWatch watch = UnitWatch.of(checked);
            TableReader reader = TableReader.of(checked).withWatch(watch);
            Validation validation =
                    (delimiter == null ? reader : reader.withDelimiter(delimiter)).validate(table, most);
            PrintWriter out = talk.out();
            for (Problem problem : validation.problems()) {
                out.println(problem);
            }
            out.flush();
            if (!validation.extraColumns().isEmpty()) {
                talk.say("Columns that the schema does not have: %s.", Talk.names(validation.extraColumns()));
            }
            watch.warnings().forEach(warning -> talk.say("Note: %s.", warning));
            if (validation.isClean()) {
                talk.say("%s: %,d rows, no problem.", table.name(), validation.rows());
                return 0;
            }
            talk.say("%s: %,d %s.", table.name(), validation.count(), validation.count() == 1 ? "problem" : "problems");
            return Failure.FAILED;
        }
    }
}

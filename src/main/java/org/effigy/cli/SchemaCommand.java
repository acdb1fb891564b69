package org.effigy.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.effigy.table.CsvInput;
import org.effigy.table.Problem;
import org.effigy.table.Schema;
import org.effigy.table.TableCodec;
import org.effigy.table.TableReader;
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
        subcommands = {SchemaCommand.Validate.class})
final class SchemaCommand implements Callable<Integer> {
    @Mixin
    private Talk talk;

    @Override
    public Integer call() {
        talk.spec.commandLine().usage(talk.out());
        return Failure.USAGE;
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
                description = "A CSV table; '-' reads standard input.")
        private String input;

        @Option(
                names = "--most",
                paramLabel = "N",
                defaultValue = "50",
                description = "List at most N problems. Default: ${DEFAULT-VALUE}.")
        private int most;

        @Mixin
        private Talk talk;

        @Override
        public Integer call() throws Exception {
            Schema checked = Schema.read(schema);
            TableCodec codec = TableCodec.of(checked);
            talk.say(
                    "%s is a schema of %d columns, %d of them modelled.",
                    schema, checked.fields().size(), codec.domain().size());
            if (checked.isDerivedFromData()) {
                talk.say("It was derived from data: rewrite its domains from public knowledge before you fit.");
            }
            return input == null ? 0 : check(checked);
        }

        private int check(Schema checked) throws Exception {
            CsvInput csv = input.equals("-") ? CsvInput.of(System.in, "standard input") : CsvInput.of(Path.of(input));
            Validation validation = TableReader.of(checked).validate(csv, most);
            PrintWriter out = talk.out();
            for (Problem problem : validation.problems()) {
                out.println(problem);
            }
            out.flush();
            if (!validation.extraColumns().isEmpty()) {
                talk.say("Columns that the schema does not have: %s.", String.join(", ", validation.extraColumns()));
            }
            if (validation.isClean()) {
                talk.say("%s: %,d rows, no problem.", csv.name(), validation.rows());
                return 0;
            }
            talk.say("%s: %,d problems.", csv.name(), validation.count());
            return Failure.FAILED;
        }
    }
}

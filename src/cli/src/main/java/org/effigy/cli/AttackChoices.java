package org.effigy.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.attack.Pick;
import org.effigy.attack.Reconstruct;
import org.effigy.domain.Domain;
import org.effigy.table.Field;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import picocli.CommandLine.Option;

/** What a person may choose about who is attacked, and for what. */
final class AttackChoices {
    @Option(
            names = "--choose",
            paramLabel = "WHICH",
            description = "shadow, inference: which units are targets: rarest (of rare values), exposed (found by the"
                    + " audit's weight of evidence in other fits, a quarter more of them), or random. Default: rarest.")
    private Pick choose;

    @Option(
            names = "--secret",
            paramLabel = "COLUMN",
            description = "inference: the column that is guessed; all others are known. Default: the schema's field of"
                    + " role sensitive or target, if there is one alone.")
    private String secret;

    @Option(
            names = "--columns",
            paramLabel = "COL,COL",
            split = ",",
            description =
                    "reconstruct: the columns whose rows are rebuilt. Default: those of fewest values, up to a million"
                            + " combinations; the outcome names them.")
    private List<String> columns = List.of();

    /** Refuses what this kind of attack has no use for. */
    void requireMeant(AttackCommand.Kind kind) {
        boolean manyTargets = kind == AttackCommand.Kind.SHADOW || kind == AttackCommand.Kind.INFERENCE;
        requireMeant(choose != null && !manyTargets, "--choose", "shadow and inference", kind);
        requireMeant(secret != null && kind != AttackCommand.Kind.INFERENCE, "--secret", "inference", kind);
        requireMeant(!columns.isEmpty() && kind != AttackCommand.Kind.RECONSTRUCT, "--columns", "reconstruct", kind);
    }

    static void requireMeant(boolean idle, String option, String kinds, AttackCommand.Kind kind) {
        if (idle) {
            throw new UsageException(option + " is for --kind " + kinds + ", and this is " + kind + ": leave it out");
        }
    }

    Pick choose() {
        return choose == null ? Pick.RAREST : choose;
    }

    /** The secret's place in the domain. */
    int secret(Schema schema, Domain domain) {
        List<String> declared = schema.fields().stream()
                .filter(field -> field.role() == Role.SENSITIVE || field.role() == Role.TARGET)
                .map(Field::name)
                .toList();
        if (secret == null && declared.size() != 1) {
            throw new UsageException("which column is the secret? The schema has "
                    + (declared.isEmpty() ? "no field" : "the fields " + declared)
                    + " of role sensitive or target: name one with --secret COLUMN");
        }
        return position("--secret", secret == null ? declared.get(0) : secret, domain);
    }

    /** The places in the domain of the columns that are rebuilt, ascending. */
    int[] columns(Domain domain) {
        return columns.isEmpty()
                ? Reconstruct.columns(domain)
                : columns.stream()
                        .mapToInt(name -> position("--columns", name, domain))
                        .sorted()
                        .distinct()
                        .toArray();
    }

    private static int position(String option, String name, Domain domain) {
        return IntStream.range(0, domain.size())
                .filter(place -> domain.attribute(place).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(option + " names '" + name + "', and the table has "
                        + Arrays.toString(domain.attributes().stream()
                                .map(attribute -> attribute.name())
                                .toArray())
                        + ": name one of these"));
    }
}

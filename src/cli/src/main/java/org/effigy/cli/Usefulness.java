package org.effigy.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Origin;
import org.effigy.audit.UtilityOptions;
import org.effigy.audit.UtilityReport;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.downstream.Distinguisher;
import org.effigy.audit.downstream.Fairness;
import org.effigy.audit.downstream.LabelLeakage;
import org.effigy.audit.downstream.Lift;
import org.effigy.audit.downstream.MixingCurve;
import org.effigy.audit.downstream.Study;
import org.effigy.audit.likeness.Fidelity;
import org.effigy.audit.traps.NumbersPart;
import org.effigy.audit.traps.Traps;
import org.effigy.audit.utility.UtilityAudit;
import org.effigy.synth.Manifest;
import org.effigy.synth.Progress;
import org.effigy.table.Field;
import org.effigy.table.Schema;
import picocli.CommandLine.Option;

/** The part of {@code effigy audit} that asks what the table is good for: its options, and how people read it. */
final class Usefulness {
    private static final int SMALLEST = 50;
    private static final String NONE = "none";

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description =
                    "What models are to predict: are they as good when they learn from the synthetic rows? Default:"
                            + " the schema's column of role 'target'; 'none' for none.")
    private String target;

    @Option(
            names = "--later",
            paramLabel = "CSV",
            description = "Real rows of a later time: has the world moved on since the model learned?")
    private Path later;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description = "Says when a row is from: the training rows should be earlier than the holdout.")
    private String time;

    @Option(names = "--no-utility", description = "Only attack; don't ask what the table is good for.")
    private boolean without;

    /** The files that are read besides those of the attacks. */
    List<Path> inputs() {
        return Optional.ofNullable(later).stream().toList();
    }

    /**
     * Checks what can be checked before any work is done.
     *
     * @throws UsageException if an option can have no effect, or names no column
     * @throws IllegalArgumentException if a manifest says that the holdout or later rows are synthetic
     */
    void check(Schema schema, Optional<Path> holdout) throws IOException {
        for (Path real : Stream.concat(holdout.stream(), inputs().stream()).toList()) {
            if (Files.exists(real) && Manifest.find(real).isPresent()) {
                throw new IllegalArgumentException("the manifest beside " + real
                        + " says that its rows are synthetic: a table can only be judged on real rows; give real rows"
                        + " that were kept from the model");
            }
        }
        if (without || holdout.isEmpty()) {
            for (String option : given()) {
                throw new UsageException(option + " is for the audit of usefulness, which "
                        + (without
                                ? "--no-utility leaves out"
                                : "needs real rows that the model never saw: add --holdout"));
            }
        }
        if (target != null && !target.equals(NONE) && !schema.has(target)) {
            throw new UsageException("--target names no column of the schema: it is '" + target + "'; there are "
                    + schema.modelled().stream().map(Field::name).toList());
        }
        if (time != null && !schema.has(time)) {
            throw new UsageException("--time names no column of the schema: it is '" + time + "'; there are "
                    + schema.modelled().stream().map(Field::name).toList());
        }
    }

    /**
     * Asks, if there is a holdout to ask of.
     *
     * @param leftOut columns that a table lacks, or that could not be read
     * @param files of the tables, by role
     * @param tables as they were read, by role; the later one is added
     * @param progress is told of the parts
     */
    Optional<UtilityReport> ask(
            Schema schema,
            Set<String> leftOut,
            Map<String, Path> files,
            Map<String, AuditInput> tables,
            long seed,
            Progress progress)
            throws IOException {
        if (without || !tables.containsKey("holdout")) {
            return Optional.empty();
        }
        Map<String, Path> all = new LinkedHashMap<>(files);
        if (later != null) {
            all.put("later", later);
            tables.put("later", AuditInput.read(later, schema));
        }
        Map<String, Origin> origins = new LinkedHashMap<>();
        for (Map.Entry<String, Path> file : all.entrySet()) {
            origins.put(
                    file.getKey(),
                    Manifest.find(file.getValue())
                            .map(manifest -> Origin.synthetic(
                                    manifest.provenance().lineage().generation()))
                            .orElse(Origin.UNMARKED));
        }
        UtilityAudit audit = UtilityAudit.of(schema)
                .without(leftOut)
                .train(tables.get("train").table(), origins.get("train"))
                .holdout(tables.get("holdout").table(), origins.get("holdout"))
                .synthetic(tables.get("synthetic").table(), origins.get("synthetic"))
                .options(new UtilityOptions(seed, UtilityOptions.DEFAULT.level(), UtilityOptions.DEFAULT.falseAlarms()))
                .only(
                        Fidelity.of(),
                        NumbersPart.of(),
                        time == null ? Traps.of() : Traps.of().withTime(time));
        if (later != null) {
            audit.later(tables.get("later").table(), origins.get("later"));
        }
        if (tables.values().stream().allMatch(input -> input.table().rowCount() >= SMALLEST)) {
            audit.with(Distinguisher.standard());
        }
        predicted(schema)
                .filter(column -> !leftOut.contains(column))
                .map(Study::of)
                .ifPresent(study -> audit.with(Lift.of(study))
                        .with(MixingCurve.of(study))
                        .with(LabelLeakage.of(study))
                        .with(Fairness.of(study)));
        return Optional.of(audit.telling((done, of) -> progress.at("judge usefulness", done, of))
                .run());
    }

    private List<String> given() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("--target", target);
        options.put("--later", later);
        options.put("--time", time);
        return options.keySet().stream()
                .filter(name -> options.get(name) != null)
                .toList();
    }

    /** What models are to predict, if anything. */
    Optional<String> predicted(Schema schema) {
        return NONE.equals(target)
                ? Optional.empty()
                : Optional.ofNullable(target).or(() -> schema.target().map(Field::name));
    }

    /** What was chosen, or follows from the schema, by option, in words. */
    Map<String, String> chosen(Schema schema) {
        Map<String, String> chosen = new LinkedHashMap<>();
        if (without) {
            chosen.put("--no-utility", "yes");
        } else {
            chosen.put("--target", predicted(schema).orElse(NONE));
            Optional.ofNullable(time).ifPresent(column -> chosen.put("--time", column));
        }
        return chosen;
    }

    /** What was found, first what a person should know. */
    static void print(UtilityReport report, PrintWriter out) {
        out.println("What the table is good for");
        if (report.findings().isEmpty()) {
            out.println("  Nothing was found that misleads.");
        }
        for (Finding finding : report.findings()) {
            out.println("  " + finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.title());
            finding.evidence().stream().limit(3).forEach(figure -> out.println("      " + line(figure)));
            out.println("    So: " + finding.consequence());
            out.println("    Do: " + finding.advice());
        }
        out.println();
        out.println("Beside each figure stands what real rows score, or chance; the JSON says which.");
        out.println();
        for (UtilitySection section : report.sections()) {
            out.println(section.title());
            // What is only the same in other words stands in the JSON.
            section.figures().stream()
                    .filter(figure -> !figure.id().endsWith(".equivalent"))
                    .forEach(figure -> out.println("  " + line(figure)));
            out.println();
        }
    }

    private static String line(Figure figure) {
        String beside = figure.reference()
                .filter(number -> !Double.isNaN(number))
                .map(number -> "  beside "
                        + (number == Math.rint(number)
                                ? String.format(Locale.ROOT, "%.0f", number)
                                : String.format(Locale.ROOT, "%.4g", number)))
                .orElse("");
        String worth = figure.note().startsWith("as good as") || figure.note().startsWith("no ")
                ? "; " + figure.note().substring(0, figure.note().indexOf(';'))
                : "";
        return String.format(Locale.ROOT, "%-88s %s%s%s", figure.title(), figure.words(), beside, worth);
    }
}

package org.effigy.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an audit found. It holds statistics of real rows that no noise hides: for the curator, not for release.
 *
 * @param tables what was audited, and how
 * @param sections what each section found, in order
 * @param judgement what the policy says of it
 * @param caveats what a reader has to know first
 */
public record AuditReport(AuditCase tables, List<Findings> sections, Judgement judgement, List<Caveat> caveats) {
    /** What stands on all that an audit of real rows writes. */
    public static final String BANNER = "contains statistics of real data: internal";

    /** Copies the list. */
    public AuditReport {
        Objects.requireNonNull(tables, "tables");
        Objects.requireNonNull(judgement, "judgement");
        sections = List.copyOf(sections);
        caveats = List.copyOf(caveats);
    }

    /** Runs sections on tables of which all could be read. */
    public static AuditReport of(AuditCase given, List<? extends AuditSection> sections) {
        List<AuditTable> all = new ArrayList<>(List.of(given.train(), given.synthetic()));
        given.holdout().ifPresent(all::add);
        return of(
                given,
                sections,
                new PreparedTables(all, Reading.of(all, Map.of(), Set.of()), List.of(), KeptRules.none()));
    }

    /**
     * Runs sections one after the other, and judges their figures by the case's policy, whose false alarms are shared by
     * the gates that can be assessed on tables of this size.
     *
     * @param prepared what the case's tables were made of
     */
    public static AuditReport of(AuditCase given, List<? extends AuditSection> sections, PreparedTables prepared) {
        Map<String, Power> foreseen = new LinkedHashMap<>();
        sections.forEach(section -> foreseen.putAll(section.foresee(given)));
        AuditCase tables = given.with(given.policy().over(foreseen));
        List<Findings> findings = new ArrayList<>();
        findings.add(
                prepared.rules().beside(ForgottenUnit.beside(prepared.reading().findings(), prepared.people())));
        for (AuditSection section : sections) {
            findings.add(section.examine(tables));
        }
        Judgement judgement = tables.policy()
                .judge(findings.stream()
                        .flatMap(found -> found.figures().stream())
                        .toList());
        List<Caveat> caveats = new ArrayList<>(prepared.reading().caveats());
        caveats.addAll(prepared.rules().caveats());
        ForgottenUnit.caveat(prepared.people()).ifPresent(caveats::add);
        if (tables.holdout().isEmpty()) {
            caveats.add(
                    0,
                    new Caveat(
                            "There is no holdout: an attack's success can't be told from chance, and nothing is"
                                    + " assessed. Set real rows aside before a fit (effigy split) and give them with"
                                    + " --holdout.",
                            false));
        }
        AuditReport report =
                new AuditReport(tables, findings, prepared.reading().judged(judgement), caveats);
        return tables.schema()
                .target()
                .map(target -> report.about(target.name()))
                .orElse(report);
    }

    /** This report, which says first where a column that is to be predicted has one value alone in a table. */
    public AuditReport about(String target) {
        List<AuditTable> all = new ArrayList<>(List.of(tables.train()));
        tables.holdout().ifPresent(all::add);
        all.add(tables.synthetic());
        List<Caveat> more = new ArrayList<>();
        for (AuditTable table : all) {
            table.columns().stream()
                    .filter(column -> column.name().equals(target) && table.rows() > 0 && values(column) < 2)
                    .map(column -> oneSided(table, column))
                    .filter(caveat -> !caveats.contains(caveat))
                    .forEach(more::add);
        }
        more.addAll(caveats);
        return new AuditReport(tables, sections, judgement, more);
    }

    private Caveat oneSided(AuditTable table, AuditColumn column) {
        boolean judged = table == tables.synthetic();
        return new Caveat(
                "The target '" + column.name() + "' has " + (values(column) == 0 ? "no value" : "one value alone")
                        + " in the " + table.name() + " table: "
                        + (judged
                                ? "nobody can learn to predict it from these rows."
                                : "whether it can be predicted is not told by these rows."),
                !judged);
    }

    private static long values(AuditColumn column) {
        return column instanceof AuditColumn.Categories categories
                ? IntStream.of(categories.codes())
                        .filter(code -> code >= 0)
                        .distinct()
                        .count()
                : DoubleStream.of(((AuditColumn.Numbers) column).values())
                        .filter(value -> !Double.isNaN(value))
                        .distinct()
                        .count();
    }

    /** All curves and matrices, in order. */
    public Stream<Grid> grids() {
        return sections.stream().flatMap(section -> section.grids().stream());
    }

    /** All figures, in order. */
    public Stream<Figure> figures() {
        return sections.stream().flatMap(section -> section.figures().stream());
    }

    /**
     * The figure of this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Figure figure(String id) {
        return figures()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no figure '" + id + "'; there are "
                        + figures().map(Figure::id).toList()));
    }
}

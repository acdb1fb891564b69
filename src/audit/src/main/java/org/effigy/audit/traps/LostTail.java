package org.effigy.audit.traps;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.likeness.ColumnFacts;
import org.effigy.audit.likeness.OneWayDistance;
import org.effigy.table.Role;

/** The long tail goes first: categories that collapse or swell, rare categories together, and extreme values. */
final class LostTail {
    /** A share has to fall by half, or to double. */
    private static final double FACTOR = 0.5;

    /** Fewer rows of a category in both tables together are tested with the other rare ones only. */
    private static final int LEAST = 10;

    /** Four kinds of findings share the rate of false alarms. */
    private static final int KINDS = 4;

    private LostTail() {}

    static TrapResult find(AuditTable real, AuditTable synthetic, double alarms) {
        Missed categories = new Missed(synthetic.rows(), real.rows());
        Missed rare = new Missed(synthetic.rows(), real.rows());
        Missed extremes = new Missed(synthetic.rows(), real.rows());
        for (int c = 0; c < real.columns().size(); c++) {
            if (real.columns().get(c) instanceof AuditColumn.Categories known) {
                add(categories, rare, known, (AuditColumn.Categories)
                        synthetic.columns().get(c));
            } else {
                add(extremes, (AuditColumn.Numbers) real.columns().get(c), (AuditColumn.Numbers)
                        synthetic.columns().get(c));
            }
        }
        List<Finding> findings = new ArrayList<>();
        List<Figure> collapsed = categories.significant("lost-tail.categories.evidence", FACTOR, alarms / KINDS);
        ofCategories(
                        "categories",
                        real,
                        collapsed,
                        "less than half of the expected rows",
                        "Whoever is in these groups is under-represented or gone: a model trained here won't recognise"
                                + " them, and a count of them is wrong.",
                        "Give the model a larger budget or a workload that names the column, or draw the groups on"
                                + " purpose ('effigy sample MODEL --where CONDITION').")
                .ifPresent(findings::add);
        List<Figure> swollen = categories.swollen("lost-tail.swollen.evidence", FACTOR, alarms / KINDS);
        ofCategories(
                        "swollen",
                        real,
                        swollen,
                        "more than twice the expected rows",
                        "Most of the rows in these groups are noise and have nobody's ways: a model trained here learns"
                                + " nothing of the groups, and a count of them is far too large.",
                        "Merge them in the schema (effigy:groups), protect more rows, or give the model a larger"
                                + " budget.")
                .ifPresent(findings::add);
        List<Figure> fewer = rare.significant("lost-tail.rare.evidence", FACTOR, alarms / KINDS);
        if (!fewer.isEmpty()) {
            findings.add(new Finding(
                    Traps.ID + ".lost-tail.rare",
                    Finding.Severity.WARNING,
                    "Rare values (each in 1 % of rows or fewer) are together less than half as frequent as in the real"
                            + " table in " + Traps.columns(fewer.size()) + ".",
                    Traps.strongest(fewer),
                    "The unusual cases are missing: what is built here is tested on the ordinary ones only.",
                    "Don't use this table for rare events, fraud, safety or fairness questions about small groups."));
        }
        List<Figure> flat = extremes.significant("lost-tail.extremes.evidence", FACTOR, alarms / KINDS);
        if (!flat.isEmpty()) {
            findings.add(new Finding(
                    Traps.ID + ".lost-tail.extremes",
                    Finding.Severity.WARNING,
                    "Extreme values (the lowest or highest 1 %) are less than half as frequent as in the real table at "
                            + (flat.size() == 1 ? "one end of a column." : flat.size() + " ends of columns."),
                    Traps.strongest(flat),
                    "Maxima, sums, outliers and risks that are computed here come out too small.",
                    "Take extremes from real data. Give the model finer bins at the ends (effigy:bins)."));
        }
        return new TrapResult(List.of(), findings);
    }

    /** A finding about categories, which is serious if one of them is to be predicted. */
    private static Optional<Finding> ofCategories(
            String name, AuditTable real, List<Figure> found, String have, String harm, String advice) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        boolean target = real.columns().stream()
                .filter(column -> column.field().role() == Role.TARGET)
                .anyMatch(column ->
                        found.stream().anyMatch(figure -> figure.title().startsWith(column.name() + " = ")));
        String one = found.size() == 1 ? ", and it is" : ", one of them";
        return Optional.of(new Finding(
                Traps.ID + ".lost-tail." + name,
                target ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                found.size()
                        + (found.size() == 1 ? " category has " : " categories have ")
                        + have
                        + (target ? one + " of the column that is to be predicted." : "."),
                Traps.strongest(found),
                harm,
                "Draw no conclusion about these groups from this table. " + advice));
    }

    private static void add(
            Missed categories, Missed rare, AuditColumn.Categories real, AuditColumn.Categories synthetic) {
        int[] known = ColumnFacts.counts(real);
        int[] judged = ColumnFacts.counts(synthetic);
        int most = (int) (ColumnFacts.RARE * (real.rows() + synthetic.rows()));
        long rareKnown = 0;
        long rareJudged = 0;
        for (int code = 0; code < known.length; code++) {
            // Chosen by both tables together: else a category that is rare by chance in one would look lost or found.
            if (known[code] + judged[code] >= LEAST) {
                categories.add(real.name() + " = " + real.labels().get(code), judged[code], known[code]);
            }
            if (known[code] + judged[code] <= most) {
                rareKnown += known[code];
                rareJudged += judged[code];
            }
        }
        rare.add(real.name() + ": rare values together", rareJudged, rareKnown);
    }

    private static void add(Missed extremes, AuditColumn.Numbers real, AuditColumn.Numbers synthetic) {
        double[] both = OneWayDistance.sorted(IntStream.range(0, 2)
                .mapToObj(i -> i == 0 ? real.values() : synthetic.values())
                .flatMapToDouble(Arrays::stream)
                .toArray());
        if (both.length == 0) {
            return;
        }
        double low = ColumnFacts.quantile(both, ColumnFacts.RARE);
        double high = ColumnFacts.quantile(both, 1 - ColumnFacts.RARE);
        extremes.add(real.name() + " < " + text(low), below(synthetic, low), below(real, low));
        extremes.add(real.name() + " > " + text(high), above(synthetic, high), above(real, high));
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : new BigDecimal(value)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static long below(AuditColumn.Numbers column, double bound) {
        return Arrays.stream(column.values()).filter(value -> value < bound).count();
    }

    private static long above(AuditColumn.Numbers column, double bound) {
        return Arrays.stream(column.values()).filter(value -> value > bound).count();
    }
}

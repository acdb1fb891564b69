package org.effigy.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.effigy.synth.Plan;

/** A plan as people read it, line by line. */
final class PlanTable {
    /** How many columns are listed before a fit. */
    private static final int LISTED = 25;

    private PlanTable() {}

    /**
     * Tells a plan.
     *
     * @param whole whether all of it, or what a person should see before a fit
     */
    static void tell(Plan plan, boolean whole, Consumer<String> line) {
        String rows = plan.rows().isPresent()
                ? String.format(Locale.ROOT, ", %,d rows expected", plan.rows().getAsLong())
                : "; --expected-rows N says what that means for a table of yours";
        line.accept("What noise leaves, from public numbers alone" + rows + ":");
        int most = whole ? Integer.MAX_VALUE : LISTED;
        lines("column", plan.columns(), most, line);
        if (whole) {
            lines("target's pair", plan.pairs(), most, line);
        } else if (!plan.pairs().isEmpty()) {
            long drowned = plan.pairs().stream().filter(Plan.Line::isNoise).count();
            line.accept(String.format(
                    Locale.ROOT,
                    "  the target's %,d pairs are seen from %,d rows on%s",
                    plan.pairs().size(),
                    plan.pairs().get(0).seen(),
                    drowned == 0 ? "" : String.format(Locale.ROOT, "; %,d of them will be mostly noise", drowned)));
        }
        lines("asked for", plan.asked(), most, line);
        for (Plan.Search search : plan.found()) {
            line.accept(String.format(
                    Locale.ROOT,
                    "  '%s' is to be discovered: what fewer than about %,d %s have is not found",
                    search.name(),
                    search.threshold(),
                    search.units() ? "people" : "rows"));
        }
        plan.warnings().forEach(warning -> line.accept("Beware: " + warning + "."));
    }

    private static void lines(String what, List<Plan.Line> lines, int most, Consumer<String> line) {
        if (lines.isEmpty()) {
            return;
        }
        int width = lines.stream()
                .limit(most)
                .mapToInt(each -> each.name().length())
                .reduce(what.length(), Math::max);
        line.accept(String.format(Locale.ROOT, "  %-" + width + "s %8s  %9s", what, "values", "seen from"));
        lines.stream().limit(most).forEach(each -> line.accept(line(each, width)));
        if (lines.size() > most) {
            line.accept("  and " + (lines.size() - most) + " more: 'effigy plan' lists them");
        }
    }

    /** What is seen from so many rows on, and what becomes of the whole column. */
    private static String line(Plan.Line line, int width) {
        String outlook = Double.isNaN(line.moved())
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%-5s (noise moves about %.0f %% of the rows)",
                        line.verdict(),
                        100 * line.moved());
        return String.format(
                        Locale.ROOT,
                        "  %-" + width + "s %,8.0f  %,9d  %s",
                        line.name(),
                        line.values(),
                        line.seen(),
                        outlook)
                .stripTrailing();
    }
}

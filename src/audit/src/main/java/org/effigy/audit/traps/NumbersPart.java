package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.UtilityPart;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;

/**
 * What users of numbers need: are means, sums, deviations and quantiles those of the real rows, by column and by group;
 * do values stand on the steps on which real ones stand; are they values that occur; and do columns that follow from
 * others still do so? Findings share a tenth of the rate of false alarms.
 */
public final class NumbersPart implements UtilityPart {
    /** The section's id. */
    public static final String ID = "utility.numbers";

    private static final double PART = 0.1;
    private static final int KINDS = 4;

    private NumbersPart() {}

    /** All figures. */
    public static NumbersPart of() {
        return new NumbersPart();
    }

    @Override
    public UtilitySection examine(UtilityTables tables) {
        double alarms = tables.options().falseAlarms() * PART / KINDS;
        List<Figure> figures = new ArrayList<>();
        List<Grid> grids = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Summaries summaries = Summaries.of(tables, alarms);
        figures.addAll(summaries.figures());
        grids.addAll(summaries.grids());
        findings.addAll(summaries.findings());
        for (TrapResult result :
                List.of(Steps.find(tables, alarms), NewValues.find(tables, alarms), Functions.find(tables, alarms))) {
            figures.addAll(result.figures());
            findings.addAll(result.findings());
        }
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return new UtilitySection(ID, "Numbers: means, sums, steps, values, dependence", figures, grids, findings);
    }
}

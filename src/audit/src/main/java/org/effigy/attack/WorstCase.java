package org.effigy.attack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.synth.Settings;
import org.effigy.synth.Synthesizer;
import org.effigy.synth.Workload;

/**
 * Two neighbouring tables made so that a synthesizer's answers differ as much as they can. A unit has as many equal rows as
 * it may keep. Why these tables: {@code docs/theory/attacks.md}.
 *
 * @param synthesizer that is audited
 * @param budget that each fit spends
 * @param out the table without the unit, or with another in its place
 * @param in the table with the unit
 */
public record WorstCase(Synthesizer synthesizer, PrivacyBudget budget, Rows out, Rows in) {
    /** Rows of each cell, and of each cell of a relation, in units of the noise of one answer for the whole budget. */
    private static final double GROUND = 3.2;

    private static final double RELATED = 45;

    /** Checks that nothing is missing. */
    public WorstCase {
        Objects.requireNonNull(synthesizer, "synthesizer");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(in, "in");
    }

    /**
     * The worst case that is known for a model.
     *
     * @param model independent, mst, aim, privbayes, copula or hybrid
     * @throws IllegalArgumentException if there is no such model
     */
    public static WorstCase of(String model, PrivacyBudget budget) {
        Settings settings = new Settings(Workload.pairs(), Settings.DEFAULT_MEGABYTES);
        Synthesizer synthesizer = Synthesizer.named(model, settings);
        return switch (model) {
            case "copula" -> ordered(synthesizer, budget, 0);
            case "hybrid" -> ordered(synthesizer, budget, 1);
            default -> related(synthesizer, budget);
        };
    }

    /**
     * Three columns of three codes. The unit's pair of values is commoner than chance in the first two columns, and rarer
     * in the first and the third: with the unit the one pair becomes more worth choosing and the other less. Its
     * stand-in's is the other way round. No cell is so empty that noise makes it negative, which a synthetic table could
     * not show.
     */
    private static WorstCase related(Synthesizer synthesizer, PrivacyBudget budget) {
        Domain domain = Domain.of(List.of(new Attribute("a", 3), new Attribute("b", 3), new Attribute("c", 3)));
        double noise = noise(budget);
        List<int[]> rows = new ArrayList<>();
        for (int cell = 0; cell < 27; cell++) {
            rows.addAll(
                    Collections.nCopies((int) Math.ceil(GROUND * noise), new int[] {cell / 9, cell / 3 % 3, cell % 3}));
        }
        for (int[] relation : new int[][] {{0, 0, 2}, {1, 2, 1}, {2, 1, 0}}) {
            rows.addAll(Collections.nCopies((int) Math.ceil(RELATED * noise), relation));
        }
        return of(synthesizer, budget, domain, rows, new int[] {0, 0, 0}, new int[] {1, 1, 1});
    }

    /**
     * Two ordered columns, in each of which the two lowest codes are so rare that they have the same, lowest score, and
     * nominal ones of two codes. The stand-in has other codes in all columns, and another score in one of the ordered:
     * all counts move, and the product of the scores by twice its largest value.
     */
    private static WorstCase ordered(Synthesizer synthesizer, PrivacyBudget budget, int nominal) {
        List<Attribute> attributes = new ArrayList<>(
                List.of(new Attribute("a", 3, Ordering.ORDERED), new Attribute("b", 3, Ordering.ORDERED)));
        for (int i = 0; i < nominal; i++) {
            attributes.add(new Attribute("n" + i, 2));
        }
        Domain domain = Domain.of(attributes);
        int each = (int) Math.ceil(noise(budget));
        int[] often = {6, 12, 42};
        List<int[]> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int[] row = new int[domain.size()];
            row[0] = code(often, i);
            row[1] = code(often, 59 - i);
            for (int column = 2; column < row.length; column++) {
                row[column] = i % 2;
            }
            rows.addAll(Collections.nCopies(each, row));
        }
        int[] with = new int[domain.size()];
        int[] instead = IntStream.range(0, domain.size())
                .map(column -> column == 1 ? 2 : 1)
                .toArray();
        return of(synthesizer, budget, domain, rows, with, instead);
    }

    private static int code(int[] often, int place) {
        int code = 0;
        int below = often[0];
        while (place >= below) {
            below += often[++code];
        }
        return code;
    }

    private static WorstCase of(
            Synthesizer synthesizer, PrivacyBudget budget, Domain domain, List<int[]> rows, int[] with, int[] instead) {
        int kept = budget.unit().maxRows();
        boolean replace = budget.neighbours() == Neighbours.REPLACE;
        List<int[]> present = Collections.nCopies(kept, with);
        List<int[]> absent = replace ? Collections.nCopies(kept, instead) : List.of();
        return new WorstCase(
                synthesizer, budget, table(domain, rows, absent, budget), table(domain, rows, present, budget));
    }

    /** The rows, each a unit of its own, and one more unit. */
    private static Rows table(Domain domain, List<int[]> rows, List<int[]> unit, PrivacyBudget budget) {
        Records.Builder builder = Records.builder(domain, rows.size() + unit.size());
        rows.forEach(builder::add);
        unit.forEach(builder::add);
        Optional<int[]> units = budget.unit()
                .column()
                .map(column -> IntStream.range(0, rows.size() + unit.size())
                        .map(row -> Math.min(row, rows.size()))
                        .toArray());
        return new Rows(builder.build(), units);
    }

    /** The deviation of the noise of one marginal for the whole budget. */
    private static double noise(PrivacyBudget budget) {
        double moved = budget.unit().maxRows() * (budget.neighbours() == Neighbours.REPLACE ? Math.sqrt(2) : 1);
        return budget.limit() instanceof PrivacyLoss.ZeroConcentrated limit
                ? moved / Math.sqrt(2 * limit.rho())
                : Math.sqrt(2) * moved * moved / budget.epsilon();
    }
}

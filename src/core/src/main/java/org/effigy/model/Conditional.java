package org.effigy.model;

import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Layout;

/**
 * The distribution of a clique's new attributes for each combination of the ones it shares with its parent.
 *
 * @param given positions of the shared attributes
 * @param drawn positions of the new ones
 * @param contexts combinations of the shared ones
 * @param outcomes combinations of the new ones
 * @param cumulative for each context the running sums of the outcomes' probabilities, not normalised
 */
record Conditional(Domain domain, int[] given, int[] drawn, int contexts, int outcomes, double[] cumulative) {

    static Conditional of(MarkovRandomField field, int c) {
        Domain domain = field.domain();
        Clique clique = field.tree().cliques().get(c);
        Clique shared = field.tree().separator(c);
        Factor belief = field.belief(c);
        Layout layout = Layout.of(domain, clique);
        int[] given = shared.toArray();
        int[] drawn = clique.minus(shared).toArray();
        int[] outer = layout.offsets(given);
        int[] inner = layout.offsets(drawn);
        double[] cumulative = new double[belief.cells()];
        for (int o = 0, i = 0; o < outer.length; o++) {
            double sum = 0;
            for (int offset : inner) {
                sum += belief.value(outer[o] + offset);
                cumulative[i++] = sum;
            }
        }
        return new Conditional(domain, given, drawn, outer.length, inner.length, cumulative);
    }

    /**
     * Gives each row its new attributes.
     *
     * @param columns codes by column; those of the new attributes are written
     * @param rootOffset where rounding starts, if no attribute is shared
     * @param earlier positions of the columns that are drawn already, the last one first
     * @param work what {@link Balance} may spend on counts with these
     */
    void draw(int[][] columns, int rows, SplitMix random, double rootOffset, List<Integer> earlier, long work) {
        Groups groups = Groups.of(contexts(columns, rows), contexts);
        int[] outcome = new int[rows];
        // Offsets spread evenly over the groups, in random order: one from each of as many strata as groups.
        int[] stratum = IntStream.range(0, groups.count()).toArray();
        random.shuffle(stratum, 0, groups.count());
        int start = 0;
        for (int g = 0; g < groups.count(); g++) {
            int end = groups.ends()[g];
            double offset = given.length == 0 ? rootOffset : (stratum[g] + random.nextDouble()) / groups.count();
            systematic(groups.contexts()[g], outcome, start, end, Math.min(offset, Math.nextDown(1.0)));
            random.shuffle(outcome, start, end);
            start = end;
        }
        Balance.improve(this, groups, columns, outcome, earlier, work, random);
        for (int i = 0; i < drawn.length; i++) {
            int[] column = columns[drawn[i]];
            int[] code = codes(i);
            for (int k = 0; k < rows; k++) {
                column[groups.order()[k]] = code[outcome[k]];
            }
        }
    }

    private int[] contexts(int[][] columns, int rows) {
        int[] context = new int[rows];
        for (int position : given) {
            int size = domain.attribute(position).size();
            int[] column = columns[position];
            for (int row = 0; row < rows; row++) {
                context[row] = context[row] * size + column[row];
            }
        }
        return context;
    }

    /** The code of the {@code i}-th new attribute in each outcome. */
    int[] codes(int i) {
        int stride = 1;
        for (int later = i + 1; later < drawn.length; later++) {
            stride *= domain.attribute(drawn[later]).size();
        }
        int[] codes = new int[outcomes];
        int size = domain.attribute(drawn[i]).size();
        for (int outcome = 0; outcome < outcomes; outcome++) {
            codes[outcome] = outcome / stride % size;
        }
        return codes;
    }

    /** The probability of an outcome. */
    double probability(int context, int outcome) {
        int low = context * outcomes;
        double below = outcome == 0 ? 0 : cumulative[low + outcome - 1];
        return (cumulative[low + outcome] - below) / cumulative[low + outcomes - 1];
    }

    /** Outcomes at evenly spaced places of the cumulative distribution: each within 1 of its expected number. */
    private void systematic(int context, int[] outcome, int start, int end, double offset) {
        int low = context * outcomes;
        double sum = cumulative[low + outcomes - 1];
        if (!(sum > 0)) {
            throw new IllegalStateException("a combination was drawn that the model gives no probability");
        }
        int count = end - start;
        double below = Math.nextDown(sum);
        boolean scan = (long) count * 8 > outcomes;
        int cell = 0;
        for (int k = 0; k < count; k++) {
            // Never the sum itself: the cell found has a probability above 0.
            double place = Math.min((k + offset) / count * sum, below);
            if (scan) {
                while (cumulative[low + cell] <= place) {
                    cell++;
                }
            } else {
                cell = search(low, place);
            }
            outcome[start + k] = cell;
        }
    }

    /** The first outcome whose running sum is above a place. */
    private int search(int low, double place) {
        int from = 0;
        int to = outcomes - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (cumulative[low + middle] > place) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}

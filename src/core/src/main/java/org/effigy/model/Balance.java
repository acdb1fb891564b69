package org.effigy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Domain;

/**
 * Brings the rows of a sample closer to what the model expects of them. A step of sampling gives each row new
 * attributes, given the ones that a group of rows has in common; which row of a group gets which of the group's outcomes
 * is free, since in the model the new attributes are independent of all other earlier ones within a group. Left to
 * chance, counts of new attributes with these earlier ones vary as those of independent draws do. Here two rows of a
 * group exchange their outcomes whenever that brings the counts of pairs and triples of columns nearer to their targets:
 * the numbers that the groups' probabilities lead to expect, rounded at random to whole numbers of the same expectation.
 * Counts with the groups' own attributes don't change.
 *
 * <p>Works on one step of one batch.
 */
final class Balance {
    /** Exchanges tried for each row; further ones gain little. */
    private static final int TRIES = 3;

    /**
     * Cells that expect fewer rows than this are left to chance. Moves out of a rare combination are found sooner than
     * moves into it, so that to count them would make them rarer than they should be.
     */
    private static final double RARE = 2;

    private final Conditional step;
    private final Groups groups;
    private final int[][] columns;
    private final int[] outcome;
    private final SplitMix random;
    private final List<Relation> relations = new ArrayList<>();
    private long work;

    private Balance(Conditional step, Groups groups, int[][] columns, int[] outcome, SplitMix random, long work) {
        this.step = step;
        this.groups = groups;
        this.columns = columns;
        this.outcome = outcome;
        this.random = random;
        this.work = work;
    }

    /** The values of some columns as one: a code for each row, or for each outcome. */
    private record Codes(int[] code, int size) {}

    /**
     * How far a table's counts are from their targets.
     *
     * @param left for each row, group after group, where its earlier columns' part of the table begins
     * @param right for each outcome its place in that part
     * @param cells two numbers a cell: the excess of rows, and the weight of its square
     */
    private record Relation(int[] left, int[] right, float[] cells) {
        /** What the sum of weighted squares changes by if rows {@code i} and {@code j} exchange their outcomes. */
        float change(int i, int j, int own, int other) {
            int a = left[i];
            int b = left[j];
            int v = right[own];
            int w = right[other];
            if (a == b || v == w) {
                return 0;
            }
            return cells[a + v + 1] * (1 - 2 * cells[a + v])
                    + cells[a + w + 1] * (1 + 2 * cells[a + w])
                    + cells[b + w + 1] * (1 - 2 * cells[b + w])
                    + cells[b + v + 1] * (1 + 2 * cells[b + v]);
        }

        void exchange(int i, int j, int own, int other) {
            cells[left[i] + right[own]]--;
            cells[left[i] + right[other]]++;
            cells[left[j] + right[other]]--;
            cells[left[j] + right[own]]++;
        }
    }

    /**
     * Exchanges outcomes inside groups.
     *
     * @param outcome of each row, group after group; changed
     * @param earlier positions of the columns drawn before, the groups' own included; the first ones are served first
     * @param work how many looks at cells it may cost; pairs are served before triples
     */
    static void improve(
            Conditional step,
            Groups groups,
            int[][] columns,
            int[] outcome,
            List<Integer> earlier,
            long work,
            SplitMix random) {
        if (groups.count() < outcome.length) {
            Balance balance = new Balance(step, groups, columns, outcome, random, work);
            balance.relate(earlier);
            balance.exchange();
        }
    }

    /** Sets up the tables that are looked at, as many as the work allows. */
    private void relate(List<Integer> earlier) {
        List<Integer> others =
                earlier.stream().filter(position -> !isGiven(position)).toList();
        List<Codes> news = IntStream.range(0, step.drawn().length)
                .mapToObj(i -> new Codes(step.codes(i), size(step.drawn()[i])))
                .toList();
        int least = news.stream().mapToInt(Codes::size).min().orElse(1);
        for (int other : others) {
            if (isWorthwhile(size(other), least)) {
                Codes codes = codes(other);
                news.forEach(own -> relate(codes, own));
            }
        }
        if (news.size() == 2) {
            Codes both = new Codes(IntStream.range(0, step.outcomes()).toArray(), step.outcomes());
            for (int other : others) {
                if (isWorthwhile(size(other), step.outcomes())) {
                    relate(codes(other), both);
                }
            }
        }
        relatePairs(earlier, news, least);
    }

    /** Pairs of earlier columns; of thousands of columns and few rows next to none is worth it, and none is looked at. */
    private void relatePairs(List<Integer> earlier, List<Codes> news, int least) {
        int narrowest = earlier.stream().mapToInt(this::size).min().orElse(1);
        int[] narrow = earlier.stream()
                .mapToInt(Integer::intValue)
                .filter(position -> isWorthwhile((double) size(position) * narrowest, least))
                .toArray();
        for (int i = 0; i < narrow.length && work > 0; i++) {
            for (int j = 0; j < i && work > 0; j++) {
                boolean isFree = !isGiven(narrow[i]) || !isGiven(narrow[j]);
                if (isFree && isWorthwhile((double) size(narrow[i]) * size(narrow[j]), least)) {
                    Codes pair = product(codes(narrow[i]), codes(narrow[j]));
                    news.forEach(own -> relate(pair, own));
                } else {
                    work--;
                }
            }
        }
    }

    /** Most cells of a table larger than the sample expect less than a row: no exchange brings them nearer. */
    private boolean isWorthwhile(double lefts, int rights) {
        return work > 0 && lefts * rights <= outcome.length;
    }

    private void relate(Codes left, Codes right) {
        int rows = outcome.length;
        if (!isWorthwhile(left.size, right.size)) {
            return;
        }
        work -= 4L * TRIES * rows + (long) groups.count() * step.outcomes();
        if (work < 0) {
            return;
        }
        int[] starts = new int[rows];
        for (int i = 0; i < rows; i++) {
            starts[i] = left.code[i] * right.size;
        }
        double[] expected = expected(starts, left.size, right);
        float[] cells = new float[2 * expected.length];
        double place = random.nextDouble();
        for (int cell = 0; cell < expected.length; cell++) {
            double next = place + expected[cell];
            cells[2 * cell] = (float) (Math.floor(place) - Math.floor(next));
            cells[2 * cell + 1] = expected[cell] < RARE ? 0 : (float) (1 / (1 + expected[cell]));
            place = next;
        }
        int[] doubledStarts = IntStream.of(starts).map(start -> 2 * start).toArray();
        int[] doubledPlaces = IntStream.of(right.code).map(code -> 2 * code).toArray();
        for (int i = 0; i < rows; i++) {
            cells[doubledStarts[i] + doubledPlaces[outcome[i]]]++;
        }
        relations.add(new Relation(doubledStarts, doubledPlaces, cells));
    }

    /** Expected counts of a table, given what the groups hold: in each group the columns are independent. */
    private double[] expected(int[] starts, int lefts, Codes right) {
        double[] expected = new double[lefts * right.size];
        int[] counts = new int[lefts];
        int start = 0;
        for (int g = 0; g < groups.count(); g++) {
            int end = groups.ends()[g];
            double[] share = new double[right.size];
            for (int k = 0; k < step.outcomes(); k++) {
                share[right.code[k]] += step.probability(groups.contexts()[g], k);
            }
            for (int i = start; i < end; i++) {
                counts[starts[i] / right.size]++;
            }
            for (int i = start; i < end; i++) {
                int count = counts[starts[i] / right.size];
                if (count > 0) {
                    for (int v = 0; v < share.length; v++) {
                        expected[starts[i] + v] += count * share[v];
                    }
                    counts[starts[i] / right.size] = 0;
                }
            }
            start = end;
        }
        return expected;
    }

    private void exchange() {
        Relation[] all = relations.toArray(Relation[]::new);
        for (int sweep = 0; sweep < TRIES && all.length > 0; sweep++) {
            int start = 0;
            for (int g = 0; g < groups.count(); g++) {
                int end = groups.ends()[g];
                for (int i = start; i < end; i++) {
                    exchange(all, i, start + random.nextInt(end - start));
                }
                start = end;
            }
        }
    }

    private void exchange(Relation[] all, int i, int j) {
        int own = outcome[i];
        int other = outcome[j];
        if (own == other) {
            return;
        }
        float change = 0;
        for (Relation relation : all) {
            change += relation.change(i, j, own, other);
        }
        if (change < 0) {
            for (Relation relation : all) {
                relation.exchange(i, j, own, other);
            }
            outcome[i] = other;
            outcome[j] = own;
        }
    }

    /** A column's code in each row, group after group. */
    private Codes codes(int position) {
        int[] column = columns[position];
        return new Codes(IntStream.of(groups.order()).map(row -> column[row]).toArray(), size(position));
    }

    private static Codes product(Codes a, Codes b) {
        int[] code = new int[a.code.length];
        for (int i = 0; i < code.length; i++) {
            code[i] = a.code[i] * b.size + b.code[i];
        }
        return new Codes(code, a.size * b.size);
    }

    private int size(int position) {
        Domain domain = step.domain();
        return domain.attribute(position).size();
    }

    private boolean isGiven(int position) {
        for (int shared : step.given()) {
            if (shared == position) {
                return true;
            }
        }
        return false;
    }
}

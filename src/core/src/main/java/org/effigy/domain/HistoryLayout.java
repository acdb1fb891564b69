package org.effigy.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How the rows of a unit, put in order, become two tables: one of persons, with a row for each unit (its first row, and how
 * many it has), and one of steps, with a row for each two rows of a unit that follow each other (what all its rows share, how
 * many it has and how many are to come, the time and the state before, the gap, how the state moves, and the state after). Follows from the schema
 * alone. Immutable.
 */
public final class HistoryLayout {
    /** How finely the time of the row before is told apart. */
    private static final int TIMES = 16;

    /** The farthest of the distances that are told apart: near, middling and far. */
    private static final int FAR = 3;

    private final Domain rows;
    private final int order;
    private final int[] shared;
    private final int[] changing;
    /** Of the changing attributes those whose move is an attribute of a step. */
    private final int[] moving;

    private final int[] numbers;
    private final int mostRows;
    private final long first;
    private final long last;
    private final long[] gaps;
    private final int[] counts;
    private final Domain persons;
    private final Domain steps;

    private HistoryLayout(Domain persons, int order, int[] shared, int[] numbers, long first, long last) {
        this.persons = persons;
        this.numbers = numbers;
        this.mostRows = numbers.length;
        List<Attribute> ofRows = persons.attributes().subList(0, persons.size() - 1);
        this.rows = Domain.of(ofRows);
        this.order = order;
        this.shared = shared;
        this.changing = IntStream.range(0, rows.size())
                .filter(position -> position != order && Arrays.binarySearch(shared, position) < 0)
                .toArray();
        this.moving = IntStream.of(changing)
                .filter(position -> rows.attribute(position).size() > 2)
                .toArray();
        this.first = first;
        this.last = last;
        this.gaps = gaps(last - first);
        this.counts = counts(mostRows);
        Set<String> taken = new HashSet<>();
        persons.attributes().forEach(attribute -> taken.add(attribute.name()));
        String number = persons.attribute(rows.size()).name();
        List<Attribute> ofSteps = new ArrayList<>();
        IntStream.of(shared).mapToObj(rows::attribute).forEach(ofSteps::add);
        ofSteps.add(new Attribute(number, counts.length, Ordering.ORDERED));
        ofSteps.add(new Attribute(free("rows to come", taken), counts.length, Ordering.ORDERED));
        String time = rows.attribute(order).name();
        ofSteps.add(new Attribute(free(time + " before", taken), times(), Ordering.ORDERED));
        for (int position : changing) {
            Attribute attribute = rows.attribute(position);
            ofSteps.add(
                    new Attribute(free(attribute.name() + " before", taken), attribute.size(), attribute.ordering()));
        }
        ofSteps.add(new Attribute(free(time + " since", taken), gaps.length, Ordering.ORDERED));
        for (int position : moving) {
            ofSteps.add(new Attribute(free(rows.attribute(position).name() + " moves", taken), moves(position)));
        }
        IntStream.of(changing).mapToObj(rows::attribute).forEach(ofSteps::add);
        this.steps = Domain.of(ofSteps);
    }

    /**
     * The layout of some rows.
     *
     * @param persons what a row holds, and last the number of rows of its unit
     * @param order the attribute by which rows follow each other
     * @param shared the attributes that all rows of a unit share, ascending
     * @param numbers the code of each number of rows from 1 to the most that a unit is taken to have
     * @param first the lowest value of the order, in steps
     * @param last the highest
     * @throws IllegalArgumentException if the order is shared or isn't an attribute, or a number is out of range
     */
    public static HistoryLayout of(Domain persons, int order, int[] shared, int[] numbers, long first, long last) {
        Objects.checkIndex(order, persons.size() - 1);
        if (Arrays.binarySearch(shared, order) >= 0 || numbers.length < 1 || last < first || last - first < 0) {
            throw new IllegalArgumentException("units have at least one row, and an order that their rows don't share,"
                    + " from a first to a last value");
        }
        return new HistoryLayout(persons, order, shared.clone(), numbers.clone(), first, last);
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        while (!taken.add(free)) {
            free += "'";
        }
        return free;
    }

    /** Each of the shortest gaps by itself, then two an octave. */
    private static long[] gaps(long span) {
        List<Long> starts = new ArrayList<>(List.of(0L, 1L, 2L, 3L));
        for (long low = 4; low > 0 && low <= span; low *= 2) {
            starts.add(low);
            starts.add(low + low / 2);
        }
        return starts.stream()
                .mapToLong(start -> start)
                .filter(start -> start <= span)
                .toArray();
    }

    /** Small numbers of rows by themselves, then one an octave: the lowest of each class. */
    private static int[] counts(int most) {
        List<Integer> lowest = new ArrayList<>(List.of(0, 1, 2, 3));
        for (int low = 4; low <= most; low *= 2) {
            lowest.add(low);
        }
        return lowest.stream().mapToInt(low -> low).toArray();
    }

    private int times() {
        return (int) Math.min(TIMES, last - first + 1);
    }

    /** What a row holds. */
    public Domain rows() {
        return rows;
    }

    /** A row's attributes as they are in a unit's first row, and, last, the number of its rows. */
    public Domain persons() {
        return persons;
    }

    /**
     * The attributes of a step: first the {@link #given} ones, then the gap, then how attributes move, then the state after.
     */
    public Domain steps() {
        return steps;
    }

    /** How many attributes of a step are known before its row. */
    public int given() {
        return shared.length + 3 + changing.length;
    }

    /** Where the state after begins in a step. */
    public int states() {
        return given() + 1 + moving.length;
    }

    /** The attribute of a step that says how one of the state after moves; -1 if none does. */
    public int moveOf(int attribute) {
        int at = attribute < states() ? -1 : Arrays.binarySearch(moving, changing[attribute - states()]);
        return at < 0 ? -1 : given() + 1 + at;
    }

    /** The attribute by which rows follow each other. */
    public int order() {
        return order;
    }

    /** The attributes that all rows of a unit share, ascending; a copy. */
    public int[] shared() {
        return shared.clone();
    }

    /** The attributes that change from row to row, ascending, without the order; a copy. */
    public int[] changing() {
        return changing.clone();
    }

    /** The most rows that a unit is taken to have. */
    public int mostRows() {
        return mostRows;
    }

    /** The lowest value of the order, in steps. */
    public long first() {
        return first;
    }

    /** The highest value of the order, in steps. */
    public long last() {
        return last;
    }

    /** The code of a number of rows in {@link #persons}; larger ones count as the most. */
    public int numberOf(long count) {
        return numbers[(int) Math.min(mostRows, count) - 1];
    }

    /** The class of a number of rows in {@link #steps}; larger ones count as the most. */
    public int countOf(long count) {
        int at = Arrays.binarySearch(counts, (int) Math.min(mostRows, count));
        return at >= 0 ? at : -at - 2;
    }

    /** The code of a time in {@link #steps}. */
    public int timeOf(long step) {
        double place = (double) (step - first) / ((double) (last - first) + 1);
        return Math.max(0, Math.min(times() - 1, (int) (place * times())));
    }

    /** The code of a gap. */
    public int gapOf(long gap) {
        int at = Arrays.binarySearch(gaps, gap);
        return at >= 0 ? at : Math.max(0, -at - 2);
    }

    /** The shortest gap of a code. */
    public long shortest(int code) {
        return gaps[code];
    }

    /** The longest gap of a code. */
    public long longest(int code) {
        return code + 1 < gaps.length ? gaps[code + 1] - 1 : last - first;
    }

    /** The codes of what is known before a step's row. */
    public void given(int[] step, int[] before, long time, long count, long toCome) {
        for (int i = 0; i < shared.length; i++) {
            step[i] = before[shared[i]];
        }
        int at = shared.length;
        step[at++] = countOf(count);
        step[at++] = countOf(toCome);
        step[at++] = timeOf(time);
        for (int position : changing) {
            step[at++] = before[position];
        }
    }

    /** How many moves there are: of names staying or not, of values seven distances, and one to or from a missing value. */
    private int moves(int position) {
        return switch (rows.attribute(position).ordering()) {
            case NOMINAL -> 2;
            case ORDERED -> 2 * FAR + 1;
            case ORDERED_OR_MISSING -> 2 * FAR + 2;
        };
    }

    /** How an attribute of the state after moves, from its code before to one after; it has to be one that moves. */
    public int move(int attribute, int before, int after) {
        return moveAt(changing[attribute - states()], before, after);
    }

    /** The attribute of a step that says of the row before what one of the state after says of the next. */
    public int beforeOf(int attribute) {
        return shared.length + 3 + attribute - states();
    }

    /** The move between two codes of an attribute of rows. */
    private int moveAt(int position, int before, int after) {
        Attribute attribute = rows.attribute(position);
        if (!attribute.isOrdered()) {
            return before == after ? 0 : 1;
        }
        boolean fromMissing = before >= attribute.ordered();
        if (fromMissing != after >= attribute.ordered()) {
            return 2 * FAR + 1;
        }
        int distance = Math.abs(after - before);
        int unit = unit(attribute);
        int far = distance == 0 ? 0 : distance <= unit ? 1 : distance <= 2 * unit * unit(unit) ? 2 : FAR;
        return FAR + (after < before ? -far : far);
    }

    /** How many codes are a small distance: one of a few codes, a sixty-fourth of many. */
    private static int unit(Attribute attribute) {
        return Math.max(1, attribute.ordered() / 64);
    }

    /** Of fine codes a middling distance is four small ones, of others two. */
    private static int unit(int unit) {
        return unit == 1 ? 1 : 2;
    }

    /**
     * What becomes of a code that was drawn for an attribute of the state after, given the state before and the move: a move
     * to a near value says which, a far one only which side.
     *
     * @param step with the state before and the move
     * @return the code that the attribute gets; -1 if the drawn one is no such move and none follows from it
     */
    public int settled(int[] step, int attribute, int drawn, RandomGenerator random) {
        int position = changing[attribute - states()];
        int by = moveOf(attribute);
        if (by < 0) {
            return drawn;
        }
        int before = step[beforeOf(attribute)];
        Attribute values = rows.attribute(position);
        if (!values.isOrdered()) {
            return step[by] == 0 ? before : drawn == before ? -1 : drawn;
        }
        int far = step[by] - FAR;
        if (far == 0) {
            return before;
        }
        if (far > FAR || before >= values.ordered() || Math.abs(far) == FAR) {
            return moveAt(position, before, drawn) == step[by] ? drawn : -1;
        }
        int unit = unit(values);
        int least = Math.abs(far) == 1 ? 1 : unit + 1;
        int most = Math.abs(far) == 1 ? unit : 2 * unit * unit(unit);
        int distance = least == most ? least : random.nextInt(least, most + 1);
        int code = before + (far < 0 ? -distance : distance);
        return code >= 0 && code < values.ordered() ? code : -1;
    }

    /** The codes of a step's row, of which the state before is there already. */
    public void after(int[] step, long gap, int[] after) {
        int at = given();
        step[at++] = gapOf(gap);
        for (int position : moving) {
            int before = step[shared.length + 3 + Arrays.binarySearch(changing, position)];
            step[at++] = moveAt(position, before, after[position]);
        }
        for (int position : changing) {
            step[at++] = after[position];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HistoryLayout layout
                && layout.persons.equals(persons)
                && layout.steps.equals(steps)
                && layout.order == order
                && Arrays.equals(layout.shared, shared)
                && layout.first == first
                && layout.last == last;
    }

    @Override
    public int hashCode() {
        return Objects.hash(persons, steps, order);
    }

    /** The two tables' attributes. */
    @Override
    public String toString() {
        return "persons " + persons + ", steps " + steps;
    }
}

package org.effigy.table;

import java.util.random.RandomGenerator;

/** A row of codes, read as cells: each attribute's code stands for one of its steps. Changes from row to row. */
final class CodedRow implements RowCondition.Cells {
    private final TableCodec codec;
    private final int[] codes;
    private final long[] steps;

    CodedRow(TableCodec codec) {
        this.codec = codec;
        this.codes = new int[codec.domain().size()];
        this.steps = new long[codes.length];
    }

    /** Gives an attribute a code, which stands for its first step. */
    void set(int attribute, int code) {
        codes[attribute] = code;
        steps[attribute] = codec.codec(attribute) instanceof IntervalCodec intervals && !isMissingCode(attribute)
                ? intervals.first(code)
                : code;
    }

    /**
     * Draws a step of each attribute's code, evenly. Where a field is reckoned from another one and its bounds don't hold all
     * that the two codes could come to, the steps are drawn from what they do hold.
     */
    void draw(RandomGenerator random) {
        for (int attribute = 0; attribute < codes.length; attribute++) {
            if (codec.codec(attribute) instanceof IntervalCodec intervals && !isMissingCode(attribute)) {
                steps[attribute] = intervals.step(codes[attribute], random);
            }
        }
        for (Derivation.Gap gap : codec.bounded()) {
            hold(gap, random);
        }
    }

    /** Takes the values of a row of another codec of the same fields, and the codes that hold them here. */
    void take(CodedRow other) {
        for (int attribute = 0; attribute < codes.length; attribute++) {
            if (other.isMissingCode(attribute)) {
                codes[attribute] = codec.codec(attribute).missing().orElseThrow();
            } else {
                fix(attribute, other.steps[attribute]);
            }
        }
    }

    /** Gives an attribute a value. */
    void fix(int attribute, long step) {
        steps[attribute] = step;
        codes[attribute] =
                codec.codec(attribute) instanceof IntervalCodec intervals ? intervals.code(step) : (int) step;
    }

    /** Draws a step of an attribute's code, evenly. */
    void draw(int attribute, int code, RandomGenerator random) {
        set(attribute, code);
        if (codec.codec(attribute) instanceof IntervalCodec intervals && !isMissingCode(attribute)) {
            steps[attribute] = intervals.step(code, random);
        }
    }

    /**
     * Moves what is reckoned from other fields into its bounds, and nothing else.
     *
     * @return whether all of it is within them
     */
    boolean bound() {
        for (Derivation.Gap gap : codec.bounded()) {
            int attribute = codec.attribute(gap.field());
            if (isMissingCode(attribute) || isMissing(gap.from())) {
                continue;
            }
            long from = gap.scale().apply(step(gap.from()));
            long least = Math.max(gap.gaps().first(codes[attribute]), gap.lowest() - from);
            long most = Math.min(gap.gaps().last(codes[attribute]), gap.highest() - from);
            if (least > most) {
                return false;
            }
            steps[attribute] = Math.max(least, Math.min(most, steps[attribute]));
        }
        return true;
    }

    /** The code of an attribute. */
    int code(int attribute) {
        return codes[attribute];
    }

    /** The step of an attribute that is not missing. */
    long own(int attribute) {
        return steps[attribute];
    }

    private void hold(Derivation.Gap gap, RandomGenerator random) {
        int attribute = codec.attribute(gap.field());
        if (isMissingCode(attribute)) {
            return;
        }
        long from = gap.scale().apply(step(gap.from()));
        if (from + steps[attribute] >= gap.lowest() && from + steps[attribute] <= gap.highest()) {
            return;
        }
        int base = codec.attribute(gap.from());
        IntervalCodec starts = (IntervalCodec) codec.codec(base);
        long low = starts.first(codes[base]);
        long high = starts.last(codes[base]);
        long shortest = gap.gaps().first(codes[attribute]);
        long longest = gap.gaps().last(codes[attribute]);
        // The steps of the first that leave the bounds room for some step of the gap: a run, since the scale ascends.
        low = first(low, high, step -> gap.scale().apply(step) + longest >= gap.lowest());
        long end = first(low, high, step -> gap.scale().apply(step) + shortest > gap.highest());
        high = gap.scale().apply(high) + shortest <= gap.highest() ? high : end - 1;
        if (low <= high && (steps[base] < low || steps[base] > high)) {
            steps[base] = low == high ? low : random.nextLong(low, high + 1);
        }
        from = gap.scale().apply(steps[base]);
        long least = Math.max(shortest, gap.lowest() - from);
        long most = Math.min(longest, gap.highest() - from);
        steps[attribute] = least > most
                ? Math.max(gap.lowest() - from, Math.min(gap.highest() - from, shortest))
                : least == most ? least : random.nextLong(least, most + 1);
    }

    private static long first(long low, long high, java.util.function.LongPredicate holds) {
        long from = low;
        long to = high;
        while (from < to) {
            long middle = from + (to - from) / 2;
            if (holds.test(middle)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    private boolean isMissingCode(int attribute) {
        return codec.codec(attribute).missing().orElse(-1) == codes[attribute];
    }

    @Override
    public boolean isMissing(int field) {
        int attribute = codec.attribute(field);
        if (attribute >= 0) {
            return isMissingCode(attribute)
                    || codec.derivation(field).map(by -> isMissing(by.from())).orElse(false);
        }
        return isMissing(codec.derivation(field).orElseThrow().from());
    }

    @Override
    public long step(int field) {
        Derivation by = codec.derivation(field).orElse(null);
        if (by instanceof Derivation.Gap gap) {
            return gap.scale().apply(step(gap.from())) + steps[codec.attribute(field)];
        }
        return by instanceof Derivation.Mapped mapped
                ? mapped.steps()[(int) step(mapped.from())]
                : steps[codec.attribute(field)];
    }
}

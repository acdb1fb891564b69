package org.effigy.table;

/** How a field's value is reckoned from another's, so that a rule can't be broken. */
sealed interface Derivation {
    /** The field that is reckoned. */
    int field();

    /** The field that it is reckoned from. */
    int from();

    /** Steps of a format, in the steps of another: numbers by decimals, dates and times by seconds. */
    record Scale(long up, long down) {
        static Scale of(CellFormat from, CellFormat to) {
            if (from instanceof DateFormat one && to instanceof DateFormat other) {
                return new Scale(one.stepSeconds(), other.stepSeconds());
            }
            return new Scale(power(to), power(from));
        }

        private static long power(CellFormat format) {
            return format instanceof DecimalFormat decimal ? (long) Math.pow(10, decimal.decimals()) : 1;
        }

        long apply(long step) {
            return Math.floorDiv(Math.multiplyExact(step, up), down);
        }
    }

    /**
     * A value so and so many steps after another: what is modelled is the distance.
     *
     * @param scale from the first one's steps to the second's
     * @param least the smallest distance, in steps of the second
     * @param most the largest
     * @param lowest the lowest step that the second may have
     * @param highest the highest one
     * @param gaps the distances as codes
     */
    record Gap(int field, int from, Scale scale, long least, long most, long lowest, long highest, IntervalCodec gaps)
            implements Derivation {
        /** The distance between two steps. */
        long between(long first, long second) {
            return second - scale.apply(first);
        }

        /** Whether a distance is one that the rule allows. */
        boolean allows(long gap) {
            return gap >= least && gap <= most;
        }

        /** Whether the bounds can hold what some steps of a code of the first and of a code of gaps come to. */
        boolean isWithin(IntervalCodec first, int code, int gap) {
            return scale.apply(first.first(code)) + gaps.first(gap) <= highest
                    && scale.apply(first.last(code)) + gaps.last(gap) >= lowest;
        }
    }

    /**
     * A value that another one determines.
     *
     * @param steps for each category of the other the step of the value
     */
    record Mapped(int field, int from, long[] steps) implements Derivation {}
}

package org.effigy.scenario;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.RealDistribution;

/** How the cells of a column come about. Immutable. */
sealed interface Value {
    /**
     * The text of a cell.
     *
     * @param row whose cells that this value reads are set
     * @throws IllegalArgumentException if there is none, as of a division by zero
     */
    String draw(Row row, RandomGenerator random);

    /** The fields that it reads. */
    default Set<Integer> reads() {
        return Set.of();
    }

    /** The same in every row. */
    record Fixed(String text) implements Value {
        @Override
        public String draw(Row row, RandomGenerator random) {
            return text;
        }
    }

    /**
     * One of some texts.
     *
     * @param upTo the sum of the weights up to each, ascending to 1
     */
    record OneOf(List<String> texts, double[] upTo) implements Value {
        @Override
        public String draw(Row row, RandomGenerator random) {
            double at = random.nextDouble();
            int chosen = 0;
            while (chosen < upTo.length - 1 && at >= upTo[chosen]) {
                chosen++;
            }
            return texts.get(chosen);
        }
    }

    /** Some texts one after the other, and then from the start. */
    record InTurn(List<String> texts) implements Value {
        @Override
        public String draw(Row row, RandomGenerator random) {
            return texts.get((int) (row.number() % texts.size()));
        }
    }

    /**
     * Running numbers.
     *
     * @param digits at least so many, filled with zeros
     */
    record Sequence(long from, long step, String prefix, int digits) implements Value {
        @Override
        public String draw(Row row, RandomGenerator random) {
            String number = Long.toString(Math.addExact(from, Math.multiplyExact(row.number(), step)));
            return prefix + "0".repeat(Math.max(0, digits - number.length())) + number;
        }
    }

    /**
     * A number of a distribution, cut to a part of it: by its quantile function, so nothing is drawn twice.
     *
     * @param low the distribution function at the lower end
     * @param high at the upper end, above {@code low}
     */
    record Spread(int field, RealDistribution distribution, double low, double high) implements Value {
        @Override
        public String draw(Row row, RandomGenerator random) {
            // Halves of 2^-53: neither end, where the quantile may be infinite.
            double share = ((random.nextLong() >>> 12) + 0.5) * 0x1.0p-52;
            return row.texts().text(field, distribution.inverseCumulativeProbability(low + share * (high - low)));
        }
    }

    /** What another column holds. */
    record Copy(int from) implements Value {
        @Override
        public String draw(Row row, RandomGenerator random) {
            return row.cells().get(from);
        }

        @Override
        public Set<Integer> reads() {
            return Set.of(from);
        }
    }

    /** What a formula gives; missing where a cell that it reads is. */
    record Reckoned(int field, Formula formula) implements Value {
        @Override
        public String draw(Row row, RandomGenerator random) {
            double[] numbers = new double[formula.fields().size()];
            for (int i = 0; i < numbers.length; i++) {
                int from = formula.fields().get(i);
                String text = row.cells().get(from);
                if (row.texts().isMissing(from, text)) {
                    return row.texts().missing(field);
                }
                numbers[i] = row.texts().number(from, text);
            }
            return row.texts().text(field, formula.of(numbers));
        }

        @Override
        public Set<Integer> reads() {
            return new TreeSet<>(formula.fields());
        }
    }

    /**
     * The value of the first case whose condition a row meets.
     *
     * @param fields that the conditions ask of
     */
    record Cases(List<Case> cases, Value otherwise, Set<Integer> fields) implements Value {
        @Override
        public String draw(Row row, RandomGenerator random) {
            return cases.stream()
                    .filter(one -> one.where.test(row.cells()))
                    .map(Case::value)
                    .findFirst()
                    .orElse(otherwise)
                    .draw(row, random);
        }

        @Override
        public Set<Integer> reads() {
            Set<Integer> all = new TreeSet<>(fields);
            cases.forEach(one -> all.addAll(one.value.reads()));
            all.addAll(otherwise.reads());
            return all;
        }
    }

    /** A value under a condition. */
    record Case(Predicate<List<String>> where, Value value) {}
}

package org.effigy.synth;

import java.util.Arrays;
import java.util.List;
import org.effigy.domain.HistoryLayout;
import org.effigy.measure.NoisyMarginal;
import org.effigy.table.Grid;
import org.effigy.table.IntervalCodec;
import org.effigy.table.TableCodec;

/**
 * Which round number a column's values are multiples of, as limits are of 10,000, as far as noisy counts of its fine cells
 * show it: cells that hold a multiple have rows, and those beside them have none. Post-processing.
 */
final class Heaps {
    /** By so many standard deviations more rows must lie in cells with a multiple than in a column without round numbers. */
    private static final double STANDING = 5;

    /** So much of the rows that would lie elsewhere in a column without round numbers may lie there, for all that noise leaves open. */
    private static final double ELSEWHERE = .25;

    /** Where cells are so wide that each holds a multiple nothing is seen: the others must speak of such a part of the rows. */
    private static final double EVIDENCE = .02;

    /** Bounds on noise are so many standard deviations wide. */
    private static final double WIDE = 2;

    /** A few values in a wide range may be multiples of anything by chance; with a smaller probability they are not. */
    private static final double CHANCE = 1e-4;

    /** Neighbourhoods in which cells are compared. */
    private static final int BLOCKS = 32;

    private static final int[] DIGITS = {5, 2, 1};

    private final IntervalCodec codec;
    private final double worth;
    private final double[] noisy;
    private final double deviation;
    private final double present;
    private final double presentDeviation;
    private final boolean[] apart;

    private Heaps(Readings.Column column, List<NoisyMarginal> counted) {
        this.codec = column.codec();
        this.worth = column.worth();
        int last = column.grid().readings().size() - 1;
        NoisyMarginal values = counted.get(last);
        NoisyMarginal ranges = counted.get(0);
        int cells = column.cells();
        this.noisy =
                Arrays.stream(values.counts()).limit(cells).asDoubleStream().toArray();
        this.deviation = values.standardDeviation();
        int classes = column.grid().readings().get(0).size();
        this.present = Arrays.stream(ranges.counts()).limit(classes).sum();
        this.presentDeviation = ranges.standardDeviation() * Math.sqrt(classes);
        this.apart = new boolean[cells];
        apart[0] = true;
        apart[cells - 1] = true;
        column.grid().alone().forEach(cell -> apart[cell] = true);
        for (int cell = 0; cell < cells; cell++) {
            // Zero is a multiple of everything.
            apart[cell] |= codec.holdsZero(cell);
        }
    }

    /**
     * What a column's values are found to be multiples of.
     *
     * @param unit in steps of the column; 1 if nothing is found
     * @param only whether cells without a multiple seem to be empty
     */
    record Found(long unit, boolean only) {
        private static final Found NONE = new Found(1, false);

        /** The expected rows of each fine cell, where those without a multiple give theirs to the others nearby. */
        double[] held(double[] density, Readings.Column column) {
            if (!only) {
                return density;
            }
            double[] held = new double[density.length];
            for (int block = 0; block < BLOCKS; block++) {
                double all = 0;
                double multiples = 0;
                for (int cell = from(block, density.length); cell < from(block + 1, density.length); cell++) {
                    all += density[cell];
                    multiples += keeps(cell, column) ? density[cell] : 0;
                }
                for (int cell = from(block, density.length); cell < from(block + 1, density.length); cell++) {
                    held[cell] = multiples > 0 && keeps(cell, column) ? density[cell] * all / multiples : 0;
                }
            }
            return Arrays.stream(held).sum() > 0 ? held : density;
        }

        private boolean keeps(int cell, Readings.Column column) {
            return cell == 0
                    || cell == column.cells() - 1
                    || column.grid().alone().contains(cell)
                    || column.codec().holdsMultiple(cell, unit);
        }
    }

    /**
     * What the answers on a column's fine cells show.
     *
     * @param counted one answer a reading, in the grid's order
     */
    static Found of(Readings.Column column, List<NoisyMarginal> counted) {
        Grid.Reading values =
                column.grid().readings().get(column.grid().readings().size() - 1);
        if (!column.codec().isOfNumbers() || !values.isOrdered() || values.size() != column.cells()) {
            return Found.NONE;
        }
        return new Heaps(column, counted).largest();
    }

    /** The codec of a model's columns, which draws round numbers where the model's noisy answers show them. */
    static TableCodec codec(FittedModel model) {
        return model.codec()
                .heapedAt(units(
                        Readings.of(model.codec()),
                        model.readings(),
                        model.codec().domain().size()));
    }

    /** The codec of rows that follow others, which draws round numbers where the noisy answers on steps show them. */
    static TableCodec following(Steps steps) {
        HistoryLayout layout = steps.codec().layout();
        long[] ofSteps = units(
                Readings.of(steps.codec()),
                steps.fit().readings(),
                layout.steps().size());
        long[] units = new long[layout.rows().size()];
        int[] changing = layout.changing();
        for (int i = 0; i < changing.length; i++) {
            units[changing[i]] = ofSteps[layout.states() + i];
        }
        return steps.codec().persons().heapedAt(units);
    }

    private static long[] units(Readings readings, List<NoisyMarginal> answers, int attributes) {
        long[] units = new long[attributes];
        int read = 0;
        for (Readings.Column column : answers.isEmpty() ? List.<Readings.Column>of() : readings.columns()) {
            int next = read + column.cliques().size();
            units[column.position()] = of(column, answers.subList(read, next)).unit;
            read = next;
        }
        return units;
    }

    private Found largest() {
        long span = Math.max(Math.abs(codec.first(0)), Math.abs(codec.last(noisy.length - 1)));
        long power = codec.stride();
        while (power <= span / 10) {
            power *= 10;
        }
        for (; power >= codec.stride(); power /= 10) {
            for (int digit : DIGITS) {
                long unit = digit * power;
                if (unit > codec.stride() && unit <= span / 2) {
                    Found found = tried(unit);
                    if (found.unit > 1) {
                        return found;
                    }
                }
            }
        }
        return Found.NONE;
    }

    private Found tried(long unit) {
        double standing = 0;
        double variance = 0;
        double expected = 0;
        double[] inside = new double[3];
        int[] cells = new int[3];
        double squares = 0;
        for (int block = 0; block < BLOCKS; block++) {
            double[] counts = new double[3];
            double[] steps = new double[3];
            int[] number = new int[3];
            for (int cell = from(block, noisy.length); cell < from(block + 1, noisy.length); cell++) {
                int kind = apart[cell] ? 2 : codec.holdsMultiple(cell, unit) ? 1 : 0;
                counts[kind] += noisy[cell];
                steps[kind] += codec.steps(cell);
                number[kind]++;
                squares += kind == 1 ? noisy[cell] * noisy[cell] : 0;
            }
            for (int kind = 0; kind < 3; kind++) {
                inside[kind] += counts[kind];
                cells[kind] += number[kind];
            }
            if (number[0] + number[1] == 0) {
                continue;
            }
            double share = steps[1] / (steps[0] + steps[1]);
            expected += (1 - share) * (counts[0] + counts[1]);
            if (number[0] > 0 && number[1] > 0) {
                // Rows that lie evenly in a block are as many in each of its steps: the difference is about 0 then.
                standing += (1 - share) * counts[1] - share * counts[0];
                variance += variance(number[1], counts[1]) * (1 - share) * (1 - share)
                        + variance(number[0], counts[0]) * share * share;
            }
        }
        if (cells[0] == 0 || cells[1] == 0 || !(standing > STANDING * Math.sqrt(variance))) {
            return Found.NONE;
        }
        // What lies elsewhere is counted there, and is what is left of all: the less noisy of both weighs more.
        double direct = deviation * deviation * cells[0];
        double left = presentDeviation * presentDeviation + deviation * deviation * (cells[1] + cells[2]);
        double elsewhere = (inside[0] * left + (present - inside[1] - inside[2]) * direct) / (left + direct);
        double noise = Math.sqrt(left * direct / (left + direct));
        double rest =
                squares - cells[1] * deviation * deviation + 3 * deviation * deviation * Math.sqrt(6.0 * cells[1]);
        double different = inside[1] * inside[1] / Math.max(inside[1] * inside[1] / cells[1], rest);
        double chance = Math.pow((double) cells[1] / (cells[0] + cells[1]), different);
        if (elsewhere + WIDE * noise > ELSEWHERE * expected
                || expected < EVIDENCE * (inside[0] + inside[1])
                || chance > CHANCE) {
            return Found.NONE;
        }
        return new Found(unit, elsewhere <= WIDE * noise);
    }

    /** Of a count of so many cells: noise, and that rows fall as they do. */
    private double variance(int cells, double count) {
        return cells * deviation * deviation + worth * Math.max(0, count);
    }

    /** The first cell of a block. */
    private static int from(int block, int cells) {
        return (int) ((long) block * cells / BLOCKS);
    }
}

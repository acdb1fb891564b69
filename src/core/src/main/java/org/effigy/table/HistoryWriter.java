package org.effigy.table;

import java.io.IOException;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.effigy.domain.HistoryLayout;
import org.effigy.domain.Records;

/**
 * Writes the histories of persons that were drawn: a first row, and rows that follow it, each drawn given the one before.
 * What a person's rows share is the same in all of them, times never go back, and each row keeps the schema's rules. Not for
 * use by several threads.
 */
public final class HistoryWriter {
    /** How often a row is drawn anew that would break a rule, or lie beyond the last time. */
    private static final int TRIES = 100;

    /** After so many of these, times are drawn from those that leave room for the rows to come. */
    private static final int FREE = 20;

    private final HistoryLayout layout;
    private final TableCodec drawn;
    private final TableCodec codec;
    private final TableWriter writer;
    private final Next next;
    private final CodedRow person;
    private final CodedRow row;
    private final RuleBook rules;
    private final int[] changing;
    private final int[] step;
    private final int[] before;

    /** Draws a row given the row before. */
    @FunctionalInterface
    public interface Next {
        /**
         * Writes the codes of a step's row.
         *
         * @param step codes over the layout's steps: the first {@link HistoryLayout#given} are given, the others are written
         */
        void draw(int[] step, RandomGenerator random);
    }

    /**
     * A writer of histories.
     *
     * @param drawn the codec of the persons that will come: the history's own, or one cut from it
     * @param following the codec of the rows that follow: the persons' own, or one that draws other values of its codes
     */
    public HistoryWriter(
            HistoryCodec histories, TableCodec drawn, TableCodec following, TableWriter writer, Next next) {
        this.layout = histories.layout();
        this.drawn = drawn;
        this.codec = following;
        this.writer = Objects.requireNonNull(writer, "writer");
        this.next = Objects.requireNonNull(next, "next");
        this.person = new CodedRow(drawn);
        this.row = new CodedRow(codec);
        this.rules = codec.rules();
        this.changing = layout.changing();
        this.step = new int[layout.steps().size()];
        this.before = new int[layout.rows().size()];
    }

    /**
     * Writes the history of a person.
     *
     * @param persons of the codec that persons are drawn by
     * @param most the rows that may be written, at least 1; others are left out
     * @return the rows that were written
     * @throws IOException if they can't be
     */
    public long write(Records persons, int at, long most, RandomGenerator random) throws IOException {
        int size = drawn.domain().size();
        for (int attribute = 0; attribute < size; attribute++) {
            person.set(attribute, persons.code(at, attribute));
        }
        person.draw(random);
        row.take(person);
        writer.write(row, codec, true);
        long rowsOfUnit = row.own(size - 1);
        long time = row.own(layout.order());
        long written = 1;
        while (written < Math.min(rowsOfUnit, most)) {
            for (int attribute = 0; attribute < before.length; attribute++) {
                before[attribute] = row.code(attribute);
            }
            layout.given(step, before, time, rowsOfUnit, rowsOfUnit - 1 - written);
            if (!follow(time, rowsOfUnit - written, random)) {
                break;
            }
            writer.write(row, codec, false);
            time = row.own(layout.order());
            written++;
        }
        return written;
    }

    /**
     * Makes the next row of this one.
     *
     * @param toCome how many rows are to come with this one
     * @return whether there is one that keeps the rules
     */
    private boolean follow(long time, long toCome, RandomGenerator random) {
        for (int tries = 0; tries < TRIES; tries++) {
            next.draw(step, random);
            int gap = step[layout.given()];
            long later = time + between(layout.shortest(gap), layout.longest(gap), random);
            if (later > layout.last()) {
                if (tries < FREE) {
                    continue;
                }
                later = time + between(0, (layout.last() - time) / toCome, random);
            }
            row.fix(layout.order(), later);
            for (int i = 0; i < changing.length; i++) {
                row.draw(changing[i], step[layout.states() + i], random);
            }
            if (row.bound() && rules.broken(row).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static long between(long low, long high, RandomGenerator random) {
        return low == high ? low : random.nextLong(low, high + 1);
    }
}

package org.effigy.measure;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.effigy.domain.HistoryLayout;
import org.effigy.domain.MarginalSource;
import org.effigy.domain.Records;
import org.effigy.domain.WeightedRecords;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Release;

/**
 * Two doors to the rows of units that follow each other: to persons, of which each unit is one row, and to steps from a row
 * to the next, which weigh as much as one row for each unit together, however many it has. Claim and proof:
 * {@code docs/privacy/Histories.md}.
 */
public final class Histories {
    /** What the steps of a unit weigh together at most: a multiple of the first ten numbers of steps. */
    public static final int WEIGHT = 5040;

    private final HistoryLayout layout;
    private final MarginalSource persons;
    private final MarginalSource steps;
    private final Release release;
    private final NoiseSource noise;

    private Histories(
            HistoryLayout layout, MarginalSource persons, MarginalSource steps, Release release, NoiseSource noise) {
        this.layout = layout;
        this.persons = persons;
        this.steps = steps;
        this.release = release;
        this.noise = noise;
    }

    /**
     * The doors to some rows. A unit's rows are put in order; those of one time stay as they came. Of a unit of more than the
     * budget's most rows, the first and a random run of rows that follow each other are looked at, as many together as the
     * budget says.
     *
     * @param units the unit of each row, {@code 0 .. m - 1}
     * @param order the time of each row, in the layout's steps
     * @throws IllegalArgumentException if the release's budget is for single rows, the rows have another domain than the
     *     layout, or there isn't one unit and one time a row
     */
    public static Histories of(
            HistoryLayout layout, Records rows, int[] units, long[] order, Release release, NoiseSource noise) {
        return of(layout, rows, units, order, release, noise, steps -> WEIGHT / steps);
    }

    /** @param weight what each step of a unit weighs, by how many of its steps are kept */
    static Histories of(
            HistoryLayout layout,
            Records rows,
            int[] units,
            long[] order,
            Release release,
            NoiseSource noise,
            IntUnaryOperator weight) {
        int most = release.budget().unit().maxRows();
        KeptRows.requireUnits(release.budget().unit(), units.length, rows.rows(), most);
        if (!rows.domain().equals(layout.rows()) || order.length != units.length) {
            throw new IllegalArgumentException("the rows are not those of the layout, or have no time each: code them"
                    + " by the schema that declares the histories");
        }
        Runs runs = Runs.of(units, order);
        KeyStream random = new KeyStream(release.choice());
        Records.Builder persons = Records.builder(layout.persons(), runs.count());
        Records.Builder steps = Records.builder(layout.steps(), Math.max(0, rows.rows() - runs.count()));
        int[] weights = new int[Math.max(0, rows.rows() - runs.count())];
        int weighed = 0;
        int[] person = new int[layout.persons().size()];
        int[] step = new int[layout.steps().size()];
        int[] before = new int[rows.domain().size()];
        int[] after = new int[before.length];
        for (int unit = 0; unit < runs.count(); unit++) {
            int length = runs.length(unit);
            read(rows, runs.row(unit, 0), person);
            person[person.length - 1] = layout.numberOf(length);
            persons.add(person);
            int start = length > most && most > 2 ? random.below(length - most + 2) : 0;
            int kept = length <= most ? length : start == 0 ? most : most - 1;
            for (int i = start + 1; i < start + kept; i++) {
                int previous = runs.row(unit, i - 1);
                int next = runs.row(unit, i);
                read(rows, previous, before);
                read(rows, next, after);
                // What all rows of a unit share is what its first row says.
                for (int shared : layout.shared()) {
                    before[shared] = person[shared];
                }
                layout.given(step, before, order[previous], length, length - 1 - i);
                layout.after(step, order[next] - order[previous], after);
                steps.add(step);
                weights[weighed++] = weight.applyAsInt(kept - 1);
            }
        }
        return new Histories(
                layout,
                persons.build(),
                WeightedRecords.of(steps.build(), Arrays.copyOf(weights, weighed)),
                Objects.requireNonNull(release, "release"),
                Objects.requireNonNull(noise, "noise"));
    }

    private static void read(Records rows, int row, int[] codes) {
        for (int column = 0; column < rows.domain().size(); column++) {
            codes[column] = rows.code(row, column);
        }
    }

    /** How the tables are made of the rows; public. */
    public HistoryLayout layout() {
        return layout;
    }

    /** The release that pays for both. */
    public Release release() {
        return release;
    }

    /** Where the noise comes from. */
    public NoiseSource noise() {
        return noise;
    }

    /**
     * The door to the persons, a row for each unit.
     *
     * @param most what its answers may cost together, beside what is left of the release
     */
    public PrivateTable persons(PrivacyLoss most) {
        return PrivateTable.ofPersons(persons, Portion.of(release, most), noise);
    }

    /** The door to the steps, whose counts are in {@link #WEIGHT}ths of a unit; its answers may cost all that is left. */
    public PrivateTable steps() {
        return PrivateTable.ofWeights(steps, WEIGHT, release, noise);
    }
}

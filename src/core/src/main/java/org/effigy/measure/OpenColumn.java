package org.effigy.measure;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.effigy.domain.TextColumn;
import org.effigy.privacy.Answer;
import org.effigy.privacy.Calibration;
import org.effigy.privacy.Charge;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;

/**
 * The door to a column whose values nobody has declared: it gives out the names of those that many units share, and
 * nothing about the others. Each text that is there is counted, gets discrete Gaussian noise, and is released if its
 * noisy count reaches a threshold (Korolova et al. 2009; Wilkins et al. 2024); charged before noise is drawn, like every
 * answer. Claim and proof: {@code docs/privacy/Discovery.md}.
 *
 * <p>Not safe for use by several threads.
 */
public final class OpenColumn {
    /** How its queries begin. */
    public static final String QUERY = "categories of (";

    private final TextColumn column;
    private final int[] kept;
    private final int maxRows;
    private final Release release;
    private final NoiseSource noise;

    private OpenColumn(TextColumn column, int[] kept, int maxRows, Release release, NoiseSource noise) {
        this.column = Objects.requireNonNull(column, "column");
        this.kept = kept;
        this.maxRows = maxRows;
        this.release = Objects.requireNonNull(release, "release");
        this.noise = Objects.requireNonNull(noise, "noise");
    }

    /**
     * The door to rows each of which is a unit of its own.
     *
     * @throws IllegalArgumentException if the release's budget is for units of several rows
     */
    public static OpenColumn ofRows(TextColumn column, Release release, NoiseSource noise) {
        KeptRows.requireRows(release.budget().unit());
        return new OpenColumn(column, IntStream.range(0, column.rows()).toArray(), 1, release, noise);
    }

    /**
     * The door to rows that belong to units, of which at most {@code maxRows} are kept, chosen at random.
     *
     * @param units the unit of each row, {@code 0 .. m - 1}
     * @param maxRows at least 1, and at most the budget's. One is best for finding: a category's count loses a factor of at
     *     most k, and the noise always loses k
     * @throws IllegalArgumentException if the release's budget is for single rows or for fewer rows a unit, or there isn't
     *     one unit a row
     */
    public static OpenColumn ofUnits(TextColumn column, int[] units, int maxRows, Release release, NoiseSource noise) {
        PrivacyUnit unit = release.budget().unit();
        KeptRows.requireUnits(unit, units.length, column.rows(), maxRows);
        return new OpenColumn(column, KeptRows.of(units, maxRows, release.choice()), maxRows, release, noise);
    }

    /**
     * The texts whose noisy counts reach the threshold.
     *
     * @param share what it may cost: rho for the noise, and of the delta that the release's budget sets aside. The larger
     *     either is, the smaller the threshold
     * @throws IllegalArgumentException if rho or delta is 0 or so small that noise would drown any table, or the release
     *     sets no delta aside
     * @throws org.effigy.privacy.BudgetExceededException if the release has less left
     */
    public FoundCategories categories(PrivacyLoss.ApproximateConcentrated share) {
        if (!(share.delta() >= Threshold.LEAST)) {
            throw new IllegalArgumentException("the categories of '" + column.name() + "' can't be found at delta "
                    + share.delta() + ": a"
                    + " category that one unit brings must be allowed to show with some small probability; declare the"
                    + " categories, or give a delta above 0");
        }
        Sensitivity sensitivity =
                MarginalSensitivity.of(1, maxRows, release.budget().neighbours());
        Mechanism.DiscreteGaussian mechanism = Calibration.gaussian(noise, sensitivity, share.concentrated());
        PrivateTable.requireWithin(Threshold.WIDEST, "the categories of '" + column.name() + "'", mechanism, share);
        Threshold threshold = Threshold.of(mechanism.scale(), maxRows, share.delta());
        if (!(noise.loss(mechanism, sensitivity) instanceof PrivacyLoss.ZeroConcentrated loss)) {
            throw new IllegalStateException("the noise source does not count " + mechanism + " in rho");
        }
        Charge charge = new Charge(
                QUERY + column.name() + ") with a noisy count of " + threshold.count() + " or more",
                mechanism,
                sensitivity,
                new PrivacyLoss.ApproximateConcentrated(loss.rho(), threshold.delta()));
        // What may be found is at most all that is there; what is found takes no other room.
        long room = Answer.room(column.texts().size(), column.texts());
        Answer found = release.answer(charge, room, () -> passed(mechanism, threshold));
        return new FoundCategories(found.texts(), found.numbers(), threshold, charge);
    }

    private Answer passed(Mechanism.DiscreteGaussian mechanism, Threshold threshold) {
        long[] counts = new long[column.texts().size()];
        for (int row : kept) {
            if (column.place(row) != TextColumn.NONE) {
                counts[column.place(row)]++;
            }
        }
        int[] present =
                IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
        long[] noisy = IntStream.of(present).mapToLong(i -> counts[i]).toArray();
        noise.add(mechanism, noisy);
        // Sorted, because the order in which the rows hold them is theirs.
        List<Integer> passed = IntStream.range(0, present.length)
                .filter(i -> noisy[i] >= threshold.count())
                .boxed()
                .sorted(Comparator.comparing(i -> column.texts().get(present[i])))
                .toList();
        return new Answer(
                passed.stream().mapToLong(i -> noisy[i]).toArray(),
                passed.stream().map(i -> column.texts().get(present[i])).toList());
    }
}

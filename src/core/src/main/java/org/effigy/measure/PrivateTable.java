package org.effigy.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.MarginalSource;
import org.effigy.domain.Records;
import org.effigy.privacy.Answer;
import org.effigy.privacy.BudgetExceededException;
import org.effigy.privacy.Calibration;
import org.effigy.privacy.Charge;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;

/**
 * The one door to real rows. It answers with noisy marginals, selections, totals, scatter matrices and comparisons of ranks,
 * and nothing else; each answer is charged to the release before its noise is drawn. If the charge is refused nothing is drawn, and if the
 * process dies in between the charge stands. Claims and proofs: {@code docs/privacy/PrivateTable.md}.
 *
 * <p>Not safe for use by several threads: a fit asks one question after the other.
 */
public final class PrivateTable {
    /** An entry of an answer holds 64 bits, whatever its unit: noise of a larger scale would mostly end at their ends. */
    static final double WIDEST = 0x1p60;

    /** Where all that is left buys a count with noise beyond it, any table is drowned. */
    private static final double DROWNED = 0x1p32;

    private final MarginalSource source;
    private final Supports supports;
    private final Release release;
    private final NoiseSource noise;
    private final int maxRowsPerUnit;
    private final Neighbours neighbours;
    /** Whether each unit has a row, so that replacing one moves the number of rows by less than all of its rows. */
    private final boolean present;

    private PrivateTable(
            MarginalSource source, int maxRowsPerUnit, boolean present, Release release, NoiseSource noise) {
        this.present = present;
        this.source = Objects.requireNonNull(source, "source");
        this.supports = new Supports(this::counts, Supports.ROOM);
        this.release = Objects.requireNonNull(release, "release");
        this.noise = Objects.requireNonNull(noise, "noise");
        this.maxRowsPerUnit = maxRowsPerUnit;
        this.neighbours = release.budget().neighbours();
    }

    /**
     * The door to rows each of which is a unit of its own.
     *
     * @throws IllegalArgumentException if the release's budget is for units of several rows
     */
    public static PrivateTable ofRows(MarginalSource source, Release release, NoiseSource noise) {
        KeptRows.requireRows(release.budget().unit());
        return new PrivateTable(source, 1, true, release, noise);
    }

    /** The door to persons: each unit is one row. */
    static PrivateTable ofPersons(MarginalSource persons, Release release, NoiseSource noise) {
        return new PrivateTable(persons, 1, true, release, noise);
    }

    /** The door to rows of which those of one unit weigh so much together at most, or nothing. */
    static PrivateTable ofWeights(MarginalSource rows, int most, Release release, NoiseSource noise) {
        return new PrivateTable(rows, most, false, release, noise);
    }

    /**
     * The door to rows that belong to units. Before anything else sees them, at most {@code maxRows} rows of each unit
     * are kept, chosen at random by the platform's secure generator; which rows of a unit are kept depends on no other
     * unit's rows.
     *
     * @param units the unit of each row, {@code 0 .. m - 1}
     * @throws IllegalArgumentException if the release's budget is for single rows, or there isn't one unit a row
     */
    public static PrivateTable ofUnits(Records rows, int[] units, Release release, NoiseSource noise) {
        return ofUnits(rows, units, release.budget().unit().maxRows(), release, noise);
    }

    /**
     * As {@link #ofUnits(Records, int[], Release, NoiseSource)} with fewer rows of each unit, and less noise.
     *
     * @param maxRows the rows kept per unit, at least 1 and at most the budget's
     * @throws IllegalArgumentException as there, or if the budget is for fewer rows a unit
     */
    public static PrivateTable ofUnits(Records rows, int[] units, int maxRows, Release release, NoiseSource noise) {
        KeptRows.requireUnits(release.budget().unit(), units.length, rows.rows(), maxRows);
        return new PrivateTable(
                rows.select(KeptRows.of(units, maxRows, release.choice())), maxRows, true, release, noise);
    }

    /**
     * A door to the same rows, each read through a public coarsening: fewer bins, or the weekday of a day. It pays from
     * the same release. What a question costs through either door is the same, since each row is still one row.
     *
     * @param coarsening from the schema, or from answers; never from the rows themselves
     * @throws IllegalArgumentException if it is of another domain than {@link #domain}
     */
    public PrivateTable coarsened(Coarsening coarsening) {
        return new PrivateTable(source.coarsened(coarsening), maxRowsPerUnit, present, release, noise);
    }

    /** What the rows can hold; public. */
    public Domain domain() {
        return source.domain();
    }

    /** The release that pays; what it has left says what may still be asked. */
    public Release release() {
        return release;
    }

    /** Where the noise comes from. */
    public NoiseSource noise() {
        return noise;
    }

    /**
     * Whether the number of rows is public: under replace, when each row is a unit. Then {@link #rows()} is exact and
     * free.
     */
    public boolean rowsArePublic() {
        return MarginalSensitivity.ofTotal(maxRowsPerUnit, present, neighbours).l1() == 0;
    }

    /**
     * How far a count is off on average, up or down, in a marginal that is measured alone at this loss: what a question
     * would bring, without asking it. Public, and free.
     *
     * @param loss what the marginal would cost: pure or zero-concentrated, above 0
     */
    public double expectedError(PrivacyLoss loss) {
        return NoisyMarginal.expectedError(additive(MarginalSensitivity.of(1, maxRowsPerUnit, neighbours), loss));
    }

    /**
     * The number of rows, where it is public.
     *
     * @throws IllegalStateException if it is secret: ask for {@link #total}, or sum up a marginal
     */
    public long rows() {
        if (!rowsArePublic()) {
            throw new IllegalStateException("the number of rows is secret under " + neighbours.words() + " of "
                    + release.budget().unit().words() + ": pay for a noisy total, or sum up a noisy marginal");
        }
        return source.counts(Clique.EMPTY)[0];
    }

    /**
     * The number of rows with noise.
     *
     * @param loss what it may cost: pure for discrete Laplace noise, zero-concentrated for discrete Gaussian
     * @throws org.effigy.privacy.BudgetExceededException if the release has less left
     */
    public NoisyMarginal total(PrivacyLoss loss) {
        if (rowsArePublic()) {
            throw new IllegalStateException("the number of rows is public here: take it for nothing from rows()");
        }
        Sensitivity sensitivity = MarginalSensitivity.ofTotal(maxRowsPerUnit, present, neighbours);
        return answer(List.of(Clique.EMPTY), "total", sensitivity, loss).get(0);
    }

    /**
     * The marginal of a clique with noise on each count.
     *
     * @param loss what it may cost: pure for discrete Laplace noise, zero-concentrated for discrete Gaussian
     * @throws org.effigy.privacy.BudgetExceededException if the release has less left
     */
    public NoisyMarginal marginal(Clique clique, PrivacyLoss loss) {
        return marginals(List.of(clique), loss).get(0);
    }

    /**
     * Several marginals answered together, one charge for all, with the same noise on each.
     *
     * @param loss what all of them together may cost
     * @throws IllegalArgumentException if there is no clique, or the loss is so small that noise would drown any table
     * @throws org.effigy.privacy.BudgetExceededException if the release has less left
     */
    public List<NoisyMarginal> marginals(List<Clique> cliques, PrivacyLoss loss) {
        if (cliques.isEmpty()) {
            throw new IllegalArgumentException("name at least one clique to measure");
        }
        String query = "marginal " + cliques.stream().map(domain()::describe).collect(Collectors.joining(" "));
        Sensitivity sensitivity = MarginalSensitivity.of(cliques.size(), maxRowsPerUnit, neighbours);
        return answer(cliques, query, sensitivity, loss);
    }

    private List<NoisyMarginal> answer(List<Clique> cliques, String query, Sensitivity sensitivity, PrivacyLoss loss) {
        // Cell counts are public, so a marginal that no array holds is refused before it is paid for.
        cliques.forEach(source::requireCountable);
        Mechanism.Additive mechanism = additive(query, sensitivity, loss);
        int[] sizes =
                cliques.stream().mapToInt(clique -> domain().arrayCells(clique)).toArray();
        long cells = IntStream.of(sizes).asLongStream().sum();
        if (cells > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("these " + sizes.length + " marginals have " + cells
                    + " cells together, more than an array can hold: ask for fewer at a time");
        }
        long[] noisy = answer(query, mechanism, sensitivity, cells, () -> {
            long[] all = new long[(int) cells];
            for (int i = 0, at = 0; i < sizes.length; at += sizes[i], i++) {
                long[] counts = counts(cliques.get(i));
                noise.add(mechanism, counts);
                System.arraycopy(counts, 0, all, at, sizes[i]);
            }
            return all;
        });
        List<NoisyMarginal> marginals = new ArrayList<>();
        for (int i = 0, at = 0; i < sizes.length; at += sizes[i], i++) {
            marginals.add(new NoisyMarginal(cliques.get(i), Arrays.copyOfRange(noisy, at, at + sizes[i]), mechanism));
        }
        return List.copyOf(marginals);
    }

    /** The one way to an answer: charged, then drawn, once an entry, then handed over. */
    private long[] answer(
            String query, Mechanism mechanism, Sensitivity sensitivity, long entries, Supplier<long[]> draw) {
        Charge charge = new Charge(query, mechanism, sensitivity, noise.loss(mechanism, sensitivity));
        return release.answer(charge, Answer.room(entries), () -> Answer.of(draw.get()))
                .numbers();
    }

    private Mechanism.Additive additive(String query, Sensitivity sensitivity, PrivacyLoss loss) {
        Mechanism.Additive mechanism = additive(sensitivity, loss);
        requireWithin(WIDEST, query, mechanism, loss);
        return mechanism;
    }

    static void requireWithin(double widest, String query, Mechanism.Additive mechanism, PrivacyLoss loss) {
        if (!(mechanism.scale() <= widest)) {
            throw new IllegalArgumentException("measuring " + query + " at " + loss.words() + " takes noise of scale "
                    + mechanism.scale() + ", which would drown any table: raise the budget");
        }
    }

    /**
     * Refuses a release that can buy nothing but noise: one in which a single count would take noise of a scale past 2^32
     * at all that is left. To be asked before the first of many questions: where it passes, no marginal at 2^-28 of what is
     * left (2^-56 of a rho), or more, is refused for its noise. Public, and free.
     *
     * @throws IllegalArgumentException if that is so from the start
     * @throws BudgetExceededException if it is so because what there was is spent
     */
    public void requireUseful() {
        PrivacyLoss left = release.remaining();
        Sensitivity one = MarginalSensitivity.of(1, maxRowsPerUnit, neighbours);
        boolean isNothing = left.equals(new PrivacyLoss.Pure(0)) || left.equals(new PrivacyLoss.ZeroConcentrated(0));
        if (!isNothing && additive(one, left).scale() <= DROWNED) {
            return;
        }
        String words = "what is left in release " + release.id() + ", " + left.words()
                + ", buys answers that would drown any table in noise: ";
        if (release.charges().isEmpty()) {
            throw new IllegalArgumentException(words + "raise the budget");
        }
        throw new BudgetExceededException(words + "open another release");
    }

    /**
     * Refuses what {@link #scatter} would refuse of any question with as many coordinates that are no larger, because its
     * sensitivity or its noise is past what 64 bits hold. To be asked before budget is spent on what the coordinates will
     * follow from. Public, and free.
     *
     * @param largest the values that coordinates may have at most; the number of their codes plays no part
     * @param loss what the question will be asked at, or less
     * @throws IllegalArgumentException if so
     */
    public void requireScatter(Scatter largest, PrivacyLoss loss) {
        largest.requireRoom();
        requireSums(largest);
        additive(largest.words(), ScatterSensitivity.of(largest, maxRowsPerUnit, neighbours), loss);
    }

    /** Rows in memory are summed one by one; a source that only counts needs the counts of each pair. */
    private void requireSums(Scatter scatter) {
        if (source instanceof Records) {
            return;
        }
        for (int i = 0; i < scatter.first().size(); i++) {
            for (int j = i + 1; j < scatter.columns(); j++) {
                source.requireCountable(
                        Clique.of(scatter.column(i).column(), scatter.column(j).column()));
            }
        }
    }

    /**
     * Refuses what {@link #concordance} would refuse, whatever the rows are. Public, and free.
     *
     * @throws IllegalArgumentException if a column has no order, or sensitivity or noise is past what 64 bits hold
     * @throws IllegalStateException if the rows are not in memory: a source that only counts can't be sampled
     */
    public void requireConcordance(Concordance concordance, PrivacyLoss loss) {
        concordance.check(domain());
        sampled();
        additive(concordance.words(), ScatterSensitivity.of(concordance, maxRowsPerUnit), loss);
    }

    private Records sampled() {
        if (source instanceof Records rows) {
            return rows;
        }
        throw new IllegalStateException(
                "ranks are compared in a sample of rows in memory, and the rows are elsewhere: use the scatter matrix");
    }

    /**
     * The sums over all rows of products of two columns' coordinates, with noise on each. Costs a pass over the rows for
     * each coordinate of the first columns and each other column.
     *
     * @param loss what all of them together may cost: pure for discrete Laplace noise, zero-concentrated for discrete
     *     Gaussian
     * @throws IllegalArgumentException if a coordinate is of no column, or has another number of codes than its column
     * @throws org.effigy.privacy.BudgetExceededException if the release has less left
     */
    public NoisyScatter scatter(Scatter scatter, PrivacyLoss loss) {
        scatter.check(domain());
        requireSums(scatter);
        Sensitivity sensitivity = ScatterSensitivity.of(scatter, maxRowsPerUnit, neighbours);
        Mechanism.Additive mechanism = additive(scatter.words(), sensitivity, loss);
        long[] sums = answer(scatter.words(), mechanism, sensitivity, scatter.entries(), () -> {
            long[] exact = scatter.sums(source);
            noise.add(mechanism, exact);
            return exact;
        });
        return new NoisyScatter(scatter, sums, mechanism);
    }

    /**
     * For each pair of some ordered columns the number of pairs of rows that agree about their order, less those that
     * disagree, in a random sample of the rows, with noise on each.
     *
     * @param loss what all of them together may cost: pure for discrete Laplace noise, zero-concentrated for discrete
     *     Gaussian
     * @throws IllegalArgumentException if a column has no order
     * @throws IllegalStateException if the rows are not in memory: a source that only counts can't be sampled
     * @throws org.effigy.privacy.BudgetExceededException if the release has less left
     */
    public NoisyConcordance concordance(Concordance concordance, PrivacyLoss loss) {
        concordance.check(domain());
        Records rows = sampled();
        Sensitivity sensitivity = ScatterSensitivity.of(concordance, maxRowsPerUnit);
        Mechanism.Additive mechanism = additive(concordance.words(), sensitivity, loss);
        byte[] choice = release.choice();
        long[] counts = answer(concordance.words(), mechanism, sensitivity, concordance.pairs(), () -> {
            long[] exact = concordance.counts(rows.select(KeptRows.sample(rows.rows(), concordance.rows(), choice)));
            noise.add(mechanism, exact);
            return exact;
        });
        return new NoisyConcordance(concordance, counts, mechanism);
    }

    /**
     * The index of a candidate, those likelier whose estimate is further from the truth.
     *
     * <p>Scores are whole numbers on a public grid, so that their sensitivity is exact: estimates in 1024ths of a row,
     * weights in 1024ths of the largest one.
     *
     * @param loss what it may cost: zero-concentrated for the exponential mechanism, pure for the noisy maximum with
     *     exponential noise
     * @throws IllegalArgumentException if there is no candidate, or an estimate has another size than its marginal or a
     *     number that is not finite
     * @throws org.effigy.privacy.BudgetExceededException if the release has less left
     */
    public int select(List<Candidate> candidates, PrivacyLoss loss) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("name at least one candidate to choose from");
        }
        for (Candidate candidate : candidates) {
            Score.check(domain(), candidate);
            source.requireCountable(candidate.clique());
        }
        Sensitivity sensitivity =
                MarginalSensitivity.ofDistances(candidates.size(), Score.UNIT, maxRowsPerUnit, neighbours);
        Mechanism mechanism = selection(sensitivity, loss);
        String query = "selection among " + candidates.size() + " marginals";
        double largest =
                candidates.stream().mapToDouble(Candidate::weight).max().orElseThrow();
        return (int) answer(query, mechanism, sensitivity, 1, () -> {
            long[] scores = candidates.stream()
                    .mapToLong(candidate -> Score.of(candidate, supports.of(candidate.clique()), largest))
                    .toArray();
            return new long[] {noise.select(mechanism, scores)};
        })[0];
    }

    /** A copy, so that noise never gets into what a source may keep, and of the public size, whatever the source holds. */
    private long[] counts(Clique clique) {
        long[] counts = source.counts(clique).clone();
        if (counts.length != domain().arrayCells(clique)) {
            throw new IllegalStateException("the source of the rows counts " + counts.length + " cells of "
                    + domain().describe(clique) + ", which has " + domain().arrayCells(clique)
                    + ": mend the source; nothing of it was given out");
        }
        return counts;
    }

    private Mechanism.Additive additive(Sensitivity sensitivity, PrivacyLoss loss) {
        if (loss instanceof PrivacyLoss.Pure pure) {
            return Calibration.laplace(noise, sensitivity, pure);
        }
        return Calibration.gaussian(noise, sensitivity, concentrated(loss));
    }

    private Mechanism selection(Sensitivity sensitivity, PrivacyLoss loss) {
        if (loss instanceof PrivacyLoss.Pure pure) {
            return Calibration.pureSelection(noise, sensitivity, pure);
        }
        return Calibration.exponentialSelection(noise, sensitivity, concentrated(loss));
    }

    private static PrivacyLoss.ZeroConcentrated concentrated(PrivacyLoss loss) {
        if (loss instanceof PrivacyLoss.ZeroConcentrated concentrated) {
            return concentrated;
        }
        throw new IllegalArgumentException("an answer is paid for in pure epsilon or in rho, not in " + loss);
    }
}

package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.junit.jupiter.api.Test;

/** Without noise, so that what is chosen is what is best by its score. */
class WideRoundsTest {
    private static final int ROWS = 5000;

    /** Columns of 2 to 4 values; each follows one of its parents, row by row, in nine of ten rows. */
    private static Records table(int columns, int parents) {
        SplittableRandom random = new SplittableRandom(11);
        Domain domain = Domain.of(IntStream.range(0, columns)
                .mapToObj(i -> new Attribute("c" + i, 2 + i % 3))
                .toList());
        int[][] codes = new int[columns][ROWS];
        for (int c = 0; c < columns; c++) {
            int column = c;
            int size = 2 + c % 3;
            int[] known = IntStream.range(0, c == 0 ? 0 : parents)
                    .map(i -> (int) (column * (i * .37 + .1)) % Math.max(1, column))
                    .toArray();
            Arrays.setAll(
                    codes[c],
                    row -> known.length > 0 && random.nextInt(10) < 9
                            ? codes[known[random.nextInt(known.length)]][row] % size
                            : random.nextInt(size));
        }
        return Records.of(domain, codes);
    }

    private static Fit fit(Records rows, Synthesizer synthesizer, Release release) {
        return synthesizer.fit(PrivateTable.ofRows(rows, release, new SilentNoise()), Progress.NONE);
    }

    private static Release release(double epsilon) {
        PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9);
        return MemoryLedger.of("wide", budget).open("fit", budget);
    }

    /** The largest total variation of a pair in the model. */
    private static double worst(Records rows, Fit fit) {
        double worst = 0;
        for (int i = 0; i < rows.domain().size(); i++) {
            for (int j = 0; j < i; j++) {
                Clique pair = Clique.of(j, i);
                double[] model = Fields.of(fit).marginal(pair).toArray();
                long[] real = rows.counts(pair);
                double off = 0;
                for (int cell = 0; cell < real.length; cell++) {
                    off += Math.abs(real[cell] - model[cell]) / (2 * ROWS);
                }
                worst = Math.max(worst, off);
            }
        }
        return worst;
    }

    private static Synthesizer wide(WideShares shares) {
        return new Aim(new Settings(Workload.pairs(), 1), columns -> {
            AimSchedule standard = AimSchedule.wide(columns);
            return new AimSchedule(
                    standard.rounds(),
                    standard.oneWayShare(),
                    standard.selectionShare(),
                    standard.growth(),
                    standard.penalty(),
                    standard.askedShare(),
                    standard.askedError(),
                    standard.coarse(),
                    standard.hopeless(),
                    standard.iterations(),
                    standard.finalIterations(),
                    Optional.of(shares));
        });
    }

    /** Two parents a column: a forest has half of the relations. An offender that keeps all for the forest misses the rest. */
    @Test
    void relationsBeyondAForestAreFound() {
        Records rows = table(40, 2);
        WideShares standard = WideShares.STANDARD;
        double found = worst(rows, fit(rows, wide(standard), release(8)));
        WideShares forestAlone = new WideShares(
                standard.selection(),
                standard.tree(),
                .99,
                standard.pick(),
                standard.penalty(),
                standard.power(),
                standard.worth(),
                standard.batch());
        double missed = worst(rows, fit(rows, wide(forestAlone), release(8)));
        assertTrue(found < .1, "worst pair " + found + ", of a forest " + missed);
        assertTrue(missed > 2 * found, "worst pair of a forest " + missed);
    }

    /** What a large budget leaves buys pairs: an offender pays each as much as a small one would, and finds half as many. */
    @Test
    void largeBudgetsMeasureMorePairs() {
        Records rows = table(40, 2);
        WideShares standard = WideShares.STANDARD;
        WideShares dear = new WideShares(
                standard.selection(),
                standard.tree(),
                standard.reserve(),
                standard.pick(),
                standard.penalty(),
                standard.power(),
                1e-9,
                standard.batch());
        long many = pairs(fit(rows, wide(standard), release(10)));
        long few = pairs(fit(rows, wide(dear), release(10)));
        assertTrue(many > 1.2 * few, many + " pairs, and " + few + " where each is paid as much");
    }

    private static long pairs(Fit fit) {
        return fit.measurements().stream()
                .map(NoisyMarginal::clique)
                .filter(clique -> clique.size() > 1)
                .distinct()
                .count();
    }

    /** What a table of more than thirty columns gets by itself; a workload of triples keeps the rounds of one marginal. */
    @Test
    void manyColumnsAreFittedInBatches() {
        Records rows = table(31, 1);
        Release release = release(1);
        fit(rows, Aim.of(new Settings(Workload.standard(31), 1)), release);
        long choices = release.charges().stream()
                .filter(charge -> charge.query().startsWith("selection"))
                .count();
        assertTrue(choices >= 30, choices + " choices, one a pair of the forest");
        assertEquals(
                Optional.empty(), AimSchedule.standard(31, Workload.triples()).wide());
        assertEquals(
                Optional.empty(), AimSchedule.standard(30, Workload.pairs()).wide());
    }

    @Test
    void theModelStaysWithinItsSize() {
        Records rows = table(40, 3);
        for (int cells : new int[] {300, 1000, 4000}) {
            Fit fit = fit(rows, WideAim.of(new Settings(Workload.pairs(), cells * 8 / 1e6)), release(30));
            assertTrue(
                    Fields.of(fit).tree().cells() <= cells,
                    Fields.of(fit).tree().cells() + " of " + cells);
        }
    }

    /** All of the budget goes to the columns, twice, where no pair may be measured. */
    @Test
    void aTableOfColumnsAloneSpendsAllOnThem() {
        Domain domain = Domain.of(IntStream.range(0, 31)
                .mapToObj(i -> new Attribute("c" + i, i == 7 ? 3 : 1))
                .toList());
        Records rows = Records.of(domain, new int[31][100]);
        Release release = release(1);
        Fit fit = fit(rows, Aim.of(new Settings(Workload.pairs(), 1)), release);
        assertTrue(fit.measurements().stream()
                .allMatch(marginal -> marginal.clique().size() == 1));
        assertEquals(
                List.of(),
                release.charges().stream()
                        .filter(charge -> charge.query().startsWith("selection"))
                        .toList());
    }
}

package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.junit.jupiter.api.Test;

class AimTest extends SelectingContract {
    @Override
    Synthesizer synthesizer(Settings settings) {
        return Aim.of(settings);
    }

    /** AIM tells of rounds alone. */
    @Override
    int noticeAfterColumns() {
        return 2;
    }

    /** AIM's limit is on the whole model, single columns included. */
    @Test
    void theWholeModelStaysWithinItsSize() {
        Records rows = rows(4000, 5);
        for (int cells : new int[] {30, 60, 200}) {
            Settings settings = new Settings(Workload.triples(), cells * 8 / 1e6);
            Fit fit = synthesizer(settings)
                    .fit(door(rows, release(PrivacyBudget.of(10, 1e-6)), new SilentNoise()), Progress.NONE);
            assertTrue(Fields.of(fit).tree().cells() <= cells, Fields.of(fit).tree() + " of " + cells);
        }
        Fit free = fit(rows, release(PrivacyBudget.of(10, 1e-6)), new SilentNoise());
        assertTrue(Fields.of(free).tree().cells() > 200, "the limit did not bind");
    }

    /** (p, q) is furthest from independence and chosen first; with s as the target its pairs come before any choice. */
    @Test
    void whatInvolvesTheTargetComesFirst() {
        Domain domain = Domain.of(Stream.of("p", "q", "r", "s")
                .map(name -> new Attribute(name, 4))
                .toList());
        Records.Builder rows = Records.builder(domain, 4096);
        for (int i = 0; i < 4096; i++) {
            int p = i % 4;
            int r = i / 4 % 4;
            int other = i / 256 % 4;
            rows.add(p, i / 16 % 16 < 12 ? p : other, r, i / 16 % 16 < 11 ? r : other);
        }
        for (Workload workload : List.of(Workload.pairs(), Workload.pairs().withTarget("s"))) {
            Release release = release(PrivacyBudget.of(2, 1e-9));
            synthesizer(new Settings(workload, 16))
                    .fit(PrivateTable.ofRows(rows.build(), release, new SilentNoise()), Progress.NONE);
            String first = release.charges().stream()
                    .skip(domain.size())
                    .map(charge -> charge.query())
                    .filter(query -> query.startsWith("marginal"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(workload.target().isEmpty() ? "marginal (p, q)" : "marginal (p, s)", first);
        }
    }

    /**
     * Two columns of 80 values follow each other; at epsilon .3 all 6,400 cells of their pair would be noise. In bins the
     * relation is seen, and it is lost by an offender that has single values alone.
     */
    @Test
    void relationsOfWideColumnsAreMeasuredInBins() {
        Domain domain = Domain.of(List.of(
                new Attribute("x", 80, Ordering.ORDERED),
                new Attribute("y", 80, Ordering.ORDERED),
                new Attribute("z", 3)));
        SplittableRandom random = new SplittableRandom(1);
        Records.Builder rows = Records.builder(domain, 6000);
        for (int i = 0; i < 6000; i++) {
            int x = random.nextInt(80);
            rows.add(x, Math.min(79, Math.max(0, x + random.nextInt(21) - 10)), random.nextInt(3));
        }
        Records table = rows.build();
        AimSchedule standard = AimSchedule.standard(3, Workload.triples());
        AimSchedule whole = new AimSchedule(
                standard.rounds(),
                .4,
                .1,
                2,
                .7,
                .5,
                .1,
                Double.MAX_VALUE,
                .5,
                standard.iterations(),
                300,
                standard.wide());
        assertTrue(correlation(table, standard) > .6, "in bins: " + correlation(table, standard));
        assertTrue(correlation(table, whole) < .3, "in single values: " + correlation(table, whole));
    }

    private static double correlation(Records table, AimSchedule schedule) {
        Release release = release(PrivacyBudget.of(.3, 1e-9));
        Records drawn = new Aim(Settings.standard(), columns -> schedule)
                .fit(PrivateTable.ofRows(table, release, new SilentNoise()), Progress.NONE)
                .distribution()
                .sampler()
                .sample(6000, 1);
        double[] x = new double[drawn.rows()];
        double[] y = new double[drawn.rows()];
        for (int row = 0; row < x.length; row++) {
            x[row] = drawn.code(row, 0);
            y[row] = drawn.code(row, 1);
        }
        return new PearsonsCorrelation().correlation(x, y);
    }

    /** A round is told once it is paid for: who stops at the third finds three choices and three answers charged. */
    @Test
    void eachRoundIsToldAfterItsCharges() {
        Release release = release(PrivacyBudget.of(1, 1e-9));
        List<String> told = new ArrayList<>();
        Progress stopping = new Progress() {
            @Override
            public void at(String stage, long done, long of) {
                assertTrue(done >= 0 && done <= of);
            }

            @Override
            public void round(int round, String measured, double error, double spent) {
                told.add(measured);
                if (round == 3) {
                    throw new CancellationException("stopped by a person");
                }
            }
        };
        PrivateTable table = door(rows(3000, 1), release, new SilentNoise());
        assertThrows(
                CancellationException.class,
                () -> synthesizer(Settings.standard()).fit(table, stopping));
        assertEquals(3, told.size());
        assertEquals(DOMAIN.size() + 2 * 3, release.charges().size());
        assertEquals(
                "marginal " + told.get(2),
                release.charges().get(DOMAIN.size() + 5).query());
    }

    /** (a, e) says nothing and is never chosen; asked for, it comes straight after the columns, and b and e before it. */
    @Test
    void marginalsThatAPersonAsksForAreMeasuredBeforeAnythingIsChosen() {
        assertTrue(queries(Workload.triples(), 1, 4000).stream().noneMatch("marginal (a, e)"::equals), "chosen anyway");
        List<String> told = new ArrayList<>();
        Workload workload = Workload.triples()
                .withClique(List.of("e", "a"), 10)
                .withClique(List.of("b", "e", "c"), 20)
                .withClique(List.of("d"), 30);
        List<String> queries = queries(workload, 1, 4000, told);
        assertEquals(
                List.of("marginal (b, c, e)", "marginal (a, e)"), queries.subList(DOMAIN.size(), DOMAIN.size() + 2));
        assertEquals(3, told.size());
        assertTrue(told.get(0).startsWith("(d) measured, as each column"), told.get(0));
        assertTrue(told.get(1).startsWith("(b, c, e) measured, with "), told.get(1));
    }

    /** 35 cells of a scale above 4 in 20 rows are off by far more than half of them. With the epsilon that is named they are not. */
    @Test
    void aMarginalThatNoiseWouldDrownIsGivenUpWithTheEpsilonThatItNeeds() {
        Workload workload = Workload.triples().withClique(List.of("b", "e"), 10);
        List<String> told = new ArrayList<>();
        assertTrue(queries(workload, 1, 20, told).stream().noneMatch("marginal (b, e)"::equals));
        assertTrue(told.get(0).startsWith("(b, e) not measured: noise would move 100 % of the rows"), told.get(0));
        double needed = Double.parseDouble(told.get(0).replaceAll(".*about ([0-9.]+),.*", "$1"));
        told.clear();
        assertTrue(queries(workload, needed, 20, told).contains("marginal (b, e)"), "not at " + needed + ": " + told);
        assertTrue(queries(workload, needed / 1.3, 20, told).stream().noneMatch("marginal (b, e)"::equals));
    }

    /** 210 cells are refused while nothing is paid; 30 of 8 bytes are found too large once the columns are in. */
    @Test
    void aMarginalThatIsTooLargeForTheModelIsRefused() {
        Settings small = new Settings(Workload.triples().withClique(List.of("a", "b", "e"), 10), 100 * 8 / 1e6);
        Release release = release(PrivacyBudget.of(1, 1e-9));
        PrivateTable table = door(rows(2000, 1), release, new SilentNoise());
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> Aim.of(small).requireFeasible(table, release.budget().limit()));
        assertTrue(refused.getMessage().contains("at least 210 cells"), refused.getMessage());
        assertTrue(refused.getMessage().contains("--max-model-mb"), refused.getMessage());
        assertEquals(0, release.charges().size());
        Aim.of(new Settings(small.workload(), 16))
                .requireFeasible(table, release.budget().limit());
    }

    /** All but f, which has one value; without a target the choice comes straight after the columns. */
    @Test
    void pairsOfTheTargetThatRepayTheirNoiseAreMeasuredFirst() {
        List<String> queries = queries(Workload.triples().withTarget("e"), 1, 4000);
        assertEquals(
                List.of("marginal (a, e)", "marginal (b, e)", "marginal (c, e)", "marginal (d, e)"),
                queries.subList(DOMAIN.size(), DOMAIN.size() + 4));
        assertTrue(queries(Workload.triples(), 1, 4000).get(DOMAIN.size()).startsWith("selection"));
        assertTrue(
                queries(Workload.triples().withTarget("e"), 1, 20).stream()
                        .skip(DOMAIN.size())
                        .limit(4)
                        .noneMatch("marginal (b, e)"::equals),
                "a pair that is all noise");
    }

    private static List<String> queries(Workload workload, double epsilon, int rows) {
        return queries(workload, epsilon, rows, new ArrayList<>());
    }

    /** What is asked of a table, and what is told of the marginals that were asked for by name. */
    private static List<String> queries(Workload workload, double epsilon, int rows, List<String> told) {
        Release release = release(PrivacyBudget.of(epsilon, 1e-9));
        Aim.of(new Settings(workload, 16)).fit(door(rows(rows, 5), release, new SilentNoise()), new Progress() {
            @Override
            public void at(String stage, long done, long of) {}

            @Override
            public void asked(String marginal, String outcome) {
                told.add(marginal + " " + outcome);
            }
        });
        return release.charges().stream().map(charge -> charge.query()).toList();
    }
}

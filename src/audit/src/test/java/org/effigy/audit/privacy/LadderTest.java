package org.effigy.audit.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditReport;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Policy;
import org.effigy.audit.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.tablesaw.api.Table;

/** Leaks of known kind and size must be found; the long form is {@code benchmarks/ladder.sh}. */
class LadderTest {
    private static AuditTable train;
    private static AuditTable holdout;
    private static AuditTable fresh;

    @BeforeAll
    static void drawPeople() {
        SplittableRandom random = new SplittableRandom(41);
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("train", People.draw(2400, random));
        tables.put("holdout", People.draw(1600, random));
        tables.put("synthetic", People.draw(2400, random));
        List<AuditTable> coded = AuditCoding.code(People.SCHEMA, tables);
        train = coded.get(0);
        holdout = coded.get(1);
        fresh = coded.get(2);
    }

    private static AuditReport audit(AuditTable synthetic) {
        AuditCase tables = new AuditCase(
                People.SCHEMA,
                train,
                Optional.of(holdout),
                synthetic,
                Optional.empty(),
                Policy.standard().about("privacy.membership.", "privacy.copies."),
                1,
                1);
        return AuditReport.of(tables, List.of(new Membership(), new Copies()));
    }

    private static boolean fails(AuditReport report, String figure) {
        return report.judgement().gates(Verdict.Outcome.FAIL).stream()
                .anyMatch(verdict -> verdict.figure().orElseThrow().id().startsWith(figure));
    }

    /** A poor likeness: each column from another person. */
    private static AuditTable shuffled(AuditTable table, SplittableRandom random) {
        return new AuditTable(
                table.name(),
                table.columns().stream()
                        .map(column -> column.select(IntStream.range(0, column.rows())
                                .map(row -> random.nextInt(column.rows()))
                                .toArray()))
                        .toList(),
                table.units());
    }

    /**
     * A tenth of the rows; three for few rows that are repeated, since of twelve people nothing is shown beyond chance. Left
     * out is what tells nothing here: means of two rows, of whose six columns none stays, and five cells of six that change.
     */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FIVE_CELLS"})
    void aTenthOfLeakedRowsFails(PlantedLeak leak) {
        AuditReport report =
                audit(leak.into(fresh, train, leak == PlantedLeak.REPEATED ? 0.3 : 0.1, new SplittableRandom(42)));
        assertTrue(fails(report, "privacy.membership.evidence."), leak.words());
    }

    @Test
    void aPoorLikenessHidesNoCopies() {
        SplittableRandom random = new SplittableRandom(43);
        AuditTable poor = shuffled(fresh, random);
        assertFalse(audit(poor).judgement().outcome() == Verdict.Outcome.FAIL);
        assertTrue(fails(audit(PlantedLeak.TWO_CELLS.into(poor, train, 0.03, random)), "privacy.membership.evidence."));
    }

    /** The older attacks see nothing of it, which is why there is another. */
    @Test
    void twoCellsChangedInAFewRowsAreFoundByTheWeightOfEvidenceAlone() {
        AuditReport report = audit(PlantedLeak.TWO_CELLS.into(fresh, train, 0.03, new SplittableRandom(44)));
        assertTrue(fails(report, "privacy.membership.evidence."));
        for (String other : List.of("distance", "difference", "agreement", "density")) {
            assertFalse(fails(report, "privacy.membership." + other), other);
        }
        assertFalse(fails(report, "privacy.copies."));
    }

    @Test
    void nothingInAScoreDependsOnTheTableThatARowIsIn() {
        AuditTable leaked = PlantedLeak.TWO_CELLS.into(fresh, train, 0.1, new SplittableRandom(45));
        double[] one = evidence(List.of(train, holdout), leaked);
        double[] other = evidence(List.of(holdout, train), leaked);
        int outsiders = holdout.rows();
        for (int row = 0; row < one.length; row++) {
            double twin = other[row < train.rows() ? row + outsiders : row - train.rows()];
            assertEquals(one[row], twin, 1e-6 * (1 + Math.abs(twin)), "row " + row);
        }
        assertTrue(Arrays.stream(one).filter(score -> score > 0).count() > 100);
    }

    private static double[] evidence(List<AuditTable> pool, AuditTable synthetic) {
        return Evidence.of(pool, synthetic, 1).byFittedBlur();
    }

    /**
     * Scores without a leak, at a level of which one test in twenty may alarm: of 1,000, more than 100 have a probability
     * below 1e-9. The planted offender takes the best of all numbers of first rows as if it were the only one.
     */
    @Test
    void leadsOfExchangeableRowsAreRare() {
        SplittableRandom random = new SplittableRandom(46);
        Policy alone = Policy.standard().about("privacy.membership.evidence.");
        int named = 0;
        int ordered = 0;
        int careless = 0;
        for (int run = 0; run < 1000; run++) {
            int rows = 60 + random.nextInt(600);
            int members = 20 + random.nextInt(rows - 40);
            boolean few = random.nextBoolean();
            double[] fixed = random.doubles(rows)
                    .map(score -> few && score < 0.9 ? 0 : score)
                    .toArray();
            double[] fitted = random.doubles(rows).toArray();
            Leads leads = new Leads(
                    fixed,
                    fitted,
                    run % 2 == 0
                            ? Optional.empty()
                            : Optional.of(random.doubles(rows).toArray()),
                    members,
                    run);
            named += leads.figures(alone).get(0).interval().orElseThrow().low() > 0 ? 1 : 0;
            ordered += leads.figures(alone).get(1).interval().orElseThrow().low() > 0.5 ? 1 : 0;
            careless += leads.figures(alone).get(0).value() > 0.02 ? 1 : 0;
        }
        assertTrue(named <= 100 && ordered <= 100, named + " and " + ordered + " alarms");
        assertTrue(careless > 100, careless + " alarms of the careless rule");
    }

    @Test
    void aShareOfRowsIsChecked() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PlantedLeak.EXACT.into(fresh, train, 1.5, new SplittableRandom(1)));
    }

    @Test
    void theMostTellingPairsAreKept() {
        PairScores pairs = new PairScores(100, 2);
        SplittableRandom random = new SplittableRandom(47);
        for (int i = 0; i < 5000; i++) {
            pairs.add(i, 7, i == 4000 ? 50 : 1 + 2 * random.nextDouble());
            pairs.add(4000, 7, 50);
        }
        long[] kept = pairs.sorted();
        assertTrue(kept.length <= 100 && kept.length >= 40, kept.length + " pairs");
        assertTrue(Arrays.stream(kept).anyMatch(pair -> pair == (7L << 32 | 4000)));
    }
}

package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Ordering;
import org.effigy.domain.TextColumn;
import org.effigy.measure.SmallTables.Question;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.SilentNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every question of the door, asked of every pair of neighbouring tables of a small domain: what the answer moves by
 * before noise is at most, and reaches, the sensitivity that the door charged for. Beside the unit in which neighbours
 * differ the tables hold up to as many other rows as make a difference.
 */
class SensitivityByEnumerationTest {
    private static final Domain DOMAIN = Domain.of(List.of(new Attribute("a", 2), new Attribute("b", 2)));
    private static final PrivacyLoss RHO = new PrivacyLoss.ZeroConcentrated(1e-3);
    private static final List<List<Clique>> CLIQUES = List.of(
            List.of(Clique.of(0)),
            List.of(Clique.of(0, 1)),
            List.of(Clique.of(0), Clique.of(1)),
            List.of(Clique.of(0), Clique.of(1), Clique.of(0, 1)));
    private static final List<Candidate> CANDIDATES = List.of(
            new Candidate(Clique.of(0, 1), new double[] {0, 0, 0, 0}, 3, .25),
            new Candidate(Clique.of(0, 1), new double[] {50, 50, 50, 50}, 3, 2),
            new Candidate(Clique.of(0, 1), new double[] {.3, 1.7, 50.1, 0}, 3, 0),
            new Candidate(Clique.of(1), new double[] {1e9, -3.3}, .7, -4),
            new Candidate(Clique.EMPTY, new double[] {2.5}, 1e-9, 0));

    /** What the door charges for under a budget for units of k rows, the same for every table. */
    private static Sensitivity charged(Domain domain, int k, Neighbours neighbours, Question question) {
        Set<Sensitivity> charged = new HashSet<>();
        SmallTables.of(domain, 0, 1)
                .forEach(rows -> charged.add(SmallTables.ask(
                                domain,
                                new SmallTables.Table(rows, List.of()),
                                SmallTables.budget(k, neighbours),
                                question)
                        .charged()));
        assertEquals(1, charged.size(), "the charge depends on the rows: " + charged);
        return charged.iterator().next();
    }

    /** What the answer moves by. */
    private static Sensitivity found(Domain domain, int k, Neighbours neighbours, int others, Question question) {
        PrivacyBudget budget = SmallTables.budget(k, neighbours);
        return SmallTables.largest(
                domain,
                k,
                neighbours,
                others,
                table -> SmallTables.ask(domain, table, budget, question).exact());
    }

    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "3, ADD_REMOVE", "1, REPLACE", "2, REPLACE", "3, REPLACE"})
    void marginalsMoveByWhatIsCharged(int k, Neighbours neighbours) {
        for (List<Clique> cliques : CLIQUES) {
            Question question = door -> door.marginals(cliques, RHO);
            Sensitivity charged = charged(DOMAIN, k, neighbours, question);
            assertEquals(charged, found(DOMAIN, k, neighbours, 1, question), cliques.toString());
            // Planted offenders: the norm of sqrt k for k, the other relation's, and one that is smaller by sqrt 2.
            Sensitivity found = found(DOMAIN, k, neighbours, 0, question);
            int m = cliques.size();
            long sides = neighbours == Neighbours.REPLACE ? 2 : 1;
            assertEquals(k == 1, SmallTables.within(found, new Sensitivity(sides * m * k, sides * m * k, k)));
            assertEquals(
                    neighbours == Neighbours.ADD_REMOVE,
                    SmallTables.within(found, charged(DOMAIN, k, Neighbours.ADD_REMOVE, question)));
            assertFalse(
                    SmallTables.within(found, new Sensitivity(charged.l1(), charged.l2Squared() / 2, charged.lInf())));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "3, ADD_REMOVE", "2, REPLACE", "3, REPLACE"})
    void theTotalMovesByWhatIsCharged(int k, Neighbours neighbours) {
        Question question = door -> door.total(RHO);
        Sensitivity found = found(DOMAIN, k, neighbours, 1, question);
        assertEquals(charged(DOMAIN, k, neighbours, question), found);
        // Planted offender: replace taken for "the number of rows stays", which holds for units of one row alone.
        assertFalse(SmallTables.within(found, MarginalSensitivity.ofTotal(1, true, Neighbours.REPLACE)));
    }

    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "1, REPLACE", "2, REPLACE"})
    void scoresMoveByWhatIsCharged(int k, Neighbours neighbours) {
        Question question = door -> door.select(CANDIDATES, RHO);
        Sensitivity charged = charged(DOMAIN, k, neighbours, question);
        Sensitivity found = found(DOMAIN, k, neighbours, k, question);
        assertTrue(SmallTables.within(found, charged), found + " of " + charged);
        assertEquals(charged.lInf(), found.lInf());
        // Planted offender: replacing a unit moves a distance by twice what a unit brings.
        assertEquals(
                neighbours == Neighbours.ADD_REMOVE,
                found.lInf()
                        <= charged(DOMAIN, k, Neighbours.ADD_REMOVE, question).lInf());
    }

    /** Four values read through every public coarsening to two, and through two readings of one attribute. */
    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "3, ADD_REMOVE", "1, REPLACE", "2, REPLACE", "3, REPLACE"})
    void answersThroughACoarseningMoveByWhatIsCharged(int k, Neighbours neighbours) {
        Domain four = Domain.of(List.of(new Attribute("a", 4)));
        for (int bits = 0; bits < 16; bits++) {
            int split = bits;
            int[] map = IntStream.range(0, 4).map(code -> split >> code & 1).toArray();
            boolean oneBin = bits == 0 || bits == 15;
            Coarsening bins = Coarsening.none(four).mapping(0, 2, map);
            Question binned = door -> door.coarsened(bins).marginal(Clique.of(0), RHO);
            Sensitivity charged = charged(four, k, neighbours, binned);
            Sensitivity found = found(four, k, neighbours, 1, binned);
            assertTrue(SmallTables.within(found, charged), found + " of " + charged);
            assertEquals(!oneBin || neighbours == Neighbours.ADD_REMOVE, found.equals(charged));
            Coarsening twice = Coarsening.empty(four)
                    .with(new Attribute("bin", 2), 0, map)
                    .with(new Attribute("parity", 2), 0, new int[] {0, 1, 0, 1});
            Question both = door -> door.coarsened(twice).marginals(List.of(Clique.of(0), Clique.of(1)), RHO);
            Sensitivity two = found(four, k, neighbours, 0, both);
            assertTrue(SmallTables.within(two, charged(four, k, neighbours, both)), two.toString());
            // Planted offender: two readings of one attribute taken for one question.
            assertEquals(oneBin && neighbours == Neighbours.REPLACE, SmallTables.within(two, charged));
        }
    }

    /** Sums of products, with missing values and a column of names; reached as ScatterSensitivityTest says. */
    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "1, REPLACE", "2, REPLACE"})
    void scatterMatricesMoveByWhatIsCharged(int k, Neighbours neighbours) {
        Domain domain = Domain.of(
                List.of(new Attribute("x", 3, Ordering.ORDERED), new Attribute("y", 2), new Attribute("z", 2)));
        Scatter scatter = new Scatter(
                List.of(new Coordinates(0, new long[][] {{-10, 3, 10}}), new Coordinates(1, new long[][] {{-10, 10}})),
                List.of(Coordinates.indicators(2, 2, 10)));
        Question question = door -> door.scatter(scatter, RHO);
        Sensitivity charged = charged(domain, k, neighbours, question);
        Sensitivity found = found(domain, k, neighbours, 0, question);
        assertTrue(SmallTables.within(found, charged), found + " of " + charged);
        assertEquals(charged.l1(), found.l1());
        assertEquals(neighbours == Neighbours.ADD_REMOVE, charged.l2Squared() == found.l2Squared());
        // Planted offender: the norm of k rows taken for sqrt k times one row's.
        long one = charged(domain, 1, neighbours, question).l2Squared();
        assertEquals(k == 1, found.l2Squared() <= k * one);
    }

    /** In tables that the sample holds whole; other samples are in ScatterSensitivityTest. */
    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "1, REPLACE", "2, REPLACE"})
    void comparisonsOfRanksMoveByWhatIsCharged(int k, Neighbours neighbours) {
        Domain domain = Domain.of(List.of(
                new Attribute("x", 2, Ordering.ORDERED),
                new Attribute("y", 4, Ordering.ORDERED_OR_MISSING),
                new Attribute("z", 2, Ordering.ORDERED)));
        for (List<Integer> columns : List.of(List.of(0, 1), List.of(0, 1, 2))) {
            Question question = door -> door.concordance(new Concordance(columns, 3), RHO);
            Sensitivity charged = charged(domain, k, neighbours, question);
            Sensitivity found = found(domain, k, neighbours, 3 - k, question);
            assertTrue(SmallTables.within(found, charged), found + " of " + charged);
            if (k == 1 && neighbours == Neighbours.REPLACE) {
                assertEquals(charged.lInf(), found.lInf());
                // Planted offender: what a row that comes into a sample with room brings, taken for what one brings
                // that
                // takes another's place.
                assertFalse(SmallTables.within(found, found(domain, k, Neighbours.ADD_REMOVE, 2, question)));
            }
        }
    }

    /** Three texts that others hold often enough to be named whatever the unit holds. */
    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "3, ADD_REMOVE", "1, REPLACE", "2, REPLACE", "3, REPLACE"})
    void countsOfCategoriesMoveByWhatIsCharged(int k, Neighbours neighbours) {
        Domain texts = Domain.of(List.of(new Attribute("text", 3)));
        PrivacyBudget budget = PrivacyBudget.of(1000, 1e-6)
                .withReserved(5e-7)
                .withNeighbours(neighbours)
                .withUnit(PrivacyUnit.of("unit", k));
        Set<Sensitivity> charged = new HashSet<>();
        Sensitivity found = SmallTables.largest(texts, k, neighbours, 0, table -> {
            TextColumn.Builder column = TextColumn.builder("town");
            IntStream.range(0, 300).forEach(row -> column.add("abc".substring(row % 3, row % 3 + 1)));
            table.unit().forEach(row -> column.add("abc".substring(row[0], row[0] + 1)));
            int[] units = IntStream.range(0, 300 + table.unit().size())
                    .map(row -> Math.min(row, 300))
                    .toArray();
            SilentNoise noise = new SilentNoise();
            Release release = MemoryLedger.of("test", budget).open("test", budget);
            FoundCategories named = OpenColumn.ofUnits(column.build(), units, k, release, noise)
                    .categories(new PrivacyLoss.ApproximateConcentrated(1, 1e-7));
            assertEquals(List.of("a", "b", "c"), named.names());
            charged.add(named.charge().sensitivity());
            return noise.exact.get(0);
        });
        assertEquals(Set.of(found), charged);
        assertFalse(SmallTables.within(found, new Sensitivity(found.l1(), found.l2Squared() / 2, found.lInf())));
    }

    /** Whichever rows of a unit past the cap are kept, they are no more than the cap says. */
    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "1, REPLACE", "2, REPLACE"})
    void aUnitPastTheCapMovesAnswersNoFurther(int cap, Neighbours neighbours) {
        Question question = door -> door.marginals(CLIQUES.get(3), RHO);
        Sensitivity charged = charged(DOMAIN, cap, neighbours, question);
        PrivacyBudget budget = SmallTables.budget(cap, neighbours);
        Sensitivity found = SmallTables.largest(
                DOMAIN,
                cap + 2,
                neighbours,
                1,
                table -> SmallTables.ask(DOMAIN, table, budget, question).exact());
        assertEquals(charged, found);
        // Planted offender: a door that takes each row for a unit of its own.
        PrivacyBudget rows = SmallTables.budget(1, neighbours);
        Sensitivity careless = SmallTables.largest(
                DOMAIN,
                cap + 2,
                neighbours,
                0,
                table -> SmallTables.ask(
                                DOMAIN,
                                new SmallTables.Table(
                                        Stream.concat(table.others().stream(), table.unit().stream())
                                                .toList(),
                                        List.of()),
                                rows,
                                question)
                        .exact());
        assertFalse(SmallTables.within(careless, charged));
    }

    /** Numbers far beyond any table: the clamps must not let a score move further, nor sums turn over. */
    @Test
    void hugeScoresMoveNoFurther() {
        double[] sizes = {0, 1, -1e3, 1e12, -1e12, 0x1p41, 0x1p51, -0x1p51, 1e18, -1e300, 1e300, Double.MAX_VALUE};
        long[] counts = {0, 1, 1L << 41, (1L << 41) + 1, (1L << 53) - 1, 1L << 53, 1L << 62, Long.MAX_VALUE - 1};
        for (double estimate : sizes) {
            for (double other : new double[] {estimate, -estimate}) {
                for (double bias : sizes) {
                    for (double weight : new double[] {Double.MIN_VALUE, 1e-9, 1, Double.MAX_VALUE}) {
                        Candidate candidate = new Candidate(Clique.of(0), new double[] {estimate, other}, weight, bias);
                        for (double largest : new double[] {weight, Double.MAX_VALUE}) {
                            for (long count : counts) {
                                long a = Score.of(candidate, Support.of(new long[] {count, count}), largest);
                                long b = Score.of(candidate, Support.of(new long[] {count, count + 1}), largest);
                                String at = candidate + " at " + count + ": " + a + ", " + b;
                                assertTrue(Math.abs(Math.subtractExact(a, b)) <= Score.UNIT, at);
                                assertTrue(bias > 0 || a >= 0 && b >= 0, at);
                            }
                        }
                    }
                }
            }
        }
    }
}

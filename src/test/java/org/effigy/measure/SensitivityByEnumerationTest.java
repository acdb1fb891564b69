package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.Sensitivity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every pair of neighbouring tables of one unit against none, and of one unit against another, over a domain of two by
 * two: the largest change of each query is at most, and reaches, what is declared. Other units' rows cancel in counts;
 * for scores, which are not linear, the tables also hold up to one unit more.
 */
class SensitivityByEnumerationTest {
    private static final Domain DOMAIN = Domain.of(List.of(new Attribute("a", 2), new Attribute("b", 2)));
    private static final List<List<Clique>> QUERIES = List.of(
            List.of(Clique.of(0)),
            List.of(Clique.of(0, 1)),
            List.of(Clique.of(0), Clique.of(1)),
            List.of(Clique.of(0), Clique.of(1), Clique.of(0, 1)));

    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "3, ADD_REMOVE", "1, REPLACE", "2, REPLACE", "3, REPLACE"})
    void marginalsMoveByWhatIsDeclared(int k, Neighbours neighbours) {
        for (List<Clique> query : QUERIES) {
            Sensitivity declared = MarginalSensitivity.of(query.size(), k, neighbours);
            long l1 = 0;
            long l2Squared = 0;
            long lInf = 0;
            for (long[][] pair : pairs(k, neighbours)) {
                long[] change = IntStream.range(0, 2)
                        .mapToObj(side -> answers(query, pair[side]))
                        .reduce((a, b) -> IntStream.range(0, a.length)
                                .mapToLong(i -> Math.abs(a[i] - b[i]))
                                .toArray())
                        .orElseThrow();
                long sum = 0;
                long squares = 0;
                for (long c : change) {
                    sum += c;
                    squares += c * c;
                    lInf = Math.max(lInf, c);
                }
                l1 = Math.max(l1, sum);
                l2Squared = Math.max(l2Squared, squares);
            }
            assertEquals(new Sensitivity(l1, l2Squared, lInf), declared, query + " with " + k + " rows a unit");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "3, ADD_REMOVE", "1, REPLACE", "2, REPLACE", "3, REPLACE"})
    void theTotalMovesByWhatIsDeclared(int k, Neighbours neighbours) {
        long largest = pairs(k, neighbours).stream()
                .mapToLong(pair -> Math.abs(IntStream.range(0, 4)
                        .mapToLong(cell -> pair[0][cell] - pair[1][cell])
                        .sum()))
                .max()
                .orElseThrow();
        assertEquals(largest, MarginalSensitivity.ofTotal(k, neighbours).l1());
    }

    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "1, REPLACE", "2, REPLACE"})
    void scoresMoveByWhatIsDeclared(int k, Neighbours neighbours) {
        List<Candidate> candidates = List.of(
                new Candidate(Clique.of(0, 1), new double[] {0, 0, 0, 0}, 3, .25),
                new Candidate(Clique.of(0, 1), new double[] {50, 50, 50, 50}, 3, 2),
                new Candidate(Clique.of(0, 1), new double[] {.3, 1.7, 50.1, 0}, 3, 0),
                new Candidate(Clique.of(1), new double[] {1e9, -3.3}, .7, -4),
                new Candidate(Clique.EMPTY, new double[] {2.5}, 1e-9, 0));
        long declared = MarginalSensitivity.ofDistances(candidates.size(), Score.UNIT, k, neighbours)
                .lInf();
        long largest = 0;
        for (long[] others : tables(k)) {
            for (long[][] pair : pairs(k, neighbours)) {
                for (Candidate candidate : candidates) {
                    long a = Score.of(candidate, Support.of(project(candidate.clique(), plus(others, pair[0]))), 3);
                    long b = Score.of(candidate, Support.of(project(candidate.clique(), plus(others, pair[1]))), 3);
                    largest = Math.max(largest, Math.abs(a - b));
                    assertTrue(Math.abs(a - b) <= declared, candidate + " moved by " + Math.abs(a - b));
                }
            }
        }
        assertEquals(declared, largest);
    }

    /** What the one unit contributes to the four cells, on both sides. */
    private static List<long[][]> pairs(int k, Neighbours neighbours) {
        List<long[][]> pairs = new ArrayList<>();
        for (long[] one : tables(k)) {
            if (neighbours == Neighbours.ADD_REMOVE) {
                pairs.add(new long[][] {one, new long[4]});
            } else {
                // A unit that is there has at least one row: no table of none takes part in a replacement.
                tables(k).stream()
                        .filter(other -> rows(one) > 0 && rows(other) > 0)
                        .forEach(other -> pairs.add(new long[][] {one, other}));
            }
        }
        return pairs;
    }

    /** All tables of up to {@code k} rows over four cells. */
    private static List<long[]> tables(int k) {
        List<long[]> tables = new ArrayList<>();
        for (int code = 0; code < Math.pow(k + 1, 4); code++) {
            long[] table = new long[4];
            for (int cell = 0, rest = code; cell < 4; cell++, rest /= k + 1) {
                table[cell] = rest % (k + 1);
            }
            if (rows(table) <= k) {
                tables.add(table);
            }
        }
        return tables;
    }

    private static long rows(long[] table) {
        return IntStream.range(0, 4).mapToLong(cell -> table[cell]).sum();
    }

    private static long[] plus(long[] a, long[] b) {
        return IntStream.range(0, 4).mapToLong(cell -> a[cell] + b[cell]).toArray();
    }

    private static long[] answers(List<Clique> query, long[] table) {
        return query.stream()
                .flatMapToLong(clique -> java.util.Arrays.stream(project(clique, table)))
                .toArray();
    }

    /** Counts by the very code that the door uses. */
    private static long[] project(Clique clique, long[] table) {
        Records.Builder rows = Records.builder(DOMAIN, 4);
        for (int cell = 0; cell < 4; cell++) {
            for (long i = 0; i < table[cell]; i++) {
                rows.add(cell / 2, cell % 2);
            }
        }
        return rows.build().counts(clique);
    }
}

package org.effigy.audit.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Interval;
import org.effigy.audit.Policy;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class DistancesTest {
    private static AuditCase tables(Table train, Table holdout, Table synthetic) {
        Map<String, Table> given = new LinkedHashMap<>();
        given.put("train", train);
        given.put("holdout", holdout);
        given.put("synthetic", synthetic);
        List<AuditTable> coded = AuditCoding.code(People.SCHEMA, given);
        return new AuditCase(
                People.SCHEMA,
                coded.get(0),
                Optional.of(coded.get(1)),
                coded.get(2),
                Optional.empty(),
                Policy.standard(),
                1,
                1);
    }

    private static Figure share(AuditCase tables, String id) {
        return Distances.ofAllColumns().examine(tables).figures().stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Table without(Table table, int row) {
        return table.dropRows(row);
    }

    /** The jackknife by its definition: each row of each table left out, and everything computed again. */
    @Test
    void theIntervalIsThatOfLeavingOutEachRowInTurn() {
        SplittableRandom random = new SplittableRandom(5);
        Table train = People.draw(25, random);
        Table holdout = People.draw(25, random);
        Table synthetic = People.draw(30, random);
        for (String id : List.of("privacy.distance.all.share", "privacy.distance.all.nndr-share")) {
            Figure figure = share(tables(train, holdout, synthetic), id);
            double variance = 0;
            for (Table of : List.of(train, holdout)) {
                double[] shares = IntStream.range(0, 25)
                        .mapToDouble(row -> raw(
                                of == train ? without(train, row) : train,
                                of == holdout ? without(holdout, row) : holdout,
                                synthetic,
                                id))
                        .toArray();
                double mean = IntStream.range(0, 25)
                        .mapToDouble(i -> shares[i])
                        .average()
                        .orElseThrow();
                variance += IntStream.range(0, 25)
                                .mapToDouble(i -> (shares[i] - mean) * (shares[i] - mean))
                                .sum()
                        * 24
                        / 25;
            }
            double share = raw(train, holdout, synthetic, id);
            assertEquals(share, figure.value(), 1e-12);
            double ofSynthetic = share * (1 - share) / 29;
            Interval expected = Interval.normal(share, Math.sqrt(variance + ofSynthetic), 0.95)
                    .within(share, 0, 1);
            assertEquals(expected.low(), figure.interval().orElseThrow().low(), 1e-9, id);
        }
    }

    /** The share, by comparing all pairs; no ties in these rows. */
    private static double raw(Table train, Table holdout, Table synthetic, String id) {
        AuditCase tables = tables(train, holdout, synthetic);
        // The ranges are declared, so that they don't move with the rows that are left out.
        Gower gower = Gower.ofDomains(List.of(tables.train(), tables.holdout().orElseThrow()));
        Points made = gower.points(tables.synthetic());
        int nearer = 0;
        for (int row = 0; row < made.rows(); row++) {
            double[] a = sorted(made, row, gower.points(tables.train()));
            double[] b = sorted(made, row, gower.points(tables.holdout().orElseThrow()));
            nearer += id.contains("nndr") ? (a[0] / a[1] < b[0] / b[1] ? 1 : 0) : (a[0] < b[0] ? 1 : 0);
        }
        return (double) nearer / made.rows();
    }

    private static double[] sorted(Points made, int row, Points real) {
        return IntStream.range(0, real.rows())
                .mapToDouble(other -> made.distance(row, real, other))
                .sorted()
                .toArray();
    }

    @Test
    void equalDistancesCountHalfAndSizesDoNotMatter() {
        SplittableRandom random = new SplittableRandom(6);
        Table one = People.constant(40);
        assertEquals(
                0.5,
                share(tables(one, People.constant(10), one), "privacy.distance.all.share")
                        .value());
        Figure sizes = share(
                tables(People.draw(900, random), People.draw(300, random), People.draw(500, random)),
                "privacy.distance.all.share");
        assertTrue(sizes.interval().orElseThrow().contains(0.5), sizes.words());
    }

    @Test
    void copiesPullTheShareToTrainAndAGroupIsLookedAtOnItsOwn() {
        SplittableRandom random = new SplittableRandom(8);
        Table train = People.draw(600, random);
        AuditCase tables = tables(train, People.draw(600, random), People.withCopies(600, train, 300, random));
        List<Figure> figures = Distances.of(Map.of("work", List.of("job", "income")))
                .examine(tables)
                .figures();
        assertTrue(figures.get(0).interval().orElseThrow().low() > 0.5);
        assertTrue(figures.stream().anyMatch(figure -> figure.id().equals("privacy.distance.work.share")));
    }
}

package org.effigy.audit.likeness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.traps.Chance;
import org.effigy.table.Bins;
import org.effigy.table.CsvInput;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/**
 * Figures against other libraries: {@code golden.py} beside the tables made {@code scipy.json} with SciPy 1.17.1,
 * scikit-learn 1.9.1 and SDMetrics 0.32.0.
 */
class GoldenFidelityTest {
    private static final Schema SCHEMA = Schema.of(List.of(
            Field.builder("age", FieldType.INTEGER)
                    .minimum("0")
                    .maximum("99")
                    .required(true)
                    .build(),
            Field.builder("pay", FieldType.NUMBER)
                    .minimum("0")
                    .maximum("400")
                    .precision(1)
                    .bins(new Bins.Edges(List.of("0", "5", "10", "20", "40", "80", "160", "400")))
                    .build(),
            Field.builder("job", FieldType.STRING)
                    .categories(List.of("a", "b", "c", "d"))
                    .required(true)
                    .build(),
            Field.builder("town", FieldType.STRING)
                    .categories(List.of("n", "s", "e"))
                    .build()));

    private static JsonNode gold;
    private static AuditTable real;
    private static AuditTable judged;
    private static Side realSide;
    private static Side judgedSide;
    private static Plan plan;

    @BeforeAll
    static void read() throws IOException {
        gold = new ObjectMapper().readTree(GoldenFidelityTest.class.getResourceAsStream("scipy.json"));
        Map<String, Table> tables = new LinkedHashMap<>();
        for (String name : List.of("real", "judged")) {
            tables.put(
                    name,
                    AuditCoding.read(
                                    SCHEMA,
                                    CsvInput.of(GoldenFidelityTest.class.getResourceAsStream(name + ".csv"), name))
                            .table());
        }
        List<AuditTable> coded = AuditCoding.code(SCHEMA, tables);
        real = coded.get(0);
        judged = coded.get(1);
        plan = Plan.of(real, 1);
        List<BinnedTable> binned = BinnedTable.of(real, coded);
        realSide = Side.of(real, binned.get(0), plan, 1, Associations.GROUPS);
        judgedSide = Side.of(judged, binned.get(1), plan, 1, Associations.GROUPS);
    }

    private static double gold(String name) {
        assertEquals(true, gold.has(name), name);
        return gold.get(name).doubleValue();
    }

    private static void same(String name, double value) {
        assertEquals(gold(name), value, 1e-9, name);
    }

    @Test
    void distancesOfSharesAreTheOtherLibrarys() {
        Likeness likeness = Likeness.of(realSide, judgedSide, plan, true);
        same("tv1", likeness.values().get(Measure.ONE_WAY));
        same("tv2", likeness.values().get(Measure.TWO_WAY));
        same("tv3", likeness.values().get(Measure.THREE_WAY));
        // SDMetrics leaves missing categories out of single columns, and counts them in pairs.
        assertEquals(1 - gold("sdmetrics.tv.job"), likeness.singles()[2], 1e-9);
        int pair = indexOf(plan.pairs(), 2, 3);
        assertEquals(1 - gold("sdmetrics.contingency"), likeness.pairs()[pair], 1e-9);
    }

    @Test
    void distancesOfNumbersAreTheOtherLibrarys() {
        for (int c = 0; c < 2; c++) {
            String name = real.columns().get(c).name();
            OneWayDistance distance =
                    OneWayDistance.of(realSide.sorted()[c], judgedSide.sorted()[c]);
            same("ks." + name, distance.ks());
            same("wasserstein." + name, distance.wasserstein());
            assertEquals(1 - gold("sdmetrics.ks." + name), distance.ks(), 1e-9);
            same(
                    "sdmetrics.range." + name,
                    ColumnFacts.rangeCoverage(realSide.sorted()[c], judgedSide.sorted()[c]));
            double[] shares = {.01, .05, .25, .5, .75, .95, .99};
            for (int q = 0; q < shares.length; q++) {
                assertEquals(
                        gold.get("quantile." + name).get(q).doubleValue(),
                        ColumnFacts.quantile(realSide.sorted()[c], shares[q]),
                        1e-9);
            }
        }
        for (int c = 2; c < 4; c++) {
            same(
                    "sdmetrics.coverage." + real.columns().get(c).name(),
                    ColumnFacts.categoryCoverage(
                            (AuditColumn.Categories) real.columns().get(c),
                            (AuditColumn.Categories) judged.columns().get(c)));
        }
    }

    @Test
    void associationsAreTheOtherLibrarys() {
        Map<String, Side> sides = Map.of("real", realSide, "judged", judgedSide);
        sides.forEach((name, side) -> {
            Associations associations = side.associations();
            int numbers = indexOf(plan.related(), 0, 1);
            same("pearson." + name, associations.value(Association.PEARSON, numbers));
            same("spearman." + name, associations.value(Association.SPEARMAN, numbers));
            same("cramers-v." + name, associations.value(Association.CRAMERS_V, indexOf(plan.related(), 2, 3)));
            for (int number = 0; number < 2; number++) {
                for (int category = 2; category < 4; category++) {
                    same(
                            "eta." + real.columns().get(category).name() + "."
                                    + real.columns().get(number).name() + "." + name,
                            associations.value(
                                    Association.CORRELATION_RATIO, indexOf(plan.related(), number, category)));
                }
            }
            for (int i = 0; i < 4; i++) {
                for (int j = i + 1; j < 4; j++) {
                    same(
                            "mi." + real.columns().get(i).name() + "."
                                    + real.columns().get(j).name() + "." + name,
                            associations.value(Association.MUTUAL_INFORMATION, indexOf(plan.related(), i, j)));
                }
            }
        });
        double correlations = Math.abs(gold("pearson.real") - gold("pearson.judged"));
        assertEquals(1 - gold("sdmetrics.correlation"), correlations / 2, 1e-9);
        assertEquals(
                correlations, realSide.associations().difference(Association.PEARSON, judgedSide.associations()), 1e-9);
    }

    @Test
    void propensityIsTheOtherLibrarys() {
        Propensity propensity = Propensity.of(real, judged);
        // The ridge, which keeps coefficients finite, and the other solver's tolerance leave seven digits.
        assertEquals(gold("pmse"), propensity.error(), 1e-8);
        assertEquals(gold("propensity.rank"), propensity.rank());
        double share = 300 / 700.0;
        assertEquals(9 * (1 - share) * (1 - share) * share / 700, propensity.expectedOfFitted(), 1e-15);
        assertEquals(9 * (1 - share) * share / 700, propensity.expectedOfSamples(), 1e-15);
    }

    @Test
    void chancesAreTheOtherLibrarys() {
        same("fisher.fewer", Chance.fewer(3, 500, 30, 1500));
        same("fisher.fewer.common", Chance.fewer(440, 500, 1400, 1500));
        same("chi-square", Chance.unequal(new long[] {30, 50, 20}, new long[] {60, 60, 80}));
        same("ks.chance", Chance.apart(0.1, 200, 300));
    }

    private static int indexOf(List<int[]> pairs, int i, int j) {
        for (int p = 0; p < pairs.size(); p++) {
            if (pairs.get(p)[0] == i && pairs.get(p)[1] == j) {
                return p;
            }
        }
        throw new AssertionError("no pair " + i + ", " + j);
    }
}

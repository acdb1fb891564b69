package org.effigy.audit.traps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.effigy.audit.Finding;
import org.effigy.audit.UtilityReport;
import org.effigy.audit.downstream.Fairness;
import org.effigy.audit.downstream.LabelLeakage;
import org.effigy.audit.downstream.Lift;
import org.effigy.audit.downstream.MixingCurve;
import org.effigy.audit.downstream.Study;
import org.effigy.audit.utility.UtilityAudit;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class NumbersPartTest {
    private static final Schema SCHEMA = Schema.of(List.of(
            Field.builder("amount", FieldType.INTEGER)
                    .minimum("0")
                    .maximum("10000000")
                    .build(),
            Field.builder("density", FieldType.NUMBER)
                    .minimum("0")
                    .maximum("30")
                    .precision(3)
                    .build(),
            Field.builder("price", FieldType.NUMBER)
                    .minimum("0")
                    .maximum("1000")
                    .precision(2)
                    .build(),
            Field.builder("pieces", FieldType.INTEGER)
                    .minimum("0")
                    .maximum("100")
                    .build(),
            Field.builder("total", FieldType.NUMBER)
                    .minimum("0")
                    .maximum("100000")
                    .precision(2)
                    .build(),
            Field.builder("town", FieldType.STRING).build(),
            Field.builder("county", FieldType.STRING)
                    .categories(List.of("north", "south", "west"))
                    .role(Role.SENSITIVE)
                    .build()));
    private static final List<String> COUNTIES = List.of("north", "south", "west");

    /** Honest rows, or rows with one fault. */
    private static Table rows(int rows, long seed, String fault) {
        SplittableRandom random = new SplittableRandom(seed);
        LongColumn amount = LongColumn.create("amount");
        DoubleColumn density = DoubleColumn.create("density");
        DoubleColumn price = DoubleColumn.create("price");
        LongColumn pieces = LongColumn.create("pieces");
        DoubleColumn total = DoubleColumn.create("total");
        StringColumn town = StringColumn.create("town");
        StringColumn county = StringColumn.create("county");
        for (int row = 0; row < rows; row++) {
            int place = random.nextInt(30);
            int area = fault.equals("dependence") ? random.nextInt(3) : place % 3;
            long steps = 10_000L * (1 + (long) (-20 * Math.log(random.nextDouble())) + 3 * area);
            amount.append(
                    switch (fault) {
                        case "steps" -> steps + random.nextInt(-4999, 5000);
                        case "means" -> 2 * steps;
                        case "groups" -> area == 2 ? steps / 20_000 * 10_000 : steps;
                        default -> steps;
                    });
            density.append(
                    fault.equals("new-values")
                            ? random.nextInt(1000, 20_000) / 1000.0
                            : (1 + random.nextInt(20)) * 0.937);
            double each = random.nextInt(100, 9000) / 100.0;
            long count = 1 + random.nextInt(9);
            price.append(each);
            pieces.append(count);
            total.append(fault.equals("product") ? random.nextInt(100, 81_000) / 100.0 : each * count);
            town.append("town " + place);
            county.append(COUNTIES.get(area));
        }
        return Table.create(amount, density, price, pieces, total, town, county);
    }

    private static TreeSet<String> found(long seed, String fault) {
        return UtilityAudit.of(SCHEMA)
                .train(rows(3000, seed, ""))
                .holdout(rows(2000, seed + 1, ""))
                .synthetic(rows(3000, seed + 2, fault))
                .only(NumbersPart.of())
                .run()
                .findings()
                .stream()
                .map(Finding::id)
                .map(id -> id.substring(NumbersPart.ID.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachFaultIsFoundUnderItsName() {
        assertTrue(found(10, "steps").contains("steps"));
        assertTrue(found(20, "means").contains("means"));
        assertTrue(found(30, "groups").contains("group-means"));
        assertTrue(found(40, "new-values").contains("new-values"));
        assertTrue(found(50, "dependence").contains("dependence"));
        assertTrue(found(60, "product").contains("dependence"));
    }

    /** Findings come in at most a tenth of a hundredth of audits of fresh rows: two of 20 have a probability below 2e-4. */
    @Test
    void freshRowsRaiseNothing() {
        int alarms = 0;
        for (int run = 0; run < 20; run++) {
            alarms += found(1000 + 10 * run, "").isEmpty() ? 0 : 1;
        }
        assertTrue(alarms <= 2, alarms + " alarms");
    }

    @Test
    void meansSumsAndDeviationsStandBesideTheRealOnesWithIntervals() {
        UtilityReport report = UtilityAudit.of(SCHEMA)
                .train(rows(3000, 1, ""))
                .holdout(rows(2000, 2, ""))
                .synthetic(rows(1000, 3, "means"))
                .only(NumbersPart.of())
                .run();
        double mean = report.figure("utility.numbers.mean.amount").value();
        double real = report.figure("utility.numbers.mean.amount").reference().orElseThrow();
        assertEquals(2, mean / real, 0.15);
        assertEquals(1000 * mean, report.figure("utility.numbers.sum.amount").value(), 1e-3 * mean);
        assertEquals(
                1000 * real,
                report.figure("utility.numbers.sum.amount").reference().orElseThrow(),
                1e-3 * real);
        assertTrue(report.figure("utility.numbers.deviation.amount")
                        .interval()
                        .orElseThrow()
                        .low()
                > 0);
        assertEquals(24, report.grid("utility.numbers.columns").columns().size());
        assertTrue(report.grid("utility.numbers.groups").rows().contains("amount where county = west"));
        double middle = report.grid("utility.numbers.columns").value("amount", "quantile 0.5 real");
        assertTrue(middle >= report.grid("utility.numbers.columns").value("amount", "quantile 0.5 from"));
    }

    @Test
    void aHoldoutWithOneClassIsSaidToAnswerNothing() {
        Schema schema = Schema.of(List.of(SCHEMA.field("amount"), SCHEMA.field("county")));
        Table holdout = rows(500, 2, "");
        for (int row = 0; row < 500; row++) {
            holdout.stringColumn("county").set(row, "north");
        }
        Study study = Study.of("county");
        UtilityReport report = UtilityAudit.of(schema)
                .train(rows(500, 1, ""))
                .holdout(holdout)
                .synthetic(rows(500, 3, ""))
                .only(Lift.of(study), MixingCurve.of(study), LabelLeakage.of(study), Fairness.of(study))
                .run();
        assertEquals(4, report.figures().size());
        assertTrue(
                report.figures().stream().allMatch(figure -> figure.note().contains("one value alone in the holdout")));
        assertEquals(4, report.findings().size());
    }
}

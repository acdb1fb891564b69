package org.effigy.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ForgottenUnitTest {
    private static final int ROWS = 6000;

    private static Schema schema(boolean person, Role role) {
        return Schema.of(List.of(
                Field.builder("record", FieldType.INTEGER)
                        .minimum("0")
                        .maximum("9999999")
                        .person(person)
                        .role(role)
                        .build(),
                Field.builder("income", FieldType.INTEGER)
                        .minimum("0")
                        .maximum("200000")
                        .build(),
                Field.builder("code", FieldType.STRING).build(),
                Field.builder("born", FieldType.INTEGER)
                        .minimum("1900")
                        .maximum("2020")
                        .build(),
                Field.builder("sex", FieldType.STRING)
                        .categories(List.of("f", "m"))
                        .build()));
    }

    /** Visits of people: their numbers in order or at random, incomes that repeat by chance, codes that go with ages. */
    private static Table visits(boolean dense, boolean people) {
        SplittableRandom random = new SplittableRandom(4);
        LongColumn record = LongColumn.create("record");
        LongColumn income = LongColumn.create("income");
        StringColumn code = StringColumn.create("code");
        LongColumn born = LongColumn.create("born");
        StringColumn sex = StringColumn.create("sex");
        long person = 0;
        while (record.size() < ROWS) {
            person++;
            long number = dense ? person : random.nextInt(9_000_000);
            long year = 1930 + random.nextInt(80);
            String is = random.nextBoolean() ? "f" : "m";
            for (int visit = random.nextInt(4); visit >= 0 && record.size() < ROWS; visit--) {
                long drawn = people ? year : 1930 + random.nextInt(80);
                record.append(number);
                // Rounded to tens, and higher for the old: equal incomes go with near years.
                income.append(10 * (random.nextInt(2000) + 10 * (2010 - drawn)));
                code.append("c" + (drawn * 5 + random.nextInt(8)));
                born.append(drawn);
                sex.append(people ? is : random.nextBoolean() ? "f" : "m");
            }
        }
        return Table.create(record, income, code, born, sex);
    }

    @Test
    void recordNumbersThatRepeatAreNamedInOrderOrNotAndIncomesAndCodesAreNot() {
        for (boolean dense : new boolean[] {true, false}) {
            assertEquals(List.of("record"), ForgottenUnit.in(schema(true, Role.PLAIN), visits(dense, true)));
            assertEquals(List.of("record"), ForgottenUnit.in(schema(true, Role.IDENTIFIER), visits(dense, true)));
        }
    }

    @Test
    void numbersWhoseRowsHaveNothingInCommonAreNoPeople() {
        assertEquals(List.of(), ForgottenUnit.in(schema(true, Role.PLAIN), visits(true, false)));
    }

    /** As in Adult: weights follow from strata, so that rows of one weight are mostly of one sex. */
    @Test
    void weightsOfStrataAreNoPeople() {
        SplittableRandom random = new SplittableRandom(5);
        Table visits = visits(true, false);
        for (int row = 0; row < ROWS; row++) {
            long weight = random.nextInt(3000);
            boolean even = weight % 2 == 0 ^ random.nextInt(40) == 0;
            visits.longColumn("record").set(row, 20_000 + 7 * weight);
            visits.stringColumn("sex").set(row, even ? "f" : "m");
        }
        assertEquals(List.of(), ForgottenUnit.in(schema(true, Role.PLAIN), visits));
    }

    @Test
    void aUnitOrAnAnswerSilencesIt() {
        assertEquals(List.of(), ForgottenUnit.in(schema(true, Role.UNIT), visits(true, true)));
        assertEquals(List.of(), ForgottenUnit.in(schema(false, Role.PLAIN), visits(true, true)));
    }
}

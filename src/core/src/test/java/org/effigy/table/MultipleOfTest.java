package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.effigy.condition.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code effigy:multipleOf}: only multiples are values, whatever bins there are. */
class MultipleOfTest {
    private static Schema schema(String rest) {
        return TestTables.schema("{'name':'limit','type':'integer','effigy:multipleOf':10000," + rest + "}");
    }

    private static final String WIDE = "'constraints':{'minimum':5000,'maximum':50005000,'required':true}";

    @Test
    void eachMultipleIsAValueAndNothingElse() {
        IntervalCodec codec = (IntervalCodec) schema("'constraints':{'minimum':-15000,'maximum':999999}")
                .fields()
                .get(0)
                .requireCodec();
        assertEquals(102, codec.size());
        assertEquals("-10000", codec.label(0));
        assertEquals("990000", codec.label(100));
        assertEquals(-1, codec.code(15_000));
        assertEquals(codec.code(20_000) + 1, codec.code(30_000));
    }

    @Test
    void insideWideCellsMultiplesAloneAreDrawn() {
        IntervalCodec codec = (IntervalCodec) schema(WIDE).fields().get(0).requireCodec();
        assertTrue(codec.size() < 5000 && codec.grid().isPresent());
        Random random = new Random(1);
        double steps = 0;
        for (int code = 0; code < codec.size(); code++) {
            for (int i = 0; i < 5; i++) {
                String text = codec.decode(code, random);
                assertEquals(0, Long.parseLong(text) % 10_000, text);
                assertEquals(code, codec.encode(text));
            }
            steps += codec.steps(code);
        }
        assertEquals(5000, steps);
    }

    @ParameterizedTest
    @CsvSource({"14000,10000", "16000,20000", "1,10000", "99000000,50000000"})
    void whatIsNoMultipleIsRefusedOrClampedToTheNearest(String cell, long nearest) {
        Field field = schema(WIDE).fields().get(0);
        CellReader strict = new CellReader(field, InvalidValues.REFUSE);
        assertTrue(strict.problem(strict.read(cell)).contains("not a multiple of 10000 from 10000 to 50000000"));
        CellReader clamp = new CellReader(field, InvalidValues.CLAMP);
        assertEquals(CellReader.Status.VALUE, clamp.read(cell));
        assertEquals(nearest, clamp.step());
        assertEquals(clamp.code(), ((IntervalCodec) field.requireCodec()).code(nearest));
    }

    @Test
    void conditionsCutBetweenMultiples() {
        TableCodec codec = TableCodec.of(schema(WIDE));
        TableCodec cut = codec.cutFor(List.of(Condition.parse("limit > 30003000")));
        assertEquals(
                codec.domain().attribute(0).size() + 1,
                cut.domain().attribute(0).size(),
                1);
        IntervalCodec cells = (IntervalCodec) cut.codec(0);
        int from = cells.code(30_010_000);
        assertEquals(30_010_000, cells.first(from));
        assertEquals(30_000_000, cells.last(from - 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'type':'number','effigy:multipleOf':0.25,'constraints':{'minimum':0,'maximum':1}|5",
                "'type':'number','effigy:multipleOf':0.25,'effigy:bins':[0,0.5,1,1]|3",
                "'type':'integer','effigy:multipleOf':5,'constraints':{'enum':[1]}|enum",
                "'type':'integer','effigy:multipleOf':0,'constraints':{'minimum':0,'maximum':9}|above 0",
                "'type':'integer','effigy:multipleOf':50,'constraints':{'minimum':1,'maximum':9}|no multiple of 50",
                "'type':'integer','effigy:multipleOf':50,'effigy:bins':[0,75,100]|75 is no multiple",
                "'type':'date','effigy:multipleOf':7,'constraints':{'minimum':'2020-01-01','maximum':'2020-02-01'}|for"
                        + " integers"
            })
    void declarationsMeanWhatTheySay(String rest, String outcome) {
        String field = "{'name':'c'," + rest.replace("}", ",'required':true}") + ",'missingValues':['NA']}";
        if (outcome.matches("\\d+")) {
            ColumnCodec codec = TestTables.schema(field).fields().get(0).requireCodec();
            int codes = codec.size() - codec.missing().stream().map(i -> 1).sum();
            assertEquals(Integer.parseInt(outcome), codes);
            assertEquals(
                    TestTables.schema(field), SchemaJson.parse(SchemaJson.text(TestTables.schema(field)), "again"));
        } else {
            RuntimeException refused = assertThrows(RuntimeException.class, () -> TestTables.schema(field));
            assertTrue(refused.getMessage().contains(outcome), refused.getMessage());
        }
    }
}

package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'c','type':'integer','effigy:bin':5} | effigy:bin is not known here",
                "{'name':'c','Effigy:role':'target'} | Effigy:role is not known here",
                "{'name':'c','constraints':{'effigy:role':'target'}} | effigy:role is not known here",
                "{'name':'c','effigy:of':'person'} | it must be \"unit\"",
                "{'name':'c','effigy:role':'identifier','effigy:of':'unit'} | is for fields that are fitted",
                "{'name':'c','type':'date','effigy:order':1} | effigy:order is 1; it must be true or false",
                "{'name':'c','type':'date','effigy:order':{}} | it must be true, or as {\"mostRows\": 12}",
                "{'name':'c','type':'date','effigy:order':{'most':3}} | effigy:order has 'most'",
                "{'name':'c','type':'date','effigy:order':{'mostRows':1},'constraints':{'required':true}} | from 2 to"
                        + " 1000",
                "{'name':'c','type':'date','effigy:order':true} | needs a value in every row",
                "{'name':'c','effigy:order':true,'constraints':{'required':true}} | is for dates, times, integers",
                "{'name':'c','type':'date','effigy:of':'unit','effigy:order':true} | of a value that all of them share",
                "{'name':'c','type':'year'} | type 'year' is not one of",
                "{'name':'c','effigy:role':'key'} | effigy:role 'key' is not one of",
                "{'name':'c','constraints':{'enum':[]}} | the enum is empty",
                "{'name':'c','constraints':{'enum':['a','a']}} | stands twice in the enum",
                "{'name':'c','constraints':{'enum':['a','']}} | a category is empty",
                "{'name':'c','missingValues':['a'],'constraints':{'enum':['a']}} | both a value and a missing marker",
                "{'name':'c','missingValues':[]} | missingValues is empty",
                "{'name':'c','missingValues':[1]} | it must be a list of texts",
                "{'name':'c','constraints':{'minimum':1}} | minimum and maximum are for ordered types",
                "{'name':'c','type':'integer','constraints':{'minimum':1}} | a minimum but no maximum",
                "{'name':'c','type':'integer','constraints':{'minimum':2,'maximum':1}} | is above the maximum",
                "{'name':'c','type':'integer','constraints':{'minimum':1.5,'maximum':2}} | is not a whole number",
                "{'name':'c','type':'integer','constraints':{'minimum':0,'maximum':9007199254740993}} | beyond 2^53",
                "{'name':'c','type':'integer','constraints':{'enum':[1,'01']}} | are the same integer",
                "{'name':'c','type':'number','constraints':{'minimum':0,'maximum':1e308}} | more digits than a double",
                "{'name':'c','type':'number','constraints':{'minimum':0,'maximum':1e999999999}} | not a finite number",
                "{'name':'c','type':'number','constraints':{'minimum':0,'maximum':1e-300}} | more than the 15",
                "{'name':'c','type':'number','constraints':{'minimum':0,'maximum':'NaN'}} | not a finite number",
                "{'name':'c','type':'number','effigy:precision':1,'constraints':{'minimum':0.05,'maximum':1}} | more"
                        + " decimals",
                "{'name':'c','type':'number','effigy:precision':16,'constraints':{'minimum':0,'maximum':1}} | from 0"
                        + " to 15",
                "{'name':'c','type':'number','effigy:precision':1.5} | effigy:precision is 1.5",
                "{'name':'c','type':'integer','effigy:precision':1} | effigy:precision is for numbers",
                "{'name':'c','type':'number','groupChar':'.'} | another than decimalChar",
                "{'name':'c','type':'number','decimalChar':'5'} | decimalChar is '5'",
                "{'name':'c','type':'integer','effigy:bins':0,'constraints':{'minimum':1,'maximum':9}} | the number of"
                        + " bins must be",
                "{'name':'c','type':'integer','effigy:bins':[1]} | there must be from 2",
                "{'name':'c','type':'integer','effigy:bins':[1,3,2]} | must ascend",
                "{'name':'c','type':'integer','effigy:bins':[1,1,2]} | must ascend",
                "{'name':'c','type':'integer','effigy:bins':[1,2],'constraints':{'minimum':0,'maximum':2}} | make them"
                        + " the same",
                "{'name':'c','effigy:bins':5} | effigy:bins is for integers",
                "{'name':'c','type':'integer','missingValues':['9'],'constraints':{'minimum':0,'maximum':9}} | is also"
                        + " a value",
                "{'name':'c','type':'date','format':'any'} | leaves open which is the day",
                "{'name':'c','type':'date','format':'%Y'} | doesn't fix a day",
                "{'name':'c','type':'date','format':'%Y-%m-%d %H'} | declare type datetime",
                "{'name':'c','type':'datetime','format':'%Y-%m-%d'} | has no hour",
                "{'name':'c','type':'date','format':'%Y-%m-%d %q'} | has %q; known are",
                "{'name':'c','type':'boolean','trueValues':['1'],'falseValues':['1']} | in trueValues and in"
                        + " falseValues",
                "{'name':'c','type':'boolean','constraints':{'enum':['true']}} | a boolean takes no enum",
                "{'name':'c','type':'date','effigy:role':'identifier'} | needs type string or integer",
                "{'name':'c','effigy:groups':{'a':['9-1']}} | goes upwards",
                "{'name':'c','effigy:groups':{'a':['V1-E2']}} | the same letters",
                "{'name':'c','effigy:groups':{}} | must be an object of lists",
                "{'name':'c','effigy:other':'z','constraints':{'enum':['a']}} | which is no declared category",
                "{'name':'c','effigy:discover':1} | must be true or false",
                "{'name':'c','effigy:discover':true,'constraints':{'enum':['a']}} | declared already",
                "{'name':'c','effigy:discover':true,'effigy:buckets':8} | declared already",
                "{'name':'c','effigy:discover':true,'effigy:role':'unit'} | is not fitted",
                "{'name':'c','type':'boolean','effigy:discover':true} | values are known",
                "{'name':'c','type':'integer','effigy:discover':true,'effigy:bins':[1,9]} | by the edges",
                "{'name':'c','type':'integer','effigy:discover':true,'constraints':{'enum':[1]}} | declared already",
                "{'name':'c','effigy:discovered':{}} | not by hand",
                "{'name':'c','effigy:discovered':{'mechanism':'x','definition':'y','scale':1,'threshold':1,'loss':1,'time':'z'}}"
                        + " | not by hand",
                "{'name':'c','constraints':[]} | constraints must be an object",
                "{'type':'string'} | has no name"
            })
    void mistakeIsNamedWithFileAndField(String field, String rule) {
        TableFormatException e = assertThrows(TableFormatException.class, () -> TestTables.schema(field));
        assertTrue(e.getMessage().startsWith("s.json: field "), e.getMessage());
        assertTrue(e.getMessage().contains(rule), e.getMessage());
        if (!field.startsWith("{'type'")) {
            assertTrue(e.getMessage().contains("field 'c': "), e.getMessage());
        }
    }

    @Test
    void allBrokenFieldsAreNamedAtOnce() {
        TableFormatException e = assertThrows(
                TableFormatException.class,
                () -> TestTables.schema(
                        "{'name':'a','type':'x'}", "{'name':'b'}", "{'name':'c','effigy:x':1}", "{'name':'b'}"));
        assertEquals(3, e.count());
    }

    @Test
    void textThatIsNoSchemaIsRefusedWithItsLine() {
        assertThrows(TableFormatException.class, () -> SchemaJson.parse("", "s.json"));
        assertThrows(TableFormatException.class, () -> SchemaJson.parse("[]", "s.json"));
        assertThrows(TableFormatException.class, () -> SchemaJson.parse("{\"fields\": []}", "s.json"));
        assertThrows(
                TableFormatException.class, () -> SchemaJson.parse("{\"fields\": [{\"name\":\"a\"}]} x", "s.json"));
        TableFormatException e = assertThrows(
                TableFormatException.class, () -> SchemaJson.parse("{\n\"fields\": [\n{\"name\" \"a\"}]}", "s.json"));
        assertTrue(e.getMessage().startsWith("s.json, line 3: the schema is not JSON"), e.getMessage());
        TableFormatException huge = assertThrows(
                TableFormatException.class,
                () -> SchemaJson.parse("{\"fields\": [{\"name\": \"a\", \"x\": 1e99999999999}]}", "s.json"));
        assertTrue(huge.getMessage().contains("a number that none can hold"), huge.getMessage());
        assertThrows(
                TableFormatException.class,
                () -> SchemaJson.parse("{\"fields\": [{\"name\":\"a\",\"name\":\"b\"}]}", "s.json"),
                "one property twice");
    }

    static Stream<Schema> schemas() throws Exception {
        try (Stream<Path> files =
                Files.list(Path.of(System.getProperty("effigy.root")).resolve("datasets/schemas"))) {
            List<Path> paths = files.filter(file -> file.toString().endsWith(".schema.json"))
                    .sorted()
                    .toList();
            assertTrue(paths.size() >= 5, paths.toString());
            Stream.Builder<Schema> schemas = Stream.builder();
            for (Path path : paths) {
                schemas.add(Schema.read(path));
            }
            schemas.add(TestTables.schema(
                            "{'name':'d','title':'T','type':'datetime','format':'%Y-%m-%d"
                                    + " %H:%M','missingValues':['x','']}",
                            "{'name':'n','type':'number','decimalChar':',','effigy:precision':2,'effigy:bins':[0,0.5,3]}",
                            "{'name':'b','type':'boolean','trueValues':['Y'],'falseValues':['N']}",
                            "{'name':'i','type':'integer','constraints':{'enum':[3,1]},'effigy:domain':'expert'}",
                            "{'name':'id','effigy:role':'identifier'}",
                            "{'name':'bins','type':'integer','constraints':{'minimum':0,'maximum':1e3},'effigy:bins':10}")
                    .withDerivedFromData(true));
            return schemas.build();
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void schemaSurvivesItsJson(Schema schema) {
        Schema again = SchemaJson.parse(SchemaJson.text(schema), "again");
        assertEquals(schema, again);
        assertEquals(schema.digest(), again.digest());
        assertEquals(SchemaJson.text(schema), SchemaJson.text(again));
    }

    @Test
    void digestFollowsTheMeaningAndNotTheProse() {
        Schema plain = TestTables.schema("{'name':'c','type':'integer','constraints':{'minimum':0,'maximum':5}}");
        Schema described = TestTables.schema(
                "{'name':'c','title':'t','description':'d','x':1,'type':'integer','constraints':{'maximum':5,'minimum':0}}");
        assertEquals(plain.digest(), described.digest());
        assertEquals(64, plain.digest().length());
        assertNotEquals(
                plain.digest(),
                TestTables.schema("{'name':'c','type':'integer','constraints':{'minimum':0,'maximum':6}}")
                        .digest());
        assertNotEquals(plain.digest(), plain.withDerivedFromData(true).digest());
    }

    @Test
    void aFieldThatSaysThatItWasReadFromTheDataMakesItsSchemaDerivedWithoutTheMark() {
        String read = "{'name':'c','type':'integer','constraints':{'minimum':0,'maximum':5},'effigy:domain':'%s'}";
        Schema derived = TestTables.schema(String.format(read, "read from the data"), "{'name':'d'}");
        assertTrue(derived.isDerivedFromData());
        assertEquals(List.of("c"), derived.readFromData());
        assertTrue(derived.withDerivedFromData(false).isDerivedFromData());
        assertEquals(derived, SchemaJson.parse(SchemaJson.text(derived), "again"));
        assertTrue(TestTables.schema(String.format(read, " Read from the data "))
                .doubt()
                .orElseThrow()
                .contains("'c'"));
        Schema known = TestTables.schema(String.format(read, "the code book"));
        assertFalse(known.isDerivedFromData());
        assertTrue(known.doubt().isEmpty());
        assertFalse(TestTables.schema("{'name':'c','effigy:discover':true,'effigy:domain':'read from the data'}")
                .isDerivedFromData());
    }

    @Test
    void propertiesOfOthersAreTolerated() {
        Schema schema = TestTables.schema("{'name':'c','rdfType':'x','constraints':{'unique':true},'custom':{'a':1}}");
        assertFalse(schema.isDerivedFromData());
        assertEquals(FieldType.STRING, schema.field("c").type());
    }

    @Test
    void twoUnitsAreRefused() {
        assertThrows(
                TableFormatException.class,
                () -> TestTables.schema("{'name':'a','effigy:role':'unit'}", "{'name':'b','effigy:role':'unit'}"));
    }

    @Test
    void fieldThatDeclaresTooLittleIsRefusedForFittingWithWhatToDo() {
        Schema schema = TestTables.schema(
                "{'name':'note'}", "{'name':'x','type':'number'}", "{'name':'id','effigy:role':'identifier'}");
        String message = assertThrows(IllegalArgumentException.class, () -> TableCodec.of(schema))
                .getMessage();
        assertTrue(message.contains("field 'note' can't be fitted") && message.contains("constraints.enum"), message);
        assertTrue(message.contains("field 'x' can't be fitted") && message.contains("constraints.minimum"), message);
        assertFalse(message.contains("'id'"), message);
    }

    @Test
    void schemaFileThatIsNotUtf8IsRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("s.json");
        Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
        assertThrows(TableFormatException.class, () -> Schema.read(file));
    }

    @Test
    void exampleOfTheGuideIsASchemaThatCanBeFitted() throws Exception {
        String guide =
                Files.readString(Path.of(System.getProperty("effigy.root")).resolve("docs/guides/schema.md"));
        String example = guide.substring(guide.indexOf("```json") + 7);
        Schema schema = SchemaJson.parse(example.substring(0, example.indexOf("```")), "guide");
        TableCodec codec = TableCodec.of(schema);
        assertEquals(7, codec.domain().size());
        assertEquals("diabetes", codec.codec("icd9").label(codec.codec("icd9").encode("250.83")));
        assertEquals(61, codec.codec("admitted").size());
    }

    @Test
    void unitCanBeChosenAnew() {
        Schema schema = TestTables.schema(
                "{'name':'a','effigy:role':'unit'}", "{'name':'b','type':'integer'}", "{'name':'c','type':'date'}");
        Schema other = schema.withUnit("b");
        assertEquals("b", other.unit().orElseThrow().name());
        assertEquals(Role.IDENTIFIER, other.field("a").role());
        assertEquals(schema, schema.withUnit("a"));
        assertThrows(IllegalArgumentException.class, () -> schema.withUnit("c"));
        assertThrows(IllegalArgumentException.class, () -> schema.withUnit("z"));
    }
}

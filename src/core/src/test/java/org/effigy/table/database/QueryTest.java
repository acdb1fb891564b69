package org.effigy.table.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM patients",
                "select age, ward from clinic.patients where age >= 18 and ward in ('ICU', 'it''s')",
                "SELECT p.age AS years, round(p.weight::numeric(9,2), 1) FROM patients AS p WHERE p.age IS NOT NULL",
                "SELECT CASE WHEN age > 89 THEN 90 ELSE age END AS age FROM \"Clinic\".\"Patients\"",
                "SELECT extract(year FROM born) AS born, coalesce(ward, 'none') w FROM patients t"
                        + " WHERE (age BETWEEN 1 AND 9) OR ward LIKE 'I%'",
                "SELECT DATE '2020-01-01' AS d, a - -1 AS b FROM patients WHERE seen < DATE '2021-01-01'"
            })
    void columnsAndConditionsOfOneTableAreTaken(String sql) {
        assertEquals(sql, Query.of(sql).sql());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM a, b",
                "SELECT * FROM a JOIN b ON a.id = b.id",
                "SELECT * FROM a NATURAL JOIN b",
                "SELECT * FROM a CROSS JOIN b",
                "SELECT ward, count(*) FROM a GROUP BY ward",
                "SELECT count(*) FROM a",
                "SELECT max(age) FROM a",
                "SELECT my_function(age) FROM a",
                "SELECT public.lower(age) FROM a",
                "SELECT \"lower\"(age) FROM a",
                "SELECT row_number() OVER (ORDER BY age) FROM a",
                "SELECT age FROM a ORDER BY age LIMIT 10",
                "SELECT age FROM a FETCH FIRST 3 ROWS ONLY",
                "SELECT age FROM a OFFSET 5",
                "SELECT DISTINCT age FROM a",
                "SELECT age FROM a UNION ALL SELECT age FROM b",
                "SELECT age FROM a WHERE age > (SELECT avg(age) FROM a)",
                "SELECT age FROM a WHERE EXISTS (SELECT 1 FROM b)",
                "SELECT age FROM (SELECT age FROM a) t",
                "SELECT age INTO b FROM a",
                "SELECT age FROM a FOR UPDATE",
                "SELECT age FROM a TABLESAMPLE SYSTEM (10)",
                "SELECT age FROM a HAVING true",
                "SELECT unnest(tags) FROM a",
                "SELECT generate_series(1, 9) FROM a",
                "SELECT random() FROM a",
                "SELECT age FROM read_csv('a.csv')",
                "SELECT age FROM 'a.csv'",
                "WITH a AS (SELECT 1) SELECT * FROM a",
                "SELECT age FROM a; DROP TABLE a",
                "SELECT age FROM a -- and all",
                "SELECT age /* x */ FROM a",
                "SELECT $$x$$ FROM a",
                "SELECT E'\\'' FROM a",
                "DELETE FROM a",
                "UPDATE a SET age = 1",
                "COPY a TO 'x'",
                "SELECT 1",
                "TABLE a",
                ""
            })
    void whatLetsOneRowChangeOthersOrDoesMoreThanReadIsRefused(String sql) {
        String told = assertThrows(IllegalArgumentException.class, () -> Query.of(sql))
                .getMessage();
        assertTrue(told.length() > 20, told);
        assertFalse(sql.length() > 20 && told.contains(sql), "the query is repeated: " + told);
    }

    @Test
    void namesOfTablesHaveOneOrTwoWords() {
        assertEquals(List.of("ward", "patients"), Query.ofTable("ward.patients").table());
        assertEquals(
                "SELECT * FROM \"Ward 3\".\"P\"\"x\"",
                Query.ofTable("\"Ward 3\".\"P\"\"x\"").sql());
        for (String bad : new String[] {"", "a b", "a;b", "a.", ".a", "a(b)", "a -- b", "\"a"}) {
            assertThrows(IllegalArgumentException.class, () -> Query.ofTable(bad), bad);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/d?user=a&password=s3cret",
                "jdbc:postgresql://a:s3cret@h/d",
                "jdbc:postgresql://h/d?PASSWORD=s3cret",
                "jdbc:mysql://h/d?x=s3cret",
                "jdbc:duckdb:"
            })
    void anAddressWithAPasswordOrOfAnotherDatabaseIsRefusedAndNotRepeated(String url) {
        String told = assertThrows(IllegalArgumentException.class, () -> DatabaseAddress.of(url, Map.of()))
                .getMessage();
        assertFalse(told.contains("s3cret"), told);
    }
}

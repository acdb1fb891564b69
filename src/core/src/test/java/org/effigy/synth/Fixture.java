package org.effigy.synth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableReader;

/** A small table of every type, and fits of it. */
final class Fixture {
    static final Schema SCHEMA = SchemaJson.parse("""
            {"missingValues": ["", "?"], "fields": [
              {"name": "id", "type": "string", "effigy:role": "identifier"},
              {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 120, "required": true},
               "effigy:bins": [0, 18, 40, 65, 120]},
              {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M", "other"]}},
              {"name": "weight", "type": "number", "constraints": {"minimum": 1.50, "maximum": 300},
               "effigy:precision": 1, "effigy:bins": 4},
              {"name": "smoker", "type": "boolean"},
              {"name": "seen", "type": "date", "constraints": {"minimum": "2020-01-01", "maximum": "2021-12-31"},
               "effigy:bins": 4}]}
            """, "fixture");

    static final String ROWS = """
            id,age,sex,weight,smoker,seen
            nurse-1,30,F,61.5,true,2020-03-04
            nurse-2,71,M,?,false,2021-12-31
            nurse-3,17,other,48,,2020-01-01
            nurse-4,44,,80.2,true,
            """;

    private Fixture() {}

    static CodedTable read(String csv, InvalidValues policy) throws IOException {
        return TableReader.of(SCHEMA)
                .withInvalidValues(policy)
                .readRecords(CsvInput.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "fixture"));
    }

    static FittedModel fit(String csv, InvalidValues policy, PrivacyBudget budget, NoiseSource noise)
            throws IOException {
        Release release = MemoryLedger.of("fixture", budget).open("fit", budget);
        PrivateTable door = PrivateTable.ofRows(read(csv, policy).records(), release, noise);
        return FittedModel.fit(new Independent(), door, SCHEMA);
    }

    static FittedModel fit() throws IOException {
        return fit(ROWS, InvalidValues.REFUSE, PrivacyBudget.of(1, 1e-9), OpenDpNoise.load());
    }
}

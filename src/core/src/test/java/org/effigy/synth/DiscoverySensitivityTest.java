package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.effigy.privacy.Charge;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.SilentNoise;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every question of a discovery over neighbouring files: a person of one visit or two, at the ends of the public range, in
 * a cell that others share, missing, against none or against each other. What each histogram and each list of counts
 * moves by is at most, and reaches, what was charged, which is for one row a person.
 */
class DiscoverySensitivityTest {
    private static final Schema OPEN = SchemaJson.parse("""
        {"missingValues": [""], "fields": [
          {"name": "id", "type": "integer", "effigy:role": "identifier"},
          {"name": "visits", "type": "integer", "effigy:discover": true},
          {"name": "town", "type": "string", "effigy:discover": true, "effigy:other": "elsewhere"},
          {"name": "seen", "type": "date", "effigy:discover": true}]}
        """, "open").withUnit("id");
    private static final Discovery DISCOVERY = Discovery.of(OPEN);
    private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05Z");

    private record Asked(List<Charge> charges, List<long[]> exact) {}

    private static Asked discover(Neighbours neighbours, List<String> person) throws IOException {
        StringBuilder csv = new StringBuilder("id,visits,town,seen\n");
        for (int i = 0; i < 200; i++) {
            csv.append(i).append(i % 2 == 0 ? ",1,Bern,2020-05-06\n" : ",4,Chur,2021-05-06\n");
        }
        person.forEach(row -> csv.append("999,").append(row).append('\n'));
        PrivacyBudget budget = DISCOVERY.budget(
                PrivacyBudget.of(500, 1e-6).withUnit(PrivacyUnit.of("id", 3)).withNeighbours(neighbours));
        Release release = MemoryLedger.of("test", budget).open("discover", budget);
        SilentNoise noise = new SilentNoise();
        CsvInput input = CsvInput.of(new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "test");
        DISCOVERY.run(TableReader.of(OPEN).readOpen(input), release, noise, BEGUN, Progress.NONE);
        return new Asked(release.charges(), noise.exact);
    }

    @ParameterizedTest
    @EnumSource(Neighbours.class)
    void histogramsAndCategoriesMoveByWhatIsCharged(Neighbours neighbours) throws IOException {
        String common = "1,Bern,2020-05-06";
        String extreme = "999999999,Chur,9999-12-31";
        String opposite = "-999999999,Chur,0001-01-01";
        String empty = ",,";
        List<Asked> with = new ArrayList<>();
        for (List<String> person : List.of(
                List.of(common),
                List.of(extreme),
                List.of(opposite),
                List.of(empty),
                List.of(common, common),
                List.of(extreme, opposite),
                List.of(empty, extreme))) {
            with.add(discover(neighbours, person));
        }
        List<Asked> against = neighbours == Neighbours.REPLACE ? with : List.of(discover(neighbours, List.of()));
        List<Charge> charges = with.get(0).charges();
        assertEquals(3, charges.size());
        long[][] largest = new long[charges.size()][3];
        for (Asked one : with) {
            for (Asked other : against) {
                assertEquals(one.charges(), other.charges());
                for (int question = 0; question < largest.length; question++) {
                    long[] change =
                            change(one.exact().get(question), other.exact().get(question));
                    for (int norm = 0; norm < 3; norm++) {
                        largest[question][norm] = Math.max(largest[question][norm], change[norm]);
                    }
                }
            }
        }
        for (int question = 0; question < largest.length; question++) {
            Sensitivity charged = charges.get(question).sensitivity();
            long[] found = largest[question];
            assertEquals(
                    new Sensitivity(found[0], found[1], found[2]),
                    charged,
                    charges.get(question).query());
        }
        // Planted offender: a person's two visits given in as those of two people, which a cap of one row a person
        // forbids.
        Asked none = discover(neighbours, List.of());
        Asked two = discover(neighbours, List.of(common + "\n998," + common));
        assertTrue(change(two.exact().get(0), none.exact().get(0))[2]
                > charges.get(0).sensitivity().lInf());
    }

    private static long[] change(long[] a, long[] b) {
        assertEquals(a.length, b.length);
        long[] norms = new long[3];
        for (int i = 0; i < a.length; i++) {
            long moved = Math.abs(a[i] - b[i]);
            norms[0] += moved;
            norms[1] += moved * moved;
            norms[2] = Math.max(norms[2], moved);
        }
        return norms;
    }
}

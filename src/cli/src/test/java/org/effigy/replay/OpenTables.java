package org.effigy.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;

/** A small table whose domain is left open, and neighbours that are made to hurt. */
final class OpenTables {
    /** Two rows a patient, which are alike in all that is discovered: whichever is kept, the same is found. */
    private static final int PATIENTS = 60;

    private static final String HEADER = "patient,sex,town,ward,income,visits,day\n";

    /** So much that towns of twenty patients are found, at noise of a scale of about 2. */
    static final PrivacyBudget RHO = PrivacyBudget.of(20, 1e-4);

    /** Categories, bounds of three kinds, and texts that are hashed and not found. */
    static final Schema SCHEMA = SchemaJson.parse("""
            {"missingValues": ["", "?"], "fields": [
              {"name": "patient", "type": "string", "effigy:role": "identifier"},
              {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M"]}},
              {"name": "income", "type": "number", "effigy:discover": true, "effigy:precision": 0},
              {"name": "town", "type": "string", "effigy:discover": true, "effigy:other": "elsewhere"},
              {"name": "ward", "type": "string", "effigy:buckets": 4},
              {"name": "visits", "type": "integer", "constraints": {"required": true}, "effigy:discover": true},
              {"name": "day", "type": "date", "effigy:discover": true}]}
            """, "open");

    /** The same without categories, which pure budgets can't find. */
    static final Schema BOUNDS = Schema.of(SCHEMA.fields().stream()
            .filter(field -> !field.name().equals("town"))
            .toList());

    private OpenTables() {}

    static String table() {
        return HEADER + String.join("", units());
    }

    private static List<String> units() {
        return IntStream.range(0, PATIENTS)
                .mapToObj(i -> {
                    String open = List.of("Bern", "Aarau", "Chur").get(i % 3) + ",w" + i % 7 + "," + (20 + i % 40) + ","
                            + (1 + i % 3) + ",20" + (20 + i % 2) + "-05-06\n";
                    return "p" + i + ",F," + open + "p" + i + ",M," + open;
                })
                .toList();
    }

    static List<Replay.Other> beside(PrivacyBudget budget) {
        boolean areRows = budget.unit().column().isEmpty();
        List<Replay.Other> others = new ArrayList<>();
        for (String row : List.of(
                "F,Nowhere-but-here,never-seen,21,1,2020-05-06",
                "F,Bern,w1,1e308,1,2020-05-06",
                "F,Bern,w1,-99999999,999999999999999999,9999-12-31",
                "F,elsewhere,w1,-0.0,-1,0001-01-01",
                "F,Bern,w1,4.9e-324,0,2020-05-06",
                ",?,,,1,")) {
            others.add(near(budget, row, InvalidValues.REFUSE, 1));
            if (!areRows) {
                others.add(near(budget, row, InvalidValues.REFUSE, budget.unit().maxRows()));
                others.add(near(budget, row, InvalidValues.REFUSE, 500));
            }
        }
        others.add(near(budget, "F,Bern,w1,NaN,1,2020-05-06", InvalidValues.MISSING, 1));
        List<String> turned = new ArrayList<>(units());
        Collections.reverse(turned);
        others.add(new Replay.Other(
                "rows in another order", HEADER + String.join("", turned), InvalidValues.REFUSE, true));
        return others;
    }

    private static Replay.Other near(PrivacyBudget budget, String row, InvalidValues policy, int times) {
        String hurting = ("p99," + row + "\n").repeat(times);
        boolean areRows = budget.unit().column().isEmpty();
        String csv = budget.neighbours() == Neighbours.ADD_REMOVE
                ? table() + hurting
                : HEADER
                        + hurting
                        + (areRows
                                ? String.join("", units()).split("\n", 2)[1]
                                : String.join("", units().subList(1, PATIENTS)));
        return new Replay.Other(times + " times " + row, csv, policy, true);
    }
}

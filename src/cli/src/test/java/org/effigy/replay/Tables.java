package org.effigy.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;

/** A small table with every kind of bins, and tables beside it that are made to hurt. */
final class Tables {
    /** Two rows a patient. */
    private static final int PATIENTS = 40;

    private static final String HEADER = "patient,age,sex,weight,gain,score,height,smoker,seen,site\n";

    /** Declared edges, a scale and quantiles, spikes, a tree, equal bins, a calendar; and a column of one value. */
    static final Schema SCHEMA = SchemaJson.parse("""
        {"missingValues": ["", "?"], "fields": [
          {"name": "patient", "type": "string", "effigy:role": "identifier"},
          {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 120, "required": true},
           "effigy:bins": [0, 18, 40, 65, 120]},
          {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M", "other"]}},
          {"name": "weight", "type": "number", "constraints": {"minimum": 2.5, "maximum": 40}, "effigy:precision": 1,
           "effigy:bins": {"method": "quantile", "count": 12}, "effigy:scale": "log"},
          {"name": "gain", "type": "integer", "constraints": {"minimum": 0, "maximum": 400},
           "effigy:spikes": [0, 400]},
          {"name": "score", "type": "integer", "constraints": {"minimum": 0, "maximum": 200}, "effigy:bins": "tree"},
          {"name": "height", "type": "integer", "constraints": {"minimum": 100, "maximum": 220}, "effigy:bins": 4},
          {"name": "smoker", "type": "boolean"},
          {"name": "seen", "type": "date", "constraints": {"minimum": "2020-01-01", "maximum": "2020-12-31"}},
          {"name": "site", "type": "string", "constraints": {"enum": ["only"]}}]}
        """, "table");

    static final String NOVEL = "33,never-seen,20,10,40,170,true,2020-05-05,only";

    /** Past every bound, and a number and a year that are hardly any. */
    static final String EXTREME = "33,F,1e308,99999999,-5,999999999999999999,true,9999-12-31,only";

    static final String NAN = "33,F,NaN,10,40,170,true,2020-05-05,only";
    static final String NULLS = "33,,,,,,,,";

    /** All at an end of its range that the schema allows. */
    static final String ENDS = "120,M,40,400,200,220,false,2020-12-31,only";

    private Tables() {}

    /** The table that is recorded: nothing in it is against the schema. */
    static String table() {
        return HEADER + String.join("", units());
    }

    private static List<String> units() {
        SplittableRandom random = new SplittableRandom(5);
        List<String> units = new ArrayList<>();
        for (int patient = 0; patient < PATIENTS; patient++) {
            boolean female = random.nextBoolean();
            units.add(unit("p" + patient, row(random, female), row(random, female)));
        }
        return units;
    }

    private static String row(SplittableRandom random, boolean female) {
        int age = 18 + random.nextInt(60);
        return age + (female ? ",F," : ",M,") + (10 + random.nextInt(20) + (female ? 0 : 8)) + "."
                + random.nextInt(10) + "," + (random.nextInt(3) == 0 ? 1 + random.nextInt(399) : 0) + "," + (age + 30)
                + "," + (female ? 160 : 175) + "," + (random.nextInt(4) == 0 ? "" : random.nextInt(2) == 0) + ",2020-"
                + String.format("%02d", 1 + random.nextInt(12)) + "-" + String.format("%02d", 1 + random.nextInt(28))
                + ",only";
    }

    private static String unit(String patient, String... rows) {
        return Arrays.stream(rows).map(row -> patient + "," + row + "\n").collect(Collectors.joining());
    }

    /** Tables to replay over under this budget: those one unit away first, then some that have little to do with it. */
    static List<Replay.Other> beside(PrivacyBudget budget) {
        boolean areRows = budget.unit().column().isEmpty();
        List<Replay.Other> others = new ArrayList<>();
        near(others, budget, "a novel category", InvalidValues.OTHER, NOVEL);
        near(others, budget, "extreme values", InvalidValues.CLAMP, EXTREME);
        near(others, budget, "not a number", InvalidValues.MISSING, NAN);
        near(others, budget, "nothing but missing cells", InvalidValues.REFUSE, NULLS);
        near(others, budget, "the ends of the ranges", InvalidValues.REFUSE, ENDS);
        if (!areRows) {
            near(others, budget, "k duplicates of one unit", InvalidValues.REFUSE, ENDS, ENDS);
            near(others, budget, "a unit over the cap", InvalidValues.CLAMP, EXTREME, ENDS, NULLS, ENDS, EXTREME, ENDS);
        }
        if (budget.neighbours() == Neighbours.ADD_REMOVE) {
            String fewer = areRows
                    ? HEADER + String.join("", units()).split("\n", 2)[1]
                    : HEADER + String.join("", units().subList(1, PATIENTS));
            others.add(new Replay.Other("a unit less", fewer, InvalidValues.REFUSE, true));
        }
        List<String> turned = new ArrayList<>(units());
        Collections.reverse(turned);
        others.add(new Replay.Other(
                "rows in another order", HEADER + String.join("", turned), InvalidValues.REFUSE, true));
        if (budget.neighbours() == Neighbours.ADD_REMOVE || !areRows) {
            others.add(new Replay.Other("an empty table", HEADER, InvalidValues.REFUSE, false));
            others.add(new Replay.Other("one row", HEADER + unit("p1", ENDS), InvalidValues.REFUSE, false));
        }
        // As many rows, where that is public.
        String constant = IntStream.range(0, PATIENTS)
                .mapToObj(patient -> unit("p" + patient, ENDS, ENDS))
                .collect(Collectors.joining());
        others.add(new Replay.Other("constant columns", HEADER + constant, InvalidValues.REFUSE, false));
        return others;
    }

    /** The table and one unit more, or with that unit in the place of the first one. */
    private static void near(
            List<Replay.Other> others, PrivacyBudget budget, String name, InvalidValues policy, String... rows) {
        others.add(new Replay.Other(name, with(budget, rows), policy, true));
    }

    static String with(PrivacyBudget budget, String... rows) {
        String hurting = unit("p99", rows);
        if (budget.neighbours() == Neighbours.ADD_REMOVE) {
            return table() + hurting;
        }
        return budget.unit().column().isEmpty()
                ? HEADER + hurting + String.join("", units()).split("\n", 2)[1]
                : HEADER + hurting + String.join("", units().subList(1, PATIENTS));
    }
}

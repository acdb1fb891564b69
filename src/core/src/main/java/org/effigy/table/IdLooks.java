package org.effigy.table;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether the texts of a column look like the names of rows, people or accounts. A question to a person, not an answer: a
 * weight of the census repeats as patients do.
 */
final class IdLooks {
    /** From this share of different texts on, a column names its rows. */
    static final double NEARLY_ALL = .9;

    /** Fewer rows say nothing. */
    static final int FEWEST = 20;

    private static final int FEWEST_REPEATED = 50;

    private static final Pattern NAMES =
            Pattern.compile("(?i)(.*[_\\W])?(id|ids|nr|nbr|no|key|uid|uuid|guid|mrn|ssn|pid|iban|mbi|npi)"
                    + "|.*(patient|person|subject|customer|client|member|account|insured|policy|employee|student|citizen"
                    + "|taxpayer|household|card|device|user|passport|participant).*|.*[a-z](Id|ID|Nr|No|Key)");

    private static final Pattern PLACES = Pattern.compile("(?i).*(zip|postal|postcode|plz|year|jahr).*");

    private IdLooks() {}

    /** Whether a column's texts are nearly all different from each other. */
    static boolean namesRows(DistinctCount count) {
        return count.rows() >= FEWEST && count.share() >= NEARLY_ALL;
    }

    /** Whether a column's name or its texts' form say that they are the names of something. */
    static boolean isNamed(String name, DistinctCount count) {
        return NAMES.matcher(name.strip()).matches()
                || hasOneForm(count) && !PLACES.matcher(name).matches();
    }

    /** Whether texts stand in several rows, as people and accounts do: each in few of many. */
    static boolean repeatsLikeIds(String name, DistinctCount count) {
        long rows = count.rows();
        long distinct = count.distinct();
        long repeated = rows - distinct;
        if (rows < FEWEST_REPEATED || distinct < FEWEST || repeated < Math.max(2, rows / 200)) {
            return false;
        }
        int most =
                count.held().values().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (most > Math.max(.05 * rows, 3) || isFree(count) || isYears(count)) {
            return false;
        }
        boolean named = isNamed(name, count);
        return distinct >= 100 && count.share() >= .3 || named && count.share() >= .005;
    }

    /** Fractions and texts of several words name nothing. */
    private static boolean isFree(DistinctCount count) {
        return part(count, "[^\\s]*[.,][0-9]*[1-9]|.*\\s.*\\s.*|.{41,}") > .1;
    }

    private static boolean isYears(DistinctCount count) {
        return part(count, "(18|19|20)[0-9]{2}") > .99;
    }

    /** Digits, perhaps with letters, of one length; amounts are round too often. */
    private static boolean hasOneForm(DistinctCount count) {
        int[] lengths = new int[128];
        for (String text : count.held().keySet()) {
            lengths[Math.min(text.length(), lengths.length - 1)]++;
        }
        int usual = 0;
        for (int length = 0; length < lengths.length; length++) {
            usual = lengths[length] > lengths[usual] ? length : usual;
        }
        int all = Math.max(1, count.held().size());
        return usual >= 4
                && lengths[usual] >= .9 * all
                && part(count, "[\\p{L}_/-]*[0-9][\\p{L}0-9_/-]*") >= .9
                && part(count, ".*0") <= .3;
    }

    private static double part(DistinctCount count, String pattern) {
        Map<String, Integer> held = count.held();
        Pattern compiled = Pattern.compile(pattern);
        return held.isEmpty()
                ? 0
                : (double) held.keySet().stream()
                                .filter(text -> compiled.matcher(text).matches())
                                .count()
                        / held.size();
    }
}

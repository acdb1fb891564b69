package org.effigy.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Categories that stand for many codes, such as the chapters of ICD-9; {@code effigy:groups} in a schema. A member is a
 * code such as {@code 250} or {@code V27}, of letters (or none) and a whole number; or a range of such codes with the
 * same letters, {@code 240-279} or {@code V01-V91}; or any other text, which is taken to the letter. A cell belongs to a
 * code or range if it has the same letters and its number lies there, whatever follows a dot: {@code 250.83} to
 * {@code 250}, and {@code 8} to {@code 001-139}. Groups are tried in order; texts to the letter go before them; the name
 * of a group is itself in the group.
 */
final class Groups {
    private static final Pattern RANGE = Pattern.compile("([A-Za-z]*)(\\d{1,9})(?:-([A-Za-z]*)(\\d{1,9}))?");

    private final Map<String, Integer> exact = new HashMap<>();
    private final List<Range> ranges = new ArrayList<>();

    /** Codes of these letters whose number is from {@code low} to {@code high}. */
    private record Range(String letters, long low, long high, int group) {}

    private Groups(Map<String, List<String>> members) {
        int group = 0;
        for (String name : members.keySet()) {
            exact.put(name, group++);
        }
        group = 0;
        for (List<String> list : members.values()) {
            for (String member : list) {
                add(member, group);
            }
            group++;
        }
    }

    /**
     * Groups by name, each with its members, in order.
     *
     * @throws IllegalArgumentException if a range is upside down or has different letters
     */
    static Groups of(Map<String, List<String>> members) {
        return new Groups(members);
    }

    private void add(String member, int group) {
        Matcher range = RANGE.matcher(member);
        if (!range.matches()) {
            exact.putIfAbsent(member, group);
            return;
        }
        long low = Long.parseLong(range.group(2));
        boolean single = range.group(4) == null;
        long high = single ? low : Long.parseLong(range.group(4));
        if (!single && !range.group(1).equals(range.group(3)) || low > high) {
            throw new IllegalArgumentException("effigy:groups has the range '" + member
                    + "'; a range has the same letters on both sides and goes upwards, for example V01-V91");
        }
        ranges.add(new Range(range.group(1), low, high, group));
    }

    /** The group of a code, by position; -1 if it is in none. */
    int groupOf(String code) {
        Integer found = exact.get(code);
        if (found != null) {
            return found;
        }
        int letters = 0;
        while (letters < code.length() && Character.isLetter(code.charAt(letters))) {
            letters++;
        }
        long number = 0;
        int at = letters;
        while (at < code.length() && code.charAt(at) >= '0' && code.charAt(at) <= '9' && at - letters < 10) {
            number = number * 10 + code.charAt(at) - '0';
            at++;
        }
        if (at == letters || at < code.length() && code.charAt(at) != '.') {
            return -1;
        }
        for (Range range : ranges) {
            if (number >= range.low
                    && number <= range.high
                    && range.letters.length() == letters
                    && code.startsWith(range.letters)) {
                return range.group;
            }
        }
        return -1;
    }
}

package org.effigy.table;

import java.util.HashMap;
import java.util.Map;

/**
 * How often the texts of a column stand in it, in constant memory: exactly for up to {@value #MOST} different ones, else for
 * a part of them that is drawn by a hash, with all of their rows (Gibbons, 2001). For words on the screen, never for what
 * leaves the house.
 */
final class DistinctCount {
    /** The most different texts that are held. */
    private static final int MOST = 1 << 14;

    /** Longer texts are known by their beginning and their length. */
    private static final int LONGEST = 64;

    private final Map<String, Integer> held = new HashMap<>();
    private int level;
    private long rows;

    /** Counts a text. */
    void add(String text) {
        rows++;
        String key = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + text.length();
        if (!isDrawn(key, level)) {
            return;
        }
        held.merge(key, 1, Integer::sum);
        while (held.size() > MOST) {
            level++;
            held.keySet().removeIf(other -> !isDrawn(other, level));
        }
    }

    /** Whether a text belongs to the part, one in 2^level, that is held. */
    static boolean isDrawn(String key, int level) {
        // Fibonacci hashing: the low bits of String's hash are no draw.
        return level == 0 || (key.hashCode() * 0x9E3779B9 >>> (32 - level)) == 0;
    }

    /** The texts counted. */
    long rows() {
        return rows;
    }

    /** The number of different texts, estimated if there are very many. */
    long distinct() {
        return (long) held.size() << level;
    }

    /** The different texts as a share of the rows: 1 if no text stands there twice. */
    double share() {
        return rows == 0 ? 0 : Math.min(1, (double) distinct() / rows);
    }

    /** The texts that are held, with their rows; not copied. */
    Map<String, Integer> held() {
        return held;
    }
}

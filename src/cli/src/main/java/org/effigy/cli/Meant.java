package org.effigy.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that a person probably meant. */
final class Meant {
    /** No name that a person chooses from is longer. */
    private static final int LONGEST = 40;

    private Meant() {}

    /** Of these names the one with the fewest typing mistakes, at most one in three letters; empty if there is none. */
    static Optional<String> by(String typed, Collection<String> names) {
        String plain = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> plain.length() <= LONGEST && mistakes(plain, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(name -> mistakes(plain, name)));
    }

    /** Letters to add, leave out, change, or swap with the next. */
    private static int mistakes(String from, String to) {
        int[][] fewest = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    fewest[i][j] = i + j;
                    continue;
                }
                int changed = fewest[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                fewest[i][j] = Math.min(changed, 1 + Math.min(fewest[i - 1][j], fewest[i][j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    fewest[i][j] = Math.min(fewest[i][j], fewest[i - 2][j - 2] + 1);
                }
            }
        }
        return fewest[from.length()][to.length()];
    }
}

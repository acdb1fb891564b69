package org.effigy.table;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The column names of a CSV, held against those that are wanted.
 *
 * @param source what messages call the file
 * @param names in the file's order
 */
record HeaderLine(String source, List<String> names) {
    /** How the problem of a column begins that is not there. */
    static final String LACKING = "the header line has no such column";

    /** What it says where another name was probably meant. */
    static final String MEANT = ": did you mean ";

    /** The most names in one message. */
    private static final int SHOWN = 12;

    /** The longest name that is looked at letter by letter. */
    private static final int LONGEST = 80;

    HeaderLine {
        Objects.requireNonNull(source, "source");
        names = List.copyOf(names);
    }

    /**
     * Checks that each wanted name stands there, and no name twice.
     *
     * @throws TableFormatException with all that is wrong: for a name that is missing the one that was probably meant,
     *     and once the names that there are
     */
    void require(List<String> wanted) {
        Problems problems = new Problems(Problems.SHOWN);
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            boolean again = !seen.add(name);
            // Columns without names are nobody's: an index, or what is behind a last delimiter.
            if (again && (!name.isBlank() || wanted.contains(name))) {
                problems.add(new Problem(source, 1, name, "the column stands twice in the header line: rename one"));
            }
        }
        List<String> missing =
                wanted.stream().filter(name -> !seen.contains(name)).toList();
        List<String> free =
                names.stream().filter(name -> !wanted.contains(name)).distinct().toList();
        boolean advised = false;
        for (int i = 0; i < missing.size(); i++) {
            String name = missing.get(i);
            String there = i == 0 ? "; it has " + shown() : "";
            // What is past the problems shown is only counted: a wide table may lack thousands.
            Optional<String> meant = Optional.of(name)
                    .filter(looked -> problems.count() < Problems.SHOWN)
                    .flatMap(looked -> near(looked, free));
            String next = meant.map(other -> MEANT + "'" + other + "'? Make the names the same")
                    .orElse(advised ? "" : ": add it, correct the schema, or name the delimiter");
            advised |= meant.isEmpty();
            problems.add(new Problem(source, 1, name, LACKING + there + next));
        }
        problems.throwIfAny();
    }

    /**
     * Whether the first of some records seems to be a row like the others: its cells of number or date columns are numbers
     * or dates, and those of columns with few texts are among these. Years that follow each other are names all the same.
     */
    static boolean isMissing(List<List<String>> records) {
        if (records.size() < 3) {
            return false;
        }
        List<String> first = records.get(0);
        List<List<String>> rows = records.subList(1, records.size());
        int typed = 0;
        int listed = 0;
        for (int i = 0; i < first.size(); i++) {
            int at = i;
            List<String> cells = rows.stream()
                    .filter(row -> row.size() == first.size())
                    .map(row -> row.get(at).strip())
                    .filter(cell -> !MissingMarkers.isKnown(cell))
                    .toList();
            String name = first.get(i).strip();
            boolean isTyped = !cells.isEmpty() && cells.stream().allMatch(HeaderLine::isTyped);
            if (isTyped && !MissingMarkers.isKnown(name)) {
                if (!isTyped(name)) {
                    return false;
                }
                typed++;
            } else if (!cells.isEmpty() && new HashSet<>(cells).size() <= Math.min(20, cells.size() / 2)) {
                if (!cells.contains(name) && !MissingMarkers.isKnown(name)) {
                    return false;
                }
                listed++;
            }
        }
        return typed + listed > 0 && !isYears(first);
    }

    private static boolean isTyped(String cell) {
        return cell.chars().anyMatch(Character::isDigit) && cell.chars().noneMatch(Character::isLetter);
    }

    private static boolean isYears(List<String> names) {
        List<Integer> years = names.stream()
                .filter(name -> name.matches("(19|20)[0-9]{2}"))
                .map(Integer::valueOf)
                .toList();
        return years.size() > 1 && IntStream.range(1, years.size()).allMatch(i -> years.get(i) == years.get(i - 1) + 1);
    }

    /** As many names as a person reads. */
    private String shown() {
        String first = names.stream()
                .limit(SHOWN)
                .map(name -> Excerpt.of(name, LONGEST))
                .collect(Collectors.joining("', '", "'", "'"));
        return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
    }

    /** Of the names that nobody asked for, the one with the fewest typing mistakes: at most one in three letters. */
    private static Optional<String> near(String wanted, List<String> free) {
        String plain = plain(wanted);
        return free.stream()
                .filter(name -> wanted.length() <= LONGEST && name.length() <= LONGEST)
                .filter(name -> mistakes(plain, plain(name)) <= plain.length() / 3)
                .min((one, other) -> Integer.compare(mistakes(plain, plain(one)), mistakes(plain, plain(other))));
    }

    /** Capitals, spaces and marks between words are what exports change most. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]+", "");
    }

    /** Levenshtein's distance: letters to add, leave out or change. */
    private static int mistakes(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}

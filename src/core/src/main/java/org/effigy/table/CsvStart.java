package org.effigy.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How a CSV begins: what is found on its first lines where nobody has declared it.
 *
 * @param passed the characters before the table, which name its delimiter ({@code sep=;}, as Excel writes it)
 * @param passedLines the lines of these
 * @param delimiter the character between fields
 * @param quote the character around fields
 * @param header whether the first record holds names
 * @param names those of the columns, in the file's order
 */
record CsvStart(int passed, int passedLines, char delimiter, char quote, boolean header, List<String> names) {
    private static final Pattern NAMED = Pattern.compile("(?i)\"?sep=([^\\r\\n])\"?(\\r\\n|\\n|\\r)");

    /** What stands between fields, the usual characters first. */
    private static final List<Character> USUAL = List.of(',', ';', '\t', '|');

    private static final List<Character> ODD = List.of('^', '~', '\u001f', '\u0001', '\u00a7', '\u00a6', '#', ':');

    /** The records that are looked at. */
    private static final int LOOKED = 100;

    CsvStart {
        names = List.copyOf(names);
    }

    /**
     * The start of a table of which columns are known.
     *
     * @param expected names that are probably there: the delimiter is the one that makes most of them appear
     * @param forced the delimiter, where a person names it now
     * @throws CsvParseException if the header line is no CSV
     */
    static CsvStart known(String text, Dialect dialect, List<String> expected, Optional<Character> forced) {
        CsvStart named = named(text);
        String start = text.substring(named.passed);
        List<Character> tried = new ArrayList<>();
        forced.ifPresentOrElse(tried::add, () -> {
            dialect.delimiter().ifPresent(tried::add);
            if (named.passed > 0) {
                tried.add(named.delimiter);
            }
            tried.addAll(USUAL);
            tried.addAll(ODD);
        });
        char delimiter = mostOf(start, dialect.quote(), tried, expected);
        List<String> first = first(start, delimiter, dialect.quote());
        // Without a header line the first line is a row, which must not say how others are read: unless it is all the
        // names.
        boolean header = dialect.header() || new HashSet<>(first).containsAll(expected);
        return new CsvStart(
                named.passed,
                named.passedLines,
                header ? delimiter : tried.get(0),
                dialect.quote(),
                header,
                header ? first : expected);
    }

    private static char mostOf(String start, char quote, List<Character> tried, List<String> expected) {
        char best = tried.get(0);
        int most = -1;
        Set<String> names = new HashSet<>(expected);
        for (char candidate : tried) {
            int found;
            try {
                found = candidate == quote
                        ? 0
                        : (int) first(start, candidate, quote).stream()
                                .filter(names::contains)
                                .count();
            } catch (CsvParseException e) {
                found = 0;
            }
            if (found > most) {
                best = candidate;
                most = found;
            }
        }
        return best;
    }

    /**
     * The start of a table of which nothing is known.
     *
     * @param dialect what a person says of it
     * @param header whether there is a header line; empty if that is to be found
     * @throws CsvParseException if the header line is no CSV
     */
    static CsvStart unknown(String text, Dialect dialect, Optional<Boolean> header) {
        CsvStart named = named(text);
        String start = text.substring(named.passed);
        char quote = dialect.quote();
        char delimiter = dialect.delimiter().orElse(named.passed > 0 ? named.delimiter : delimiter(start, quote));
        char otherDelimiter = dialect.delimiter().orElse(named.passed > 0 ? named.delimiter : delimiter(start, '\''));
        if (quote == '"' && isSingleQuoted(start, otherDelimiter)) {
            quote = '\'';
            delimiter = otherDelimiter;
        }
        List<List<String>> records = records(start, delimiter, quote);
        List<String> first = first(start, delimiter, quote);
        boolean there = header.orElseGet(() -> !HeaderLine.isMissing(records));
        List<String> names = there
                ? first
                : IntStream.rangeClosed(1, first.size())
                        .mapToObj(i -> "column" + i)
                        .toList();
        return new CsvStart(named.passed, named.passedLines, delimiter, quote, there, names);
    }

    private static char delimiter(String start, char quote) {
        char usual = widest(start, quote, USUAL);
        // A colon or a hash is more often part of a text than between two: only where nothing else splits the lines.
        return fields(start, usual, quote) > 1 ? usual : widest(start, quote, ODD);
    }

    private static char widest(String start, char quote, List<Character> tried) {
        char best = tried.get(0);
        int most = 0;
        for (char candidate : tried) {
            int fields = candidate == quote ? 0 : fields(start, candidate, quote);
            if (fields > most) {
                best = candidate;
                most = fields;
            }
        }
        return best;
    }

    /** The fields of the first record, if half of them or more have as many; else 1. */
    private static int fields(String start, char delimiter, char quote) {
        List<List<String>> records = records(start, delimiter, quote);
        if (records.isEmpty()) {
            return 0;
        }
        int fields = records.get(0).size();
        long alike = records.stream().filter(record -> record.size() == fields).count();
        return 2 * alike >= records.size() ? fields : 1;
    }

    /** Whether each line but the first has a field between single quotes. */
    private static boolean isSingleQuoted(String start, char delimiter) {
        String end = "(?:" + Pattern.quote(String.valueOf(delimiter)) + "|$)";
        Pattern quoted = Pattern.compile("(?:^|" + Pattern.quote(String.valueOf(delimiter)) + ")'(?:[^']|'')*'" + end);
        List<String> lines = start.lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .limit(LOOKED)
                .toList();
        long found = lines.stream().filter(line -> quoted.matcher(line).find()).count();
        return found >= 2 && found * 10 >= lines.size() * 9L;
    }

    private static CsvStart named(String text) {
        Matcher line = NAMED.matcher(text);
        return line.lookingAt()
                ? new CsvStart(line.end(), 1, line.group(1).charAt(0), '"', true, List.of())
                : new CsvStart(0, 0, ',', '"', true, List.of());
    }

    /** The first records, those that are whole and are CSV. */
    private static List<List<String>> records(String start, char delimiter, char quote) {
        List<List<String>> records = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = builder(delimiter, quote).ofCsvRecord(start)) {
            for (CsvRecord record : reader) {
                if (records.size() == LOOKED) {
                    break;
                }
                if (record.getFieldCount() > 1 || !record.getField(0).isEmpty()) {
                    records.add(List.copyOf(record.getFields()));
                }
            }
        } catch (CsvParseException e) {
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean torn = !start.endsWith("\n") && !start.endsWith("\r") && start.length() >= TextReader.FIRST / 2;
        return torn && records.size() > 1 && records.size() < LOOKED ? records.subList(0, records.size() - 1) : records;
    }

    private static List<String> first(String start, char delimiter, char quote) {
        try (CsvReader<CsvRecord> reader = builder(delimiter, quote).ofCsvRecord(start)) {
            return List.copyOf(reader.iterator().next().getFields());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one way in which CSV is read. */
    static CsvReader.CsvReaderBuilder builder(char delimiter, char quote) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(quote)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false);
    }
}

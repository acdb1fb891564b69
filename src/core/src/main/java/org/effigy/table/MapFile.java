package org.effigy.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A public list of what follows from what, as a CSV file beside a schema: a column of each name, other columns are left aside. */
final class MapFile {
    /** More values than a column can have as categories, and still quickly read. */
    private static final int MOST = 1_000_000;

    /** No folder, no hidden file, nothing that isn't called a table. */
    private static final Pattern PLAIN = Pattern.compile("[^./\\\\:\\p{Cntrl}][^/\\\\:\\p{Cntrl}]*\\.csv");

    private MapFile() {}

    /**
     * Reads the map.
     *
     * @param folder where the schema stands
     * @param name of a CSV with a header in that folder: a schema may come from elsewhere, and reads nothing outside of it
     * @param from the column of keys
     * @param to the column of values
     * @throws IllegalArgumentException if the name is none, there is no such file, it lacks a column, has no row, or says two things of one
     *     key: file, line, what to do
     */
    static Map<String, String> read(Path folder, String name, String from, String to) {
        if (!PLAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + Excerpt.of(name, 200) + "' is no plain name of a CSV file: put the"
                    + " file with the map into the schema's folder, and name it alone, as \"cities.csv\"");
        }
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file '" + file
                    + "' with the map: its name is taken from the schema's folder; correct it, or write the map into"
                    + " the schema");
        }
        Map<String, String> map = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(Files.newBufferedReader(file))) {
            for (NamedCsvRecord row : rows) {
                String where = "'" + file + "', line " + row.getStartingLineNumber() + ": ";
                String key = cell(row, from, where);
                String value = cell(row, to, where);
                String before = map.putIfAbsent(key, value);
                if (before != null && !before.equals(value)) {
                    throw new IllegalArgumentException(where + "'" + key + "' has '" + value + "' in column '" + to
                            + "', and '" + before + "' further up: a rule needs one value");
                }
                if (map.size() > MOST) {
                    throw new IllegalArgumentException("'" + file + "' has more than " + MOST + " different values of '"
                            + from + "', which no column can have");
                }
            }
        } catch (CsvParseException e) {
            throw new IllegalArgumentException("'" + file + "' is no CSV: " + Excerpt.of(e.getMessage(), 200), e);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "'" + file + "' can't be read as UTF-8 text: " + Excerpt.of(String.valueOf(e.getMessage()), 200),
                    e);
        }
        if (map.isEmpty()) {
            throw new IllegalArgumentException("'" + file + "' has no row, so nothing follows from anything: add them");
        }
        return map;
    }

    private static String cell(NamedCsvRecord row, String column, String where) {
        return row.findField(column)
                .orElseThrow(() -> new IllegalArgumentException(where
                        + (row.getHeader().contains(column)
                                ? "there are fewer cells than columns: complete the line"
                                : "there is no column '" + column + "'; the header must name it as the schema does: "
                                        + row.getHeader())));
    }
}

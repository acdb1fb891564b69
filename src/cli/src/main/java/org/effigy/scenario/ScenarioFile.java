package org.effigy.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.effigy.synth.FittedModel;
import org.effigy.table.Schema;

/**
 * A hand-written description of a table: rows of some kinds, what is fixed, drawn or reckoned in each, what is expected of
 * them, and the mess among them (docs/guides/scenarios.md; the file's JSON Schema is {@code scenario.schema.json}). Nothing in
 * it runs code. Immutable.
 *
 * <pre>{@code
 * ScenarioFile.read(Path.of("fraud.json")).each(7, row -> System.out.println(row.cells()));
 * }</pre>
 */
public final class ScenarioFile {
    /** Where what is known of each row goes. */
    public enum Marks {
        /** Into a table of its own, beside the rows. */
        BESIDE,
        /** Into columns behind those of the schema. */
        COLUMNS,
        /** Nowhere. */
        NONE
    }

    /** The names of the columns that say of a row of which kind it is, what is expected of it, and what went wrong in it. */
    public static final List<String> MARKED = List.of("effigy_kind", "effigy_expected", "effigy_mess");

    private final String title;
    private final Schema schema;
    private final List<Kind> kinds;
    private final List<Mess> messes;
    private final Marks marks;
    private final OptionalLong seed;

    ScenarioFile(String title, Schema schema, List<Kind> kinds, List<Mess> messes, Marks marks, OptionalLong seed) {
        this.title = title;
        this.schema = schema;
        this.kinds = List.copyOf(kinds);
        this.messes = List.copyOf(messes);
        this.marks = marks;
        this.seed = seed;
    }

    /**
     * Reads a scenario, with the schema and models that it names, which stand in its own folder.
     *
     * @throws IllegalArgumentException if it is none, naming file, place, rule and what to do
     * @throws IOException if a file can't be read
     */
    public static ScenarioFile read(Path file) throws IOException {
        return ScenarioJson.read(file);
    }

    /** Its title; may be empty. */
    public String title() {
        return title;
    }

    /** The columns of its table. */
    public Schema schema() {
        return schema;
    }

    /** Where what is known of each row goes. */
    public Marks marks() {
        return marks;
    }

    /** The seed that it names. */
    public OptionalLong seed() {
        return seed;
    }

    /** How many rows its kinds have; rows that the mess repeats come on top. */
    public long rows() {
        return kinds.stream().mapToLong(Kind::rows).sum();
    }

    /** Whether rows can have more or fewer cells than the schema has fields. */
    public boolean isRagged() {
        return messes.stream().anyMatch(mess -> mess.sort() == Mess.Sort.TORN || mess.sort() == Mess.Sort.EXTRA);
    }

    /** Whether cells may be no values of their columns. */
    public boolean isMessy() {
        return !messes.isEmpty() || kinds.stream().anyMatch(kind -> !kind.isValid());
    }

    /** The model that rows are drawn from; empty if none is. */
    public Optional<FittedModel> model() {
        return kinds.stream()
                .filter(kind -> kind.base() instanceof Base.Model)
                .map(kind -> ((Base.Model) kind.base()).scenario().model())
                .findFirst();
    }

    /** Its kinds and their numbers of rows, in words. */
    public String words() {
        return kinds.stream()
                .map(kind -> String.format(Locale.ROOT, "%,d %s", kind.rows(), kind.name()))
                .collect(Collectors.joining(", "));
    }

    /**
     * The same kinds in the same proportions, with so many rows in all: what is left over by rounding down goes to those that
     * lost most by it.
     *
     * @throws IllegalArgumentException if a kind would have no row
     */
    public ScenarioFile withRows(long number) {
        long whole = rows();
        long given = 0;
        List<Long> each = new ArrayList<>();
        for (Kind kind : kinds) {
            long share = (long) Math.floor((double) kind.rows() / whole * number);
            each.add(share);
            given += share;
        }
        List<Integer> byLoss = Stream.iterate(0, i -> i + 1)
                .limit(kinds.size())
                .sorted((one, other) ->
                        Double.compare(lost(other, number, whole, each), lost(one, number, whole, each)))
                .toList();
        for (int i = 0; given < number; i = (i + 1) % byLoss.size(), given++) {
            each.set(byLoss.get(i), each.get(byLoss.get(i)) + 1);
        }
        List<Kind> scaled = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            if (each.get(i) < 1) {
                throw new IllegalArgumentException("of " + number + " rows none would be of kind '"
                        + kinds.get(i).name() + "': ask for more rows, or take the kind out");
            }
            scaled.add(kinds.get(i).withRows(each.get(i)));
        }
        return new ScenarioFile(title, schema, scaled, messes, marks, seed);
    }

    private double lost(int kind, long number, long whole, List<Long> each) {
        return (double) kinds.get(kind).rows() / whole * number - each.get(kind);
    }

    /**
     * Makes its rows one after the other, the kinds mixed by lot.
     *
     * @param by the same scenario and seed give the same rows
     * @throws IllegalArgumentException if a row can't be made as it is said, or breaks the schema where its kind is to keep it,
     *     with kind, row and column
     */
    public void each(long by, Consumer<Made> sink) {
        new Making(schema, kinds, messes, by).each(sink);
    }
}

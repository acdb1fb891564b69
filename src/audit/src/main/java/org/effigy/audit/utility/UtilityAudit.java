package org.effigy.audit.utility;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Origin;
import org.effigy.audit.UtilityOptions;
import org.effigy.audit.UtilityPart;
import org.effigy.audit.UtilityReport;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.likeness.Fidelity;
import org.effigy.audit.traps.NumbersPart;
import org.effigy.audit.traps.Overlap;
import org.effigy.audit.traps.Traps;
import org.effigy.table.Schema;
import tech.tablesaw.api.Table;

/**
 * Asks whether a synthetic table serves in place of the real one, against real rows that the generator never saw:
 *
 * <pre>{@code
 * UtilityReport report = UtilityAudit.of(schema).train(train).holdout(holdout).synthetic(synthetic).run();
 * }</pre>
 *
 * Tables are read with {@link AuditCoding#read}. Not safe for use by several threads; it uses the cores that it finds,
 * and the result doesn't depend on their number.
 */
public final class UtilityAudit {
    private static final String TRAIN = "train";
    private static final String HOLDOUT = "holdout";
    private static final String SYNTHETIC = "synthetic";
    private static final String LATER = "later";

    private final Schema schema;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();
    private final List<UtilityPart> parts = new ArrayList<>(List.of(Fidelity.of(), NumbersPart.of(), Traps.of()));
    private final Set<String> leftOut = new HashSet<>();
    private UtilityOptions options = UtilityOptions.DEFAULT;

    private BiConsumer<Integer, Integer> progress = (done, of) -> {};

    private UtilityAudit(Schema schema) {
        this.schema = Objects.requireNonNull(schema, "schema");
    }

    /** An audit of tables with this schema. */
    public static UtilityAudit of(Schema schema) {
        return new UtilityAudit(schema);
    }

    /** The real rows that the generator saw. */
    public UtilityAudit train(Table table) {
        return train(table, Origin.UNMARKED);
    }

    /** The rows that the generator saw, and what their manifest says. */
    public UtilityAudit train(Table table, Origin origin) {
        return put(TRAIN, table, origin);
    }

    /** Real rows of the same population that the generator didn't see. */
    public UtilityAudit holdout(Table table) {
        return holdout(table, Origin.UNMARKED);
    }

    /** Real rows that the generator didn't see, and what their manifest says: synthetic rows are refused. */
    public UtilityAudit holdout(Table table, Origin origin) {
        return put(HOLDOUT, table, origin);
    }

    /** The rows that are judged. */
    public UtilityAudit synthetic(Table table) {
        return synthetic(table, Origin.UNMARKED);
    }

    /** The rows that are judged, and what their manifest says. */
    public UtilityAudit synthetic(Table table, Origin origin) {
        return put(SYNTHETIC, table, origin);
    }

    /** Real rows of a later time: has the world moved on since the generator learned? */
    public UtilityAudit later(Table table) {
        return later(table, Origin.UNMARKED);
    }

    /** Real rows of a later time, and what their manifest says: synthetic rows are refused. */
    public UtilityAudit later(Table table, Origin origin) {
        return put(LATER, table, origin);
    }

    /** Seed, level of intervals, and the rate of false alarms. */
    public UtilityAudit options(UtilityOptions chosen) {
        options = Objects.requireNonNull(chosen, "options");
        return this;
    }

    /** Leaves columns out: those that could not be read. Columns that the synthetic table lacks are left out anyway. */
    public UtilityAudit without(Set<String> columns) {
        leftOut.addAll(columns);
        return this;
    }

    /** These parts in place of those that every audit has. */
    public UtilityAudit only(UtilityPart... chosen) {
        parts.clear();
        parts.addAll(List.of(chosen));
        return this;
    }

    /** One more part, to be examined after those that are there. */
    public UtilityAudit with(UtilityPart part) {
        parts.add(Objects.requireNonNull(part, "part"));
        return this;
    }

    private UtilityAudit put(String name, Table table, Origin origin) {
        tables.put(name, Objects.requireNonNull(table, name));
        origins.put(name, Objects.requireNonNull(origin, "origin"));
        return this;
    }

    /**
     * Examines the tables.
     *
     * @throws IllegalStateException if train, holdout or synthetic is missing, or there is no part
     * @throws IllegalArgumentException if a table is empty or doesn't fit the schema; if the holdout or later table is
     *     marked as synthetic; or if the holdout shares more rows with train or synthetic than chance explains
     */
    public UtilityReport run() {
        for (String name : List.of(TRAIN, HOLDOUT, SYNTHETIC)) {
            if (!tables.containsKey(name)) {
                throw new IllegalStateException("the audit has no " + name + " table: call " + name + "(...) first"
                        + (name.equals(HOLDOUT)
                                ? "; it takes real rows that were kept from the generator, for example a third of them"
                                : ""));
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalStateException("the audit has no part: add one with with(...)");
        }
        requireReal(HOLDOUT);
        requireReal(LATER);
        List<String> order = List.of(TRAIN, HOLDOUT, SYNTHETIC, LATER);
        Map<String, Table> ordered = new LinkedHashMap<>();
        Map<String, Integer> rows = new LinkedHashMap<>();
        order.stream().filter(tables::containsKey).forEach(name -> {
            Table table = tables.get(name);
            if (table.rowCount() == 0) {
                throw new IllegalArgumentException("the " + name + " table has no row: there is nothing to compare");
            }
            ordered.put(name, table);
            rows.put(name, table.rowCount());
        });
        Set<String> without = AuditCoding.lacking(schema, ordered);
        without.addAll(leftOut);
        List<AuditTable> coded = AuditCoding.code(schema, ordered, without);
        Overlap.check(coded.get(0), coded.get(1), coded.get(2));
        UtilityTables examined = new UtilityTables(
                schema,
                coded.get(0),
                coded.get(1),
                coded.get(2),
                coded.size() > 3 ? Optional.of(coded.get(3)) : Optional.empty(),
                origins.get(TRAIN),
                origins.get(SYNTHETIC),
                options);
        List<UtilitySection> sections = new ArrayList<>();
        for (UtilityPart part : parts) {
            progress.accept(sections.size(), parts.size());
            sections.add(part.examine(examined));
        }
        return new UtilityReport(rows, options, sections);
    }

    /** This audit, which tells before each part how many are done, and of how many. */
    public UtilityAudit telling(BiConsumer<Integer, Integer> whom) {
        progress = Objects.requireNonNull(whom, "whom");
        return this;
    }

    private void requireReal(String name) {
        Origin origin = origins.getOrDefault(name, Origin.UNMARKED);
        if (origin.isSynthetic()) {
            throw new IllegalArgumentException("the " + name + " table is marked as synthetic (generation "
                    + origin.generation() + ") by its manifest: usefulness can only be judged on real rows; give real"
                    + " rows that were kept from the generator");
        }
    }
}

package org.effigy.audit.disclosure;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Policy;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import tech.tablesaw.api.Table;

/**
 * Alarms where nothing leaks: a real table is split afresh again and again into train, a holdout of half its size and a
 * "synthetic" table of other people, the best likeness that there is. Prints how often each attack alarms.
 *
 * <pre>java -cp benchmarks/target/benchmarks.jar org.effigy.audit.disclosure.FreshSplits SCHEMA CSV SPLITS TRAIN</pre>
 */
public final class FreshSplits {
    private FreshSplits() {}

    /** Runs with a schema, a table, the number of splits and the rows of train. */
    public static void main(String[] arguments) throws Exception {
        Schema schema = Schema.read(Path.of(arguments[0]));
        Table read =
                AuditCoding.read(schema, CsvInput.of(Path.of(arguments[1]))).table();
        int splits = Integer.parseInt(arguments[2]);
        int train = Integer.parseInt(arguments[3]);
        AuditTable all = AuditCoding.code(schema, Map.of("all", read)).get(0);
        Map<String, int[]> alarms = new LinkedHashMap<>();
        for (int split = 0; split < splits; split++) {
            int[] rows = Groups.shuffled(all.rows(), new SplittableRandom(split));
            AuditCase tables = new AuditCase(
                    schema,
                    all.select(Arrays.copyOfRange(rows, 0, train)),
                    Optional.of(all.select(Arrays.copyOfRange(rows, train, train + train / 2))),
                    all.select(Arrays.copyOfRange(rows, train + train / 2, 2 * train + train / 2)),
                    Optional.empty(),
                    Policy.standard(),
                    split,
                    1);
            List<Figure> figures =
                    DisclosureAudit.of(DisclosureOptions.standard()).examine(tables);
            for (Figure figure : figures) {
                if (figure.id().endsWith(".risk")) {
                    int[] counts = alarms.computeIfAbsent(figure.id(), id -> new int[3]);
                    counts[0] += figure.isDefined() ? 1 : 0;
                    counts[1] += figure.interval().filter(i -> i.low() > 0).isPresent() ? 1 : 0;
                    counts[2] += alarmAtTheUsualLevel(figure.id(), figures) ? 1 : 0;
                }
            }
        }
        alarms.forEach((id, counts) -> System.out.printf(
                "%-45s %d splits, %d with power, %d alarms at the policy's level, %d at 95 %%%n",
                id, splits, counts[0], counts[1], counts[2]));
    }

    private static boolean alarmAtTheUsualLevel(String id, List<Figure> figures) {
        String attack = id.substring(0, id.length() - ".risk".length());
        Map<String, Double> values = new LinkedHashMap<>();
        figures.forEach(figure -> values.put(figure.id(), figure.value()));
        if (!values.containsKey(attack + ".success")) {
            return false;
        }
        // Singling out has as many attacks as predicates; the note of its risk counts them.
        String note = figures.stream()
                .filter(figure -> figure.id().equals(id))
                .map(Figure::note)
                .findFirst()
                .orElseThrow();
        int attacks = Integer.parseInt(note.replaceFirst("(?s).*?\\d+ of (\\d+) attacks on train.*", "$1"));
        long hits = Math.round(values.get(attack + ".success") * attacks);
        long control = Math.round(values.get(attack + ".control") * attacks);
        return new Excess(hits, attacks, control, attacks).interval(0.95).low() > 0;
    }
}

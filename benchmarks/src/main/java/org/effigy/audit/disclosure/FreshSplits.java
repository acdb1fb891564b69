package org.effigy.audit.disclosure;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
 * "synthetic" table of other people, the best likeness that there is. Prints how often each attack alarms at the 95 % level.
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
        AuditTable all = AuditCoding.code(schema, Map.of("all", read)).get(0).onePerUnit(new SplittableRandom(0));
        // No rule about these attacks: their intervals are at the usual level of 95 %.
        Policy usual = Policy.standard().about("privacy.copies");
        Map<String, Integer> alarms = new LinkedHashMap<>();
        for (int split = 0; split < splits; split++) {
            int[] rows = Groups.shuffled(all.rows(), new SplittableRandom(split));
            AuditCase tables = new AuditCase(
                    schema,
                    all.select(Arrays.copyOfRange(rows, 0, train)),
                    Optional.of(all.select(Arrays.copyOfRange(rows, train, train + train / 2))),
                    all.select(Arrays.copyOfRange(rows, train + train / 2, 2 * train + train / 2)),
                    Optional.empty(),
                    usual,
                    split,
                    1);
            for (Figure figure : DisclosureAudit.of(DisclosureOptions.standard())
                    .examine(tables)
                    .figures()) {
                if (figure.id().endsWith(".risk")) {
                    boolean alarm =
                            figure.interval().filter(ends -> ends.low() > 0).isPresent();
                    alarms.merge(figure.id(), alarm ? 1 : 0, Integer::sum);
                }
            }
        }
        alarms.forEach((id, count) -> System.out.printf("%-45s %d alarms in %d splits%n", id, count, splits));
    }
}

package org.effigy.audit.privacy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditReport;
import org.effigy.audit.Rule;
import org.effigy.audit.Verdict;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/**
 * How often the privacy audit raises a false alarm, and how often it finds a leak that was planted: {@code Calibration
 * SPLITS LEAKS SCHEMA CSV...}, with leaks such as {@code "none,copied 0.01,changed 0.05,jittered 0.1"}. The tables' rows are put together and shuffled; two fifths are train, a fifth the holdout and two
 * fifths the synthetic table of a perfect generator, which draws fresh people. Then some of its rows are replaced by rows
 * of train. Prints for each planted leak in how many splits any gate failed, and which gates did.
 */
public final class Calibration {
    private Calibration() {}

    /** Runs; see above. */
    public static void main(String[] arguments) throws IOException {
        int splits = Integer.parseInt(arguments[0]);
        Schema schema = Schema.read(Path.of(arguments[2]));
        Table all = read(schema, arguments[3]);
        for (int i = 4; i < arguments.length; i++) {
            all.append(read(schema, arguments[i]));
        }
        for (String leak : arguments[1].split(",")) {
            int alarms = 0;
            Map<String, Integer> gates = new TreeMap<>();
            for (int split = 0; split < splits; split++) {
                AuditReport report = audit(schema, all, leak, new SplittableRandom(split));
                alarms += report.judgement().outcome() == Verdict.Outcome.FAIL ? 1 : 0;
                report.judgement().verdicts().stream()
                        .filter(verdict ->
                                verdict.rule().kind() == Rule.Kind.GATE && verdict.outcome() == Verdict.Outcome.FAIL)
                        .forEach(verdict ->
                                gates.merge(verdict.figure().orElseThrow().id(), 1, Integer::sum));
            }
            System.out.printf("%-14s %d of %d splits alarmed %s%n", leak, alarms, splits, gates);
        }
    }

    private static Table read(Schema schema, String csv) throws IOException {
        return AuditCoding.read(schema, CsvInput.of(Path.of(csv))).table();
    }

    private static AuditReport audit(Schema schema, Table all, String leak, SplittableRandom random) {
        int[] order = IntStream.range(0, all.rowCount()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        int fifth = order.length / 5;
        Table train = part(all, order, 0, 2 * fifth);
        Table holdout = part(all, order, 2 * fifth, 3 * fifth);
        Table synthetic = part(all, order, 3 * fifth, 5 * fifth);
        if (!leak.equals("none")) {
            String[] words = leak.split(" ");
            int size = (int) (synthetic.rowCount() * Double.parseDouble(words[1]));
            Table copies = part(train, IntStream.range(0, train.rowCount()).toArray(), 0, size);
            if (words[0].equals("changed")) {
                change(copies, synthetic, random);
            } else if (words[0].equals("jittered")) {
                jitter(copies, random);
            }
            synthetic = part(synthetic, IntStream.range(0, synthetic.rowCount()).toArray(), size, synthetic.rowCount())
                    .append(copies);
        }
        return PrivacyAudit.of(schema)
                .train(train)
                .holdout(holdout)
                .synthetic(synthetic)
                .run();
    }

    private static Table part(Table table, int[] order, int from, int to) {
        return table.where(Selection.with(Arrays.copyOfRange(order, from, to)));
    }

    /** One cell of each row from another person. */
    private static void change(Table table, Table donors, SplittableRandom random) {
        for (int row = 0; row < table.rowCount(); row++) {
            int column = random.nextInt(table.columnCount());
            int donor = random.nextInt(donors.rowCount());
            if (donors.column(column).isMissing(donor)) {
                table.column(column).setMissing(row);
            } else if (table.column(column) instanceof LongColumn numbers) {
                numbers.set(row, donors.longColumn(column).getLong(donor));
            } else if (table.column(column) instanceof StringColumn texts) {
                texts.set(row, donors.stringColumn(column).get(donor));
            } else {
                table.column(column).setMissing(row);
            }
        }
    }

    /** Each number moved by up to a hundredth of its range. */
    private static void jitter(Table table, SplittableRandom random) {
        for (int column = 0; column < table.columnCount(); column++) {
            if (table.column(column) instanceof LongColumn numbers) {
                double range = numbers.max() - numbers.min();
                for (int row = 0; row < numbers.size(); row++) {
                    if (!numbers.isMissing(row)) {
                        double move = 0.01 * range * (2 * random.nextDouble() - 1);
                        numbers.set(row, Math.round(numbers.getLong(row) + move));
                    }
                }
            }
        }
    }
}

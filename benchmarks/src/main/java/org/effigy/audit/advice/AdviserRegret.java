package org.effigy.audit.advice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditTable;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.Task;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CsvInput;
import org.effigy.table.Field;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;
import tech.tablesaw.api.Table;

/**
 * How much average precision an adviser's pick loses against the best of its grid, known afterwards on rows that it never saw:
 * {@code AdviserRegret EPSILON ROWS SPLITS SCHEMA CSV [SCHEMA CSV ...]}. In each split half of the rows (28,000 at most) make a
 * model by {@code aim}, ROWS others are the receiver's, and the rest are the test. Prints a line a split and the means.
 */
public final class AdviserRegret {
    private static final int GENERATOR = 28_000;
    private static final int TEST = 6_000;
    private static final int FOR_EACH = 30;
    private static final int MOST = 100_000;

    private AdviserRegret() {}

    /** Runs; see above. */
    public static void main(String[] arguments) throws IOException {
        double epsilon = Double.parseDouble(arguments[0]);
        int rows = Integer.parseInt(arguments[1]);
        int splits = Integer.parseInt(arguments[2]);
        List<double[]> all = new ArrayList<>();
        System.out.println("table,rows,split,pick,alone,picked,best,best-arm,outcome,leader,leader-alone,z");
        for (int i = 3; i + 1 < arguments.length; i += 2) {
            Schema schema = Schema.read(Path.of(arguments[i]));
            Table table = TableReader.of(schema)
                    .readTable(CsvInput.of(Path.of(arguments[i + 1])))
                    .table();
            for (int split = 0; split < splits; split++) {
                String name = Path.of(arguments[i + 1]).getFileName().toString();
                all.add(split(schema, table, epsilon, rows, split, name));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "mean of %d: gain over real rows alone %.4f, regret %.4f, largest loss against real rows alone %.4f%n",
                all.size(),
                all.stream().mapToDouble(v -> v[1] - v[0]).average().orElse(0),
                all.stream().mapToDouble(v -> v[2] - v[1]).average().orElse(0),
                all.stream().mapToDouble(v -> v[0] - v[1]).max().orElse(0));
    }

    private static double[] split(Schema schema, Table table, double epsilon, int rows, int split, String name) {
        int[] order = IntStream.range(0, table.rowCount()).toArray();
        SplittableRandom random = new SplittableRandom(77 + split);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        int seen = Math.min(GENERATOR, order.length / 2);
        Table train = table.rows(Arrays.copyOfRange(order, 0, seen));
        Table mine = table.rows(Arrays.copyOfRange(order, seen, seen + rows));
        Table test = table.rows(Arrays.copyOfRange(order, seen + rows, Math.min(order.length, seen + rows + TEST)));
        PrivacyUnit unit =
                schema.unit().map(field -> PrivacyUnit.of(field.name(), 3)).orElse(PrivacyUnit.row());
        PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9).withUnit(unit);
        FittedModel model = FittedModel.fit(
                Synthesizer.named("aim"),
                train,
                schema,
                MemoryLedger.of("study", budget).open("fit", budget),
                OpenDpNoise.load());
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("real", mine);
        tables.put("synthetic", model.sample(Math.min(MOST, FOR_EACH * rows), split));
        tables.put("test", test);
        List<AuditTable> coded = AuditCoding.code(schema, tables);
        String target = schema.target().map(Field::name).orElseThrow();
        Advice advice;
        try {
            advice = Adviser.of(target, coded.get(0), coded.get(1)).seed(split).run();
        } catch (IllegalArgumentException e) {
            System.out.println(name + "," + rows + "," + split + ",refused: " + e.getMessage());
            return new double[3];
        }
        Task task = Task.of(target, coded.get(0), coded.get(2));
        int rare = task.position(advice.rare());
        AuditTable real = task.known(coded.get(0));
        AuditTable tested = task.known(coded.get(2));
        Answers truth = task.answers(tested);
        int[] once = new int[tested.rows()];
        Arrays.fill(once, 1);
        double share = (double) advice.rareRows() / advice.rows();
        List<Arm> arms = new ArrayList<>();
        for (Learner learner : Learner.standard()) {
            Remedy.grid(real.rows(), coded.get(1).rows(), share).forEach(remedy -> arms.add(new Arm(learner, remedy)));
        }
        double[] values = arms.parallelStream()
                .mapToDouble(arm -> Goal.PR_AUC
                        .of(truth, rare, arm.run(task, rare, real, coded.get(1), tested, Cost.EVEN, split), Cost.EVEN)
                        .value(once))
                .toArray();
        int best = IntStream.range(0, values.length)
                .boxed()
                .max((a, b) -> Double.compare(values[a], values[b]))
                .orElseThrow();
        double alone = of(arms, values, advice.control());
        double picked = of(arms, values, advice.pick());
        System.out.printf(
                Locale.ROOT,
                "%s,%d,%d,%s/%s,%.4f,%.4f,%.4f,%s/%s,%s,%s/%s,%.4f,%.2f%n",
                name,
                rows,
                split,
                advice.pick().learner(),
                advice.pick().remedy().id(),
                alone,
                picked,
                values[best],
                arms.get(best).learner().name(),
                arms.get(best).remedy().id(),
                advice.outcome(),
                advice.leader().learner(),
                advice.leader().remedy().id(),
                of(arms, values, advice.leader()),
                advice.leader().gain().value()
                        / (advice.leader().gain().interval().high()
                                - advice.leader().gain().interval().low())
                        * 2
                        * 1.96);
        return new double[] {alone, picked, values[best]};
    }

    private static double of(List<Arm> arms, double[] values, Advice.Tried tried) {
        for (int i = 0; i < values.length; i++) {
            if (arms.get(i).learner().name().equals(tried.learner())
                    && arms.get(i).remedy().equals(tried.remedy())) {
                return values[i];
            }
        }
        throw new IllegalStateException("the grid has no " + tried.words());
    }
}

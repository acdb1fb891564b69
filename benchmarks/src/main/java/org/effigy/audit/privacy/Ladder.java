package org.effigy.audit.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditReport;
import org.effigy.audit.AuditSection;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Findings;
import org.effigy.audit.Policy;
import org.effigy.audit.Power;
import org.effigy.audit.Verdict;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;

/**
 * Which planted leaks the privacy audit finds: {@code Ladder SCHEMA CSV BASE DRAWS SHARES GATES [KINDS]}. BASE is {@code fresh} (real
 * rows that train and holdout lack: a perfect generator), {@code shuffled} (each column of these from another row: a poor one)
 * or a synthetic table's CSV, which must come from rows of neither. Rows are shuffled anew in each draw, one row a unit: with a CSV of
 * synthetic rows two thirds are train and one the holdout, otherwise they share two thirds of the rows so. Shares are as {@code 0,0.01,0.1}, kinds names of
 * {@link PlantedLeak}; 0 plants nothing. GATES is {@code all} or {@code evidence}: those of the weight of evidence alone, at the levels at
 * which the whole audit judges them, which takes a fifth of the time. Prints for each cell in how many draws a gate failed, in how many one of the weight of
 * evidence did and in how many any other, and the mean rate of true positives by evidence at .001 and .01 false ones.
 */
public final class Ladder {
    private Ladder() {}

    /** Runs; see above. */
    public static void main(String[] arguments) throws IOException {
        Schema schema = Schema.read(Path.of(arguments[0]));
        String base = arguments[2];
        int draws = Integer.parseInt(arguments[3]);
        Map<String, tech.tablesaw.api.Table> given = new LinkedHashMap<>();
        given.put(
                "all",
                AuditCoding.read(schema, CsvInput.of(Path.of(arguments[1]))).table());
        boolean isFile = Files.exists(Path.of(base));
        if (isFile) {
            given.put(
                    "synthetic",
                    AuditCoding.read(schema, CsvInput.of(Path.of(base))).table());
        }
        List<AuditTable> coded = AuditCoding.code(schema, given);
        List<PlantedLeak> kinds = arguments.length > 6
                ? Arrays.stream(arguments[6].split(","))
                        .map(PlantedLeak::valueOf)
                        .toList()
                : List.of(PlantedLeak.values());
        for (String share : arguments[4].split(",")) {
            boolean none = Double.parseDouble(share) == 0;
            for (PlantedLeak kind : none ? kinds.subList(0, 1) : kinds) {
                Cell cell = new Cell();
                for (int draw = 0; draw < draws; draw++) {
                    SplittableRandom random = new SplittableRandom(1000 + draw);
                    AuditTable[] parts = parts(coded, isFile, base, random);
                    AuditTable synthetic =
                            none ? parts[2] : kind.into(parts[2], parts[0], Double.parseDouble(share), random);
                    cell.add(audit(schema, parts[0], parts[1], synthetic, arguments[5].equals("all")));
                }
                System.out.println(cell.line(none ? "nothing" : kind.words(), share, draws));
            }
        }
    }

    private static AuditTable[] parts(List<AuditTable> coded, boolean isFile, String base, SplittableRandom random) {
        AuditTable all = coded.get(0).onePerUnit(random);
        int[] order = shuffled(all.rows(), random);
        int size = order.length;
        int train = isFile ? 2 * size / 3 : 4 * size / 9;
        int real = isFile ? size : 2 * size / 3;
        AuditTable synthetic = isFile ? coded.get(1) : all.select(Arrays.copyOfRange(order, real, size));
        if (base.equals("shuffled")) {
            List<AuditColumn> columns = new ArrayList<>();
            synthetic.columns().forEach(column -> columns.add(column.select(shuffled(column.rows(), random))));
            synthetic = new AuditTable("synthetic", columns, synthetic.units());
        }
        return new AuditTable[] {
            all.select(Arrays.copyOfRange(order, 0, train)),
            all.select(Arrays.copyOfRange(order, train, real)),
            synthetic
        };
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /** The figures, judged. */
    private static AuditReport audit(
            Schema schema, AuditTable train, AuditTable holdout, AuditTable synthetic, boolean all) {
        AuditCase tables = new AuditCase(
                schema,
                train,
                Optional.of(holdout),
                synthetic,
                Optional.empty(),
                Policy.standard().about(PrivacyAudit.PREFIX),
                1,
                Runtime.getRuntime().availableProcessors());
        return AuditReport.of(tables, all ? PrivacyAudit.sections() : List.of(new EvidenceAlone()));
    }

    /** The weight of evidence without the other attacks, which still have their part of the error. */
    private static final class EvidenceAlone implements AuditSection {
        @Override
        public String title() {
            return "The weight of evidence";
        }

        @Override
        public Map<String, Power> foresee(AuditCase tables) {
            Map<String, Power> foreseen = new LinkedHashMap<>();
            PrivacyAudit.sections().forEach(section -> foreseen.putAll(section.foresee(tables)));
            return foreseen;
        }

        @Override
        public Findings examine(AuditCase tables) {
            Targets targets = Targets.of(tables);
            int members = targets.members().rows();
            List<AuditTable> pool = List.of(targets.members(), targets.outsiders());
            Evidence evidence = Evidence.of(pool, tables.synthetic(), tables.seed());
            Optional<double[]> blends = Blends.scores(pool, tables.synthetic(), tables.seed());
            double[] scores = evidence.byFittedBlur();
            Roc roc = Roc.of(Arrays.copyOf(scores, members), Arrays.copyOfRange(scores, members, scores.length));
            List<Figure> figures = new ArrayList<>(
                    new Leads(evidence.byFixedBlur(), scores, blends, members, tables.seed()).figures(tables.policy()));
            for (String rate : List.of("0.001", "0.01", "0.05")) {
                String id = "privacy.membership.evidence.tpr-at-" + rate;
                double falsePositives = Double.parseDouble(rate);
                figures.add(new Figure(
                        id,
                        id,
                        roc.truePositives(falsePositives),
                        Optional.of(roc.truePositivesInterval(
                                falsePositives, tables.policy().level(id, Attack.values().length))),
                        Optional.empty(),
                        ""));
            }
            return Findings.of(title(), figures);
        }
    }

    /** What the draws of one kind and share came to. */
    private static final class Cell {
        private int any;
        private int evidence;
        private int others;
        private double rare;
        private double low;
        private final Map<String, Integer> gates = new TreeMap<>();

        void add(AuditReport report) {
            List<String> failed = report.judgement().gates(Verdict.Outcome.FAIL).stream()
                    .map(verdict -> verdict.figure().orElseThrow().id().replaceFirst("privacy\\.", ""))
                    .toList();
            any += failed.isEmpty() ? 0 : 1;
            evidence += failed.stream().anyMatch(Cell::isEvidence) ? 1 : 0;
            others += failed.stream().anyMatch(id -> !isEvidence(id)) ? 1 : 0;
            failed.forEach(id -> gates.merge(id, 1, Integer::sum));
            rare += report.figure("privacy.membership.evidence.tpr-at-0.001").value();
            low += report.figure("privacy.membership.evidence.tpr-at-0.01").value();
        }

        private static boolean isEvidence(String id) {
            return id.startsWith("membership.evidence") || id.startsWith("membership.classifier");
        }

        String line(String kind, String share, int draws) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d of %d | %d | %d | %.4f | %.4f | %s |",
                    kind,
                    share,
                    any,
                    draws,
                    evidence,
                    others,
                    rare / draws,
                    low / draws,
                    gates);
        }
    }
}

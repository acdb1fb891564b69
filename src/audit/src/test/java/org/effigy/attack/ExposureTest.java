package org.effigy.attack;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.Figure;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.WeakNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.Progress;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Targets that the audit's weight of evidence chooses, on honest fits and on planted offenders. */
class ExposureTest {
    private static final double LEVEL = 1 - 1e-6;
    private static final NoiseSource NOISE = OpenDpNoise.load().withThreads(1);
    private static final int COLUMNS = 6;

    /** No row is rarer than others but by chance. */
    private static Records table(int rows) {
        Domain domain = Domain.of(IntStream.range(0, COLUMNS)
                .mapToObj(c -> new Attribute("c" + c, 8))
                .toList());
        SplittableRandom random = new SplittableRandom(3);
        Records.Builder builder = Records.builder(domain, rows);
        for (int i = 0; i < rows; i++) {
            builder.add(random.ints(COLUMNS, 0, 8).toArray());
        }
        return builder.build();
    }

    /** Remembers about one row in twenty, for what is in it, and draws the others' columns one by one. */
    private static Published remembers(Rows rows, int synthetic, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Records records = rows.records();
        Records.Builder made = Records.builder(records.domain(), records.rows());
        for (int i = 0; i < records.rows(); i++) {
            int row = i;
            int[] codes =
                    IntStream.range(0, COLUMNS).map(c -> records.code(row, c)).toArray();
            made.add(
                    remembered(codes)
                            ? codes
                            : IntStream.range(0, COLUMNS)
                                    .map(c -> records.code(random.nextInt(records.rows()), c))
                                    .toArray());
        }
        return new Published(List.of(), made.build());
    }

    private static boolean remembered(int[] codes) {
        return Math.floorMod(Arrays.hashCode(codes) * 0x9E3779B9, 20) == 0;
    }

    private static PrivacyBudget claim(double epsilon) {
        return new PrivacyBudget(epsilon, 1e-9, Neighbours.ADD_REMOVE, PrivacyUnit.row());
    }

    private static double value(Finding finding, String name) {
        return finding.figures().stream()
                .filter(figure -> figure.id().equals("attack.shadow." + name))
                .mapToDouble(Figure::value)
                .findFirst()
                .orElseThrow();
    }

    /** Nothing of their values gives away who is remembered; the evidence of other fits does. */
    @Test
    void theRememberedAreTheExposed() {
        Records records = table(300);
        Outliers units = Outliers.of(Rows.of(records), new SplittableRandom(1));
        int[] order = Exposure.order(
                ExposureTest::remembers,
                units,
                30,
                new AttackSettings(1, 1, 300, Sight.ROWS, LEVEL, 2, 1),
                new SplittableRandom(2),
                Progress.NONE);
        long all = IntStream.of(order)
                .filter(unit -> remembered(units.rows(unit).get(0)))
                .count();
        long first = Arrays.stream(order, 0, (int) all)
                .filter(unit -> remembered(units.rows(unit).get(0)))
                .count();
        assertTrue(all > 5 && first >= .8 * all, first + " of " + all);
        Set<Integer> each = new HashSet<>();
        IntStream.of(order).forEach(each::add);
        assertTrue(each.size() == order.length && order.length == 300);
    }

    /** Four targets by lot miss who is remembered; the four most exposed are told for sure, which refutes epsilon 0.5. */
    @Test
    void exposedTargetsShowMoreThanTargetsByLot() {
        AttackSettings settings = new AttackSettings(400, 4, 200, Sight.ROWS, LEVEL, 2, 4);
        Rows rows = Rows.of(table(200));
        Finding exposed =
                Shadow.attack(ExposureTest::remembers, rows, claim(.5), Pick.EXPOSED, settings, Progress.NONE);
        Finding random = Shadow.attack(ExposureTest::remembers, rows, claim(.5), Pick.RANDOM, settings, Progress.NONE);
        assertTrue(exposed.exceeded(), exposed.figures().toString());
        assertTrue(
                value(exposed, "epsilon") > value(random, "epsilon") + .5,
                random.figures().toString());
        assertTrue(
                value(exposed, "mean-auc") > value(random, "mean-auc") + .2,
                random.figures().toString());
    }

    /** They were chosen by other fits, so an honest one is accused no more often than with other targets. */
    @Test
    void honestFitsStayWithinTheirClaimForTheExposedToo() {
        for (Sight sight : Sight.values()) {
            PrivacyBudget claim = claim(1);
            Finding finding = Shadow.attack(
                    Suspect.of(Synthesizer.named("mst"), claim, NOISE),
                    Rows.of(table(120)),
                    claim,
                    Pick.EXPOSED,
                    new AttackSettings(160, 4, 120, sight, LEVEL, 2, 4),
                    Progress.NONE);
            assertFalse(finding.exceeded(), finding.figures().toString());
        }
    }

    /**
     * The long form: {@code effigy.shadow=SCHEMA,CSV,ROWS,MODEL,EPSILON,DELTA,RUNS,TARGETS,SIGHT,KEPT} prints what each choice
     * of targets shows of honest and of weakened noise.
     */
    @Test
    @EnabledIfSystemProperty(named = "effigy.shadow", matches = ".+")
    void whatEachChoiceOfTargetsShows() throws IOException {
        String[] given = System.getProperty("effigy.shadow").split(",");
        Schema schema = Schema.read(Path.of(given[0]));
        CodedTable read = TableReader.of(schema).readRecords(CsvInput.of(Path.of(given[1])));
        int[] some = new SplittableRandom(7)
                .ints(0, read.records().rows())
                .distinct()
                .limit(Integer.parseInt(given[2]))
                .toArray();
        Optional<int[]> units =
                read.units().map(of -> IntStream.of(some).map(row -> of[row]).toArray());
        Rows rows = new Rows(read.records().select(some), units);
        PrivacyBudget claim = new PrivacyBudget(
                Double.parseDouble(given[4]),
                Double.parseDouble(given[5]),
                Neighbours.ADD_REMOVE,
                units.isPresent()
                        ? PrivacyUnit.of(schema.unit().orElseThrow().name(), Integer.parseInt(given[9]))
                        : PrivacyUnit.row());
        for (double by : new double[] {1, 1.3, 3, Double.POSITIVE_INFINITY}) {
            for (Pick pick : Pick.values()) {
                long start = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow()
                        .toMillis();
                Finding finding = Shadow.attack(
                        Suspect.of(Synthesizer.named(given[3]), claim, by == 1 ? NOISE : new WeakNoise(NOISE, by)),
                        rows,
                        claim,
                        pick,
                        new AttackSettings(
                                Integer.parseInt(given[6]),
                                Integer.parseInt(given[7]),
                                some.length,
                                Sight.valueOf(given[8]),
                                .95,
                                2,
                                4),
                        Progress.NONE);
                System.out.printf(
                        Locale.ROOT,
                        "SHADOW noise/%s %s epsilon %.3f auc %.3f mean %.3f %s %.1f CPU s%n",
                        by,
                        pick,
                        value(finding, "epsilon"),
                        value(finding, "auc"),
                        value(finding, "mean-auc"),
                        finding.exceeded(),
                        (ProcessHandle.current()
                                                .info()
                                                .totalCpuDuration()
                                                .orElseThrow()
                                                .toMillis()
                                        - start)
                                / 1e3);
            }
        }
    }
}

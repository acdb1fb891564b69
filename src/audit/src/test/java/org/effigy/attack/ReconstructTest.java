package org.effigy.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.Figure;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.NoisyMarginal;
import org.effigy.privacy.Mechanism;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reconstruction from honest fits and from planted offenders. */
class ReconstructTest {
    /** An honest fit is accused with probability at most 1e-6: the theorem of the bound, and of the binomial interval. */
    private static final double LEVEL = 1 - 1e-6;

    private static final NoiseSource NOISE = OpenDpNoise.load().withThreads(1);

    private static Records table(int rows, int columns, int size) {
        Domain domain = Domain.of(IntStream.range(0, columns)
                .mapToObj(c -> new Attribute("c" + c, size))
                .toList());
        SplittableRandom random = new SplittableRandom(8);
        Records.Builder builder = Records.builder(domain, rows);
        for (int i = 0; i < rows; i++) {
            int kind = random.nextInt(size);
            builder.add(IntStream.range(0, columns)
                    .map(c -> random.nextInt(3) == 0 ? random.nextInt(size) : kind)
                    .toArray());
        }
        return builder.build();
    }

    private static AttackSettings settings(Sight sight) {
        return new AttackSettings(1, 1, 200, sight, LEVEL, 2, 5);
    }

    private static PrivacyBudget claim(Neighbours neighbours) {
        return new PrivacyBudget(1, 1e-9, neighbours, PrivacyUnit.row());
    }

    /** Gives out all threes of columns as they are. */
    private static Published exactTriples(Rows rows, int synthetic, long seed) {
        Domain domain = rows.records().domain();
        List<NoisyMarginal> answers = new ArrayList<>();
        for (int a = 0; a < domain.size(); a++) {
            for (int b = a + 1; b < domain.size(); b++) {
                for (int c = b + 1; c < domain.size(); c++) {
                    Clique three = Clique.of(a, b, c);
                    answers.add(new NoisyMarginal(
                            three, rows.records().counts(three), new Mechanism.DiscreteGaussian(1e-3)));
                }
            }
        }
        return new Published(answers, rows.records().select(new int[0]));
    }

    /** Gives out a fifth of its rows among rows of nobody. */
    private static Published someCopies(Rows rows, int synthetic, long seed) {
        Domain domain = rows.records().domain();
        SplittableRandom random = new SplittableRandom(seed);
        Records.Builder made = Records.builder(domain, 0);
        for (int i = 0; i < rows.records().rows(); i++) {
            int row = i;
            made.add(IntStream.range(0, domain.size())
                    .map(c -> row % 5 == 0
                            ? rows.records().code(row, c)
                            : rows.records().code(random.nextInt(rows.records().rows()), c))
                    .toArray());
        }
        return new Published(List.of(), made.build());
    }

    private static Finding attack(Suspect suspect, Records records, Neighbours neighbours, Sight sight) {
        return attack(suspect, records, Reconstruct.columns(records.domain()), neighbours, sight);
    }

    private static Finding attack(Suspect suspect, Records records, int[] columns, Neighbours neighbours, Sight sight) {
        return Reconstruct.attack(
                suspect, Rows.of(records), columns, claim(neighbours), settings(sight), Progress.NONE);
    }

    private static int[] all(int columns) {
        return IntStream.range(0, columns).toArray();
    }

    private static Figure figure(Finding finding, String name) {
        return finding.figures().stream()
                .filter(figure -> figure.id().equals("attack.reconstruct." + name))
                .findFirst()
                .orElseThrow();
    }

    private static double low(Finding finding) {
        return figure(finding, "excess").interval().map(found -> found.low()).orElse(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @EnumSource(Neighbours.class)
    void exactCountsGiveRowsAway(Neighbours neighbours) {
        Finding found = attack(ReconstructTest::exactTriples, table(400, 7, 6), neighbours, Sight.MODEL);
        assertTrue(found.exceeded(), found.figures().toString());
        assertTrue(low(found) > .1, found.figures().toString());
        assertTrue(figure(found, "matched").value() > figure(found, "prior").value() + .2);
        assertTrue(
                figure(found, "matched").value() > figure(found, "independent").value() + .2);
    }

    /** What stood before, the first 15, told nothing on any real table: no whole row came out. */
    @Test
    void columnsOfFewValuesAreRebuiltUnlessNamed() {
        Domain domain = Domain.of(IntStream.of(100, 2, 90, 1, 50, 3, 40, 129, 7)
                .mapToObj(size -> new Attribute("of" + size, size))
                .toList());
        assertArrayEquals(new int[] {1, 4, 5, 6, 8}, Reconstruct.columns(domain));
    }

    @Test
    void someCopiesAmongSyntheticRowsAreFound() {
        Finding found = attack(ReconstructTest::someCopies, table(800, 7, 6), Neighbours.ADD_REMOVE, Sight.ROWS);
        assertTrue(low(found) > 0, found.figures().toString());
    }

    @ParameterizedTest
    @EnumSource(Sight.class)
    void honestFitsGiveNoRowAway(Sight sight) {
        PrivacyBudget claim = claim(Neighbours.ADD_REMOVE);
        for (String model : List.of("independent", "mst")) {
            Finding found = attack(
                    Suspect.of(Synthesizer.named(model), claim, NOISE), table(400, 7, 6), claim.neighbours(), sight);
            assertFalse(found.exceeded(), found.figures().toString());
            assertFalse(low(found) > 0, found.figures().toString());
        }
    }

    /** A pass that nothing could have failed says so, and what to do. */
    @Test
    void tooManyColumnsAreToldOf() {
        Records records = table(100, 12, 8);
        Suspect nobody = (rows, synthetic, seed) ->
                new Published(List.of(), Records.of(records.domain(), new int[12][synthetic]));
        Figure excess = figure(attack(nobody, records, all(12), Neighbours.ADD_REMOVE, Sight.ROWS), "excess");
        assertTrue(excess.interval().isEmpty() && excess.note().contains("too little to tell"), excess.note());
    }

    /** The long form: {@code effigy.reconstruct=SCHEMA,CSV,ROWS,COLUMN:COLUMN...} prints what is found of each suspect. */
    @Test
    @EnabledIfSystemProperty(named = "effigy.reconstruct", matches = ".+")
    void whatIsFoundOfRealTables() throws IOException {
        String[] given = System.getProperty("effigy.reconstruct").split(",");
        Schema schema = Schema.read(Path.of(given[0]));
        CodedTable read = TableReader.of(schema).readRecords(CsvInput.of(Path.of(given[1])));
        int[] some = new SplittableRandom(7)
                .ints(0, read.records().rows())
                .distinct()
                .limit(Integer.parseInt(given[2]))
                .toArray();
        Domain whole = read.records().domain();
        int[] columns =
                Arrays.stream(given[3].split(":")).mapToInt(whole::position).toArray();
        Domain domain =
                Domain.of(IntStream.of(columns).mapToObj(whole::attribute).toList());
        Records records = Records.of(
                domain,
                IntStream.of(columns)
                        .mapToObj(column -> IntStream.of(some)
                                .map(row -> read.records().code(row, column))
                                .toArray())
                        .toArray(int[][]::new));
        PrivacyBudget claim = claim(Neighbours.ADD_REMOVE);
        Map<String, Suspect> suspects = new LinkedHashMap<>();
        suspects.put("mst at epsilon 1", Suspect.of(Synthesizer.named("mst"), claim, NOISE));
        suspects.put("aim at epsilon 1", Suspect.of(Synthesizer.named("aim"), claim, NOISE));
        suspects.put(
                "mst without noise",
                Suspect.of(Synthesizer.named("mst"), claim, new WeakNoise(NOISE, Double.POSITIVE_INFINITY)));
        suspects.put("exact threes", ReconstructTest::exactTriples);
        suspects.put("a fifth copied", ReconstructTest::someCopies);
        for (Map.Entry<String, Suspect> suspect : suspects.entrySet()) {
            for (Sight sight : Sight.values()) {
                if (suspect.getKey().startsWith(sight == Sight.ROWS ? "exact" : "a fifth")) {
                    continue;
                }
                long start = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow()
                        .toMillis();
                Finding found = Reconstruct.attack(
                        suspect.getValue(),
                        Rows.of(records),
                        IntStream.range(0, columns.length).toArray(),
                        claim,
                        new AttackSettings(1, 1, 200, sight, .95, 2, 5),
                        Progress.NONE);
                System.out.printf(
                        Locale.ROOT,
                        "RECONSTRUCT %s %s epsilon %.2f excess %s matched %.3f control %.3f prior %.3f independent %.3f"
                                + " %s; %.1f CPU s%n",
                        suspect.getKey(),
                        sight,
                        figure(found, "epsilon").value(),
                        figure(found, "excess").words(),
                        figure(found, "matched").value(),
                        figure(found, "control").value(),
                        figure(found, "prior").value(),
                        figure(found, "independent").value(),
                        figure(found, "excess").note().replaceAll(".*by number", ""),
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

    /** What is published of more columns than are rebuilt is summed: the noise of so many cells comes together. */
    @Test
    void countsOverOtherColumnsAreSummed() {
        Domain domain = Domain.of(List.of(new Attribute("a", 2), new Attribute("b", 3), new Attribute("c", 2)));
        long[] counts = IntStream.range(0, 12).mapToLong(i -> 1L << i).toArray();
        Statistic statistic = Statistic.ofAnswers(
                        List.of(new NoisyMarginal(domain.all(), counts, new Mechanism.DiscreteGaussian(2))),
                        domain,
                        new int[] {0, 2})
                .get(0);
        assertEquals(Clique.of(0, 1), statistic.clique());
        assertArrayEquals(
                new double[] {1 + 4 + 16, 2 + 8 + 32, (1 + 4 + 16) * 64, (2 + 8 + 32) * 64}, statistic.counts());
        assertEquals(2 * Math.sqrt(3), statistic.deviation(), 1e-12);
        assertEquals(4095, Statistic.rows(List.of(statistic)));
    }

    /** Nobody needs a search here: three columns of four rows whose pairs have one solution. */
    @Test
    void theOnlyTableThatFitsIsRebuilt() {
        List<int[]> rows = List.of(new int[] {0, 1, 2}, new int[] {1, 2, 0}, new int[] {2, 0, 1}, new int[] {2, 2, 2});
        int[] sizes = {3, 3, 3};
        List<Statistic> exact = Statistic.ofRows(rows, sizes).stream()
                .map(statistic -> new Statistic(statistic.clique(), statistic.counts(), 0))
                .toList();
        int[][] rebuilt = Rebuild.of(sizes, exact, 4, new SplittableRandom(1));
        Arrays.sort(rebuilt, Arrays::compare);
        assertTrue(Arrays.deepEquals(rows.stream().sorted(Arrays::compare).toArray(int[][]::new), rebuilt));
    }

    @Test
    void likeliestRowsOfIndependentColumnsComeFirst() {
        Candidates rows = Candidates.independent(List.of(new double[] {.7, .3}, new double[] {.1, .3, .6}), 3);
        assertEquals(List.of(List.of(0, 2), List.of(0, 1), List.of(1, 2)), rows.first(3));
        assertEquals(.42, rows.expected().get(List.of(0, 2)), 1e-12);
    }

    /** A fit that cuts a column of a coded table into bins has answers over other cells: rows are seen instead. */
    @Test
    void answersOverBinsOfAFitsOwnAreNotTakenForThoseOverColumns() {
        Domain domain = Domain.of(List.of(new Attribute("wide", 200), new Attribute("class", 4)));
        SplittableRandom random = new SplittableRandom(3);
        int[][] codes = new int[2][2000];
        for (int row = 0; row < 2000; row++) {
            codes[0][row] = random.nextInt(200);
            codes[1][row] = codes[0][row] / 50;
        }
        Records records = Records.of(domain, codes);
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        Published published =
                Suspect.of(Synthesizer.named("aim"), budget, OpenDpNoise.load()).publish(Rows.of(records), 0, 1);
        for (NoisyMarginal answer : published.answers()) {
            assertEquals(domain.arrayCells(answer.clique()), answer.counts().length);
        }
        assertTrue(!published.answers().isEmpty() || published.rows().rows() == 2000);
        Finding finding = Reconstruct.attack(
                Suspect.of(Synthesizer.named("aim"), budget, OpenDpNoise.load()),
                Rows.of(records.select(IntStream.range(0, 200).toArray())),
                new int[] {0, 1},
                budget,
                new AttackSettings(2, 1, 200, Sight.MODEL, .95, 1, 1),
                Progress.NONE);
        assertFalse(finding.exceeded(), finding.figures().toString());
    }

    @Test
    void whatIsTooLittleOrTooMuchIsRefusedWithWords() {
        for (Runnable attack : List.<Runnable>of(
                () -> attack(ReconstructTest::exactTriples, table(19, 3, 3), Neighbours.ADD_REMOVE, Sight.MODEL),
                () -> attack(
                        ReconstructTest::exactTriples,
                        table(60_000, 9, 60),
                        all(9),
                        Neighbours.ADD_REMOVE,
                        Sight.MODEL),
                () -> Reconstruct.columns(Domain.of(List.of(new Attribute("a", 129)))))) {
            String message =
                    assertThrows(IllegalArgumentException.class, attack::run).getMessage();
            assertTrue(message.length() > 60, message);
        }
    }

    /** Patients of several rows come in together, and are one trial each. */
    @Test
    void unitsOfSeveralRowsAreOneTrial() {
        Records records = table(600, 7, 6);
        Rows rows = new Rows(
                records, Optional.of(IntStream.range(0, 600).map(row -> row / 3).toArray()));
        PrivacyBudget claim = new PrivacyBudget(1, 1e-9, Neighbours.ADD_REMOVE, PrivacyUnit.of("unit", 3));
        Finding found = Reconstruct.attack(
                ReconstructTest::exactTriples,
                rows,
                Reconstruct.columns(records.domain()),
                claim,
                settings(Sight.MODEL),
                Progress.NONE);
        assertTrue(found.kind().contains("200 units"), found.kind());
        assertTrue(low(found) > 0, found.figures().toString());
    }
}

package org.effigy.replay;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Records;
import org.effigy.measure.Candidate;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.Charge;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Sensitivity;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.Dialect;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.SchemaSuggestion;
import org.junit.jupiter.api.Test;

/** Models that look at rows, each in a way that a published library has or could have: the replay tells every one of them. */
class PlantedOffendersTest {
    private static final PrivacyBudget RHO = PrivacyBudget.of(4, 1e-9);
    private static final PrivacyLoss.ZeroConcentrated SHARE = new PrivacyLoss.ZeroConcentrated(.001);

    private static final int SEX = 1;
    private static final int WEIGHT = 2;
    private static final int SCORE = 4;

    private static void requireCaught(String words, WholeFit.Model offender) {
        requireCaught(words, RHO, offender);
    }

    private static void requireCaught(String words, PrivacyBudget budget, WholeFit.Model offender) {
        Schema schema = budget.unit().column().map(Tables.SCHEMA::withUnit).orElse(Tables.SCHEMA);
        WholeFit fit = WholeFit.of(schema, budget, false, offender);
        AssertionError caught =
                assertThrows(AssertionError.class, () -> Replay.check(fit, Tables.table(), Tables.beside(budget), 1));
        assertTrue(caught.getMessage().contains(words), caught.getMessage());
    }

    private static Replay.Output output(Object released) {
        return new Replay.Output(released.toString().getBytes(StandardCharsets.UTF_8), "");
    }

    private static Replay.Output honest(PrivateTable door, Schema schema) {
        return WholeFit.fit(Synthesizer.named("independent"), door, schema);
    }

    private static long[] counts(CodedTable rows, int column) {
        return rows.records().counts(Clique.of(column));
    }

    @Test
    void aDomainReadFromTheRows() {
        requireCaught("entries", (rows, door, schema) -> {
            long[] counts = counts(rows, SEX);
            int[] map = new int[counts.length];
            int seen = 0;
            for (int code = 0; code < counts.length; code++) {
                map[code] = counts[code] > 0 ? seen++ : 0;
            }
            Coarsening known = Coarsening.none(door.domain()).mapping(SEX, seen, map);
            return output(door.coarsened(known).marginal(Clique.of(SEX), SHARE));
        });
    }

    /** It reads the rows before any door. */
    @Test
    void aSchemaSuggestedFromTheRows() {
        Replay.Subject offender = (csv, policy, witness) -> output(SchemaJson.text(SchemaSuggestion.of(
                        CsvInput.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "table"),
                        Dialect.STANDARD,
                        Optional.empty())
                .schema()));
        AssertionError caught =
                assertThrows(AssertionError.class, () -> Replay.check(offender, Tables.table(), Tables.beside(RHO), 1));
        assertTrue(caught.getMessage().contains("model files"), caught.getMessage());
    }

    @Test
    void binsCutFromTheRows() {
        requireCaught("read through", (rows, door, schema) -> {
            long[] counts = counts(rows, SCORE);
            int largest = IntStream.range(0, counts.length - 1)
                    .filter(code -> counts[code] > 0)
                    .max()
                    .orElse(0);
            int[] map = IntStream.range(0, counts.length)
                    .map(code -> code < largest ? 0 : 1)
                    .toArray();
            Coarsening bins = Coarsening.none(door.domain()).mapping(SCORE, 2, map);
            return output(door.coarsened(bins).marginal(Clique.of(SCORE), SHARE));
        });
    }

    /** Even a day, taken after the rows. */
    @Test
    void aStampThatIsTakenAfterTheRows() {
        requireCaught(
                "rows that are drawn differ", (rows, door, schema) -> MovingClock.stamped(rows, door, schema, false));
    }

    @Test
    void anEarlyStopOnATrueCount() {
        requireCaught("number of calls", (rows, door, schema) -> {
            List<Object> answers = new ArrayList<>();
            for (int column = 0; column < door.domain().size(); column++) {
                answers.add(door.marginal(Clique.of(column), SHARE));
                long[] counts = counts(rows, WEIGHT);
                if (counts[counts.length - 1] > 0) {
                    break;
                }
            }
            return output(answers);
        });
    }

    @Test
    void anOrderOfQuestionsThatTheRowsSet() {
        requireCaught("call", (rows, door, schema) -> {
            List<Integer> columns = new ArrayList<>(
                    IntStream.range(0, door.domain().size()).boxed().toList());
            columns.sort(Comparator.comparing(column -> Arrays.stream(counts(rows, column))
                    .filter(count -> count > 0)
                    .count()));
            return output(columns.stream()
                    .map(column -> door.marginal(Clique.of(column), SHARE))
                    .toList());
        });
    }

    @Test
    void aQuestionForThoseColumnsAloneThatHoldSomething() {
        requireCaught(
                "when it was recorded",
                (rows, door, schema) -> output(IntStream.range(0, door.domain().size())
                        .filter(column -> counts(rows, column)[
                                        door.domain().attribute(column).size() - 1]
                                > 0)
                        .mapToObj(column -> door.marginal(Clique.of(column), SHARE))
                        .toList()));
    }

    @Test
    void asManyRowsAsThereReallyAre() {
        requireCaught(
                "rows that are drawn",
                (rows, door, schema) -> new Replay.Output(
                        honest(door, schema).model(),
                        "row\n".repeat(rows.records().rows())));
    }

    @Test
    void rowsThatAreCopied() {
        requireCaught("rows that are drawn", (rows, door, schema) -> {
            Replay.Output output = honest(door, schema);
            Records real = rows.records();
            return new Replay.Output(output.model(), real.rows() == 0 ? "" : output.rows() + real.code(0, SCORE));
        });
    }

    /** Paid for once, with noise; given out a second time from what was kept, without. */
    @Test
    void aCacheOfRawCountsThatIsUsedUnpaid() {
        requireCaught("model files", (rows, door, schema) -> {
            door.marginal(Clique.of(SEX), SHARE);
            return output(Arrays.toString(counts(rows, SEX)));
        });
    }

    @Test
    void noiseThatNobodyPaidFor() {
        requireCaught("unpaid", (rows, door, schema) -> {
            long[] counts = counts(rows, SEX);
            door.noise().add(new Mechanism.DiscreteGaussian(10), counts);
            return output(Arrays.toString(counts));
        });
    }

    /** The better of two answers at the price of one. */
    @Test
    void aSecondDrawForOneCharge() {
        requireCaught("unpaid", (rows, door, schema) -> {
            Mechanism.DiscreteGaussian mechanism = new Mechanism.DiscreteGaussian(30);
            charge(door, mechanism, new Sensitivity(1, 1, 1));
            long[] once = counts(rows, SEX);
            door.noise().add(mechanism, once);
            long[] again = counts(rows, SEX);
            door.noise().add(mechanism, again);
            return output(Arrays.toString(again));
        });
    }

    @Test
    void smallerNoiseThanWasPaidFor() {
        requireCaught("was paid", (rows, door, schema) -> {
            charge(door, new Mechanism.DiscreteGaussian(30), new Sensitivity(1, 1, 1));
            long[] counts = counts(rows, SEX);
            door.noise().add(new Mechanism.DiscreteGaussian(20), counts);
            return output(Arrays.toString(counts));
        });
    }

    /** Two rows a unit, charged as one. */
    @Test
    void aSensitivityThatForgetsTheUnit() {
        requireCaught("moved by", RHO.withUnit(PrivacyUnit.of("patient", 2)), (rows, door, schema) -> {
            Mechanism.DiscreteGaussian mechanism = new Mechanism.DiscreteGaussian(30);
            charge(door, mechanism, new Sensitivity(1, 1, 1));
            long[] counts = counts(rows, SEX);
            door.noise().add(mechanism, counts);
            return output(Arrays.toString(counts));
        });
    }

    private static void charge(PrivateTable door, Mechanism mechanism, Sensitivity sensitivity) {
        door.release()
                .charge(new Charge(
                        "by hand", mechanism, sensitivity, door.noise().loss(mechanism, sensitivity)));
    }

    @Test
    void candidatesThatAreWeighedByTheRows() {
        requireCaught("moved by", (rows, door, schema) -> {
            List<Candidate> candidates = new ArrayList<>();
            for (int column = 0; column < 3; column++) {
                long[] counts = counts(rows, column);
                candidates.add(
                        new Candidate(Clique.of(column), new double[counts.length], 1 + counts[counts.length - 1], 0));
            }
            return output(door.select(candidates, SHARE));
        });
    }

    /** Public where the relation makes it so, and secret here. */
    @Test
    void aSizeOfTheModelThatFollowsFromTheNumberOfRows() {
        requireCaught(
                "when it was recorded",
                (rows, door, schema) ->
                        output(rows.records().rows() > 80 ? door.total(SHARE) : door.marginal(Clique.of(SEX), SHARE)));
    }
}

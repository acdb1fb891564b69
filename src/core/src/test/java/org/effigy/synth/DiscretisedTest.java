package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.effigy.domain.Clique;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.Charge;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.Bins;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bins from noisy counts of fine cells: what is asked, what it costs, and that it follows from answers alone. */
class DiscretisedTest {
    private static final Schema SCHEMA = SchemaJson.parse("""
        {"missingValues": [""], "fields": [
          {"name": "gain", "type": "integer", "constraints": {"minimum": 0, "maximum": 99999, "required": true}},
          {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M"], "required": true}},
          {"name": "weight", "type": "number", "constraints": {"minimum": 1.5, "maximum": 300}, "effigy:precision": 1,
           "effigy:bins": "tree"},
          {"name": "day", "type": "date",
           "constraints": {"minimum": "2020-01-01", "maximum": "2023-12-31", "required": true}}]}
        """, "wide");

    private static final TableCodec CODEC = TableCodec.of(SCHEMA);

    /** Zero for nine in ten, else around 5,000; weights around 60 and 80 by sex, a fifth missing; days on weekdays alone. */
    private static Records rows(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Records.Builder rows = Records.builder(CODEC.domain(), n);
        for (int i = 0; i < n; i++) {
            boolean male = random.nextBoolean();
            String gain = random.nextInt(10) > 0 ? "0" : "" + (3000 + random.nextInt(4000));
            String weight =
                    random.nextInt(5) == 0 ? "" : (male ? 70 : 50) + random.nextInt(20) + "." + random.nextInt(10);
            int week = random.nextInt(200);
            String day = LocalDate.of(2020, 1, 6)
                    .plusDays(7L * week + random.nextInt(5))
                    .toString();
            rows.add(
                    CODEC.codec(0).encode(gain),
                    male ? 1 : 0,
                    CODEC.codec(2).encode(weight),
                    CODEC.codec(3).encode(day));
        }
        return rows.build();
    }

    private static Fit fit(Records rows, Release release, NoiseSource noise) {
        PrivateTable door = SelectingContract.door(rows, release, noise);
        return Discretised.of(Synthesizer.named("mst"), CODEC).fit(door, Progress.NONE);
    }

    static Stream<PrivacyBudget> budgets() {
        return SelectingContract.budgets();
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void whatIsChargedIsTheWholeBudget(PrivacyBudget budget) {
        Release release = SelectingContract.release(budget);
        Fit fit = fit(rows(2000, 1), release, OpenDpNoise.load());
        BigDecimal charged = release.charges().stream()
                .map(Charge::loss)
                .map(SelectingContract::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal whole = SelectingContract.amount(budget.limit());
        assertTrue(charged.compareTo(whole) <= 0, charged + " of " + whole);
        assertEquals(1, charged.doubleValue() / whole.doubleValue(), 1e-12);
        // Ranges and values of two numbers; ranges, weekdays, months and ends of a date.
        assertEquals(8, fit.readings().size());
        assertTrue(
                release.charges().get(6).query().contains("month of day"),
                release.charges().get(6).query());
        assertEquals(
                fit.readings().size() + fit.measurements().size(),
                release.charges().stream()
                        .filter(charge -> charge.query().startsWith("marginal"))
                        .count());
    }

    /** Without noise in the answers (but with the belief that there is): what the table is made of comes out. */
    @Test
    void pointMassesWeekdaysAndMissingCellsAreKept() {
        Records rows = rows(20_000, 3);
        Release release = SelectingContract.release(PrivacyBudget.of(4, 1e-6));
        Fit fit = fit(rows, release, new SilentNoise());
        Records drawn = fit.distribution().sampler().sample(20_000, 1);
        long zeros = drawn.counts(Clique.of(0))[0];
        assertEquals(rows.counts(Clique.of(0))[0], zeros, 200);
        int missing = CODEC.codec(2).missing().orElseThrow();
        assertEquals(rows.counts(Clique.of(2))[missing], drawn.counts(Clique.of(2))[missing], 200);
        assertEquals(1, bySex(drawn) / bySex(rows), .2, "the difference of the mean weights of men and women");
        int weekend = 0;
        long[] days = drawn.counts(Clique.of(3));
        SplittableRandom random = new SplittableRandom(1);
        for (int code = 0; code < days.length; code++) {
            LocalDate day = LocalDate.parse(CODEC.codec(3).decode(code, random));
            weekend += day.getDayOfWeek().getValue() > 5 ? (int) days[code] : 0;
        }
        // Two days of seven without a look at weekdays: 5,700.
        assertTrue(weekend < 400, weekend + " of 20,000 on weekends");
    }

    /**
     * A third of the rows have no end, written 9999-12-31 or 1900-01-01: as the end of the range or declared. The noise of
     * a count is some 20 rows here, the tolerance 300: 15 standard deviations.
     */
    @ParameterizedTest
    @CsvSource({
        "2020-01-01, 9999-12-31, '', 9999-12-31",
        "2020-01-01, 9999-12-31, 9999-12-31, 9999-12-31",
        "1900-01-01, 2023-12-31, '', 1900-01-01",
        "1850-01-01, 2023-12-31, 1900-01-01, 1900-01-01"
    })
    void placeholdersOfDatesKeepTheirShare(String lowest, String highest, String spike, String placeholder) {
        TableCodec codec = TableCodec.of(SchemaJson.parse(
                "{\"fields\": [{\"name\": \"end\", \"type\": \"date\", \"constraints\": {\"minimum\": \"" + lowest
                        + "\", \"maximum\": \"" + highest + "\", \"required\": true}"
                        + (spike.isEmpty() ? "" : ", \"effigy:spikes\": [\"" + spike + "\"]") + "}]}",
                "ends"));
        Records.Builder rows = Records.builder(codec.domain(), 9000);
        for (int i = 0; i < 9000; i++) {
            String day = LocalDate.of(2020, 1, 6).plusDays(i % 1000).toString();
            rows.add(codec.codec(0).encode(i % 3 == 0 ? placeholder : day));
        }
        Release release = SelectingContract.release(PrivacyBudget.of(1, 1e-9));
        Fit fit = Discretised.of(Synthesizer.named("independent"), codec)
                .fit(PrivateTable.ofRows(rows.build(), release, OpenDpNoise.load()), Progress.NONE);
        long[] drawn = fit.distribution().sampler().sample(9000, 1).counts(Clique.of(0));
        assertEquals(3000, drawn[codec.codec(0).encode(placeholder)], 300);
        long near = 0;
        for (int code = codec.codec(0).encode("2020-01-01");
                code <= codec.codec(0).encode("2023-12-31");
                code++) {
            near += drawn[code];
        }
        assertEquals(6000, near, 600);
    }

    /** The same table without placeholders: the ends get no more than noise can explain. */
    @Test
    void endsThatNobodyHasStayNearlyEmpty() {
        Records rows = rows(9000, 5);
        Fit fit = fit(rows, SelectingContract.release(PrivacyBudget.of(1, 1e-9)), OpenDpNoise.load());
        long[] drawn = fit.distribution().sampler().sample(9000, 1).counts(Clique.of(3));
        // Some 100 rows of noise in a count of a fortieth of the budget, and at most that much past the threshold.
        assertTrue(drawn[0] + drawn[drawn.length - 1] < 900, drawn[0] + " and " + drawn[drawn.length - 1]);
    }

    /** The difference of the mean codes of weights, men's less women's. */
    private static double bySex(Records rows) {
        long[] counts = rows.counts(Clique.of(1, 2));
        int size = counts.length / 2;
        double[] means = new double[2];
        for (int sex = 0; sex < 2; sex++) {
            double known = 0;
            for (int code = 0; code < size - 1; code++) {
                means[sex] += code * (double) counts[sex * size + code];
                known += counts[sex * size + code];
            }
            means[sex] /= known;
        }
        return means[1] - means[0];
    }

    @Test
    void aTableWithoutWideColumnsIsFittedAsItIs() {
        Schema narrow = SCHEMA.withBins(new Bins.Equal(64));
        TableCodec codec = TableCodec.of(SchemaJson.parse(
                SchemaJson.text(narrow).replace("\"effigy:bins\" : \"tree\"", "\"effigy:bins\" : 10"), "narrow"));
        Records.Builder rows = Records.builder(codec.domain(), 100);
        for (int i = 0; i < 100; i++) {
            rows.add(i % 64, i % 2, i % 10, i % 7);
        }
        Release one = SelectingContract.release(PrivacyBudget.of(1, 1e-9));
        Release other = SelectingContract.release(PrivacyBudget.of(1, 1e-9));
        Records table = rows.build();
        Fit plain = Synthesizer.named("mst").fit(PrivateTable.ofRows(table, one, new SilentNoise()), Progress.NONE);
        Fit same = Discretised.of(Synthesizer.named("mst"), codec)
                .fit(PrivateTable.ofRows(table, other, new SilentNoise()), Progress.NONE);
        assertEquals(one.charges(), other.charges());
        assertEquals(plain.measurements(), same.measurements());
        assertTrue(same.readings().isEmpty());
        assertNotEquals(0, one.charges().size());
    }

    /** A table of no rows at a budget that shows nothing still has bins, a model and all of its budget spent. */
    @Test
    void aTableThatIsAllNoiseHasBinsAllTheSame() {
        for (int n : new int[] {0, 1, 7}) {
            Release release = SelectingContract.release(PrivacyBudget.of(.01, 1e-9));
            Fit fit = fit(rows(n, 1), release, OpenDpNoise.load());
            assertEquals(50, fit.distribution().sampler().sample(50, n).rows());
        }
    }
}

package org.effigy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 200,000 fresh rows against the truth that the generator states. */
class HospitalTruthTest {
    private static final long SEED = 20_261_121;
    private static final int ROWS = 200_000;
    private static final HospitalTruth TRUTH = HospitalEncounters.truth();
    private static final List<List<Encounter>> PATIENTS = new ArrayList<>();

    @BeforeAll
    static void draw() {
        PATIENTS.addAll(units(HospitalEncounters.of(SEED), ROWS));
    }

    @AfterAll
    static void free() {
        PATIENTS.clear();
    }

    private static List<List<Encounter>> units(HospitalEncounters table, int rows) {
        List<List<Encounter>> units = new ArrayList<>();
        for (int count = 0; count < rows; count += units.get(units.size() - 1).size()) {
            units.add(table.unit(units.size()));
        }
        return units;
    }

    private static Stream<Encounter> rows() {
        return PATIENTS.stream().flatMap(List::stream);
    }

    /**
     * 82 values with a positive share, 2 exp(-21) each: false alarm at most 1.3e-7. A share of 0.1 that is
     * off by a tenth has an expected surprise of 111.
     */
    @Test
    void sharesOfNominalColumnsAreTheTruth() {
        for (String column : TRUTH.knownColumns()) {
            Map<String, Double> truth = TRUTH.shareOfRows(column);
            assertEquals(1, truth.values().stream().mapToDouble(share -> share).sum(), 1e-12);
            double surprise = Surprise.ofShares(PATIENTS, row -> cell(row, column), truth);
            assertTrue(surprise < 21, column + ": " + surprise);
        }
    }

    @Test
    void aShareThatIsATenthOffIsNoticed() {
        Map<String, Double> wrong = new HashMap<>(TRUTH.shareOfRows("admission_type"));
        wrong.merge("Emergency", -0.03, Double::sum);
        wrong.merge("Urgent", 0.03, Double::sum);
        assertTrue(Surprise.ofShares(PATIENTS, row -> cell(row, "admission_type"), wrong) > 21);
    }

    @Test
    void rareDiagnosesAreStatedAndOneIsNeverDrawn() {
        Map<String, Double> shares = TRUTH.shareOfRows("diagnosis");
        assertEquals(0.001, shares.get("Q00-Q99"), 1e-15);
        assertEquals(0.0002, shares.get("V01-Y98"), 1e-15);
        assertEquals(0, shares.get("P00-P96"));
        assertTrue(rows().noneMatch(
                        row -> row.diagnosis().equals("O00-O99") && row.sex().equals("M")));
    }

    /** False alarm at most 2 exp(-15) = 6e-7. */
    @Test
    void typosAreAsRareAsStated() {
        assertTrue(typoSurprise(PATIENTS) < 15);
    }

    /**
     * Power: the check alarms from about 2,670 typos on, and a rate of 0.015 gives 3,000 with a standard deviation of 54:
     * missed with a probability under 1e-8. No typos at all in 10,000 rows give a surprise of 120.
     */
    @Test
    void aGeneratorWithAnotherTypoRateIsCaught() {
        assertTrue(typoSurprise(units(HospitalEncounters.withTypos(SEED, 0.015), ROWS)) > 15);
        assertTrue(typoSurprise(units(HospitalEncounters.withTypos(SEED, 0), ROWS / 20)) > 15);
    }

    private static double typoSurprise(List<List<Encounter>> patients) {
        long rows = patients.stream().mapToLong(List::size).sum();
        long typos = patients.stream()
                .flatMap(List::stream)
                .filter(row -> TRUTH.isTypo(row.department()))
                .count();
        return Surprise.ofCount(typos, rows, TRUTH.typoRate());
    }

    /** 4 tests x 21 diagnoses x 2 exp(-19): false alarm at most 1e-6. */
    @Test
    void missingRatesFollowTheDiagnosis() {
        double worst = missingSurprise(TRUTH::missingRate);
        assertTrue(worst < 19, "surprise " + worst);
    }

    /** Glucose is left out in 3 % of E00-E90 and in 23 % of all: against the latter, 9,000 rows surprise by over 1,000. */
    @Test
    void missingRatesThatIgnoreTheDiagnosisAreCaught() {
        assertTrue(missingSurprise((test, diagnosis) -> TRUTH.missingRate(test)) > 1000);
    }

    private static double missingSurprise(ToDoubleBiFunction<Laboratory, String> rate) {
        double worst = 0;
        for (Laboratory test : Laboratory.values()) {
            Map<String, long[]> counts = new HashMap<>();
            rows().forEach(row -> counts.computeIfAbsent(row.diagnosis(), key -> new long[2])[
                    row.result(test).isPresent() ? 0 : 1]++);
            for (Map.Entry<String, long[]> entry : counts.entrySet()) {
                long missing = entry.getValue()[1];
                long all = missing + entry.getValue()[0];
                worst = Math.max(worst, Surprise.ofCount(missing, all, rate.applyAsDouble(test, entry.getKey())));
            }
        }
        return worst;
    }

    /**
     * Three pairs of 68,000 results or more among 100,000 rows: a standard error of at most 0.0039, so 0.024 is 6 of them
     * and 0.0005 for the rounding: false alarm under 1e-8.
     */
    @Test
    void rankCorrelationsOfLikePatientsAreTheTruth() {
        assertEquals(0, gap(Laboratory.CREATININE, Laboratory.HAEMOGLOBIN, 0), 0.024);
        assertEquals(0, gap(Laboratory.CREATININE, Laboratory.GLUCOSE, 0), 0.024);
        assertEquals(0, gap(Laboratory.HAEMOGLOBIN, Laboratory.GLUCOSE, 0), 0.024);
    }

    /** Results of two different rows are independent: 0 is 0.336 from the truth. */
    @Test
    void resultsThatWereDrawnApartAreCaught() {
        assertTrue(Math.abs(gap(Laboratory.CREATININE, Laboratory.HAEMOGLOBIN, 1)) > 0.024);
    }

    /** Observed less true correlation, of one test in each row and the other in the row {@code apart} further on. */
    private static double gap(Laboratory one, Laboratory other, int apart) {
        List<Encounter> both = rows().limit(100_000)
                .filter(row -> row.result(one).isPresent() && row.result(other).isPresent())
                .toList();
        int pairs = both.size() - apart;
        double[] ones = scores(both.subList(0, pairs), one);
        double[] others = scores(both.subList(apart, both.size()), other);
        return new SpearmansCorrelation().correlation(ones, others) - TRUTH.rankCorrelation(one, other);
    }

    private static double[] scores(List<Encounter> rows, Laboratory test) {
        return rows.stream().mapToDouble(row -> TRUTH.score(row, test)).toArray();
    }

    /**
     * The mean score of the results that are seen: 0 for creatinine, which is ordered whatever its value, within 5.9
     * standard errors of 1 / sqrt(177,000); well above for CRP, which is ordered more often when it is high.
     */
    @Test
    void crpIsOrderedMoreOftenWhenItIsHigh() {
        assertEquals(0, meanScore(Laboratory.CREATININE), 0.014);
        assertTrue(meanScore(Laboratory.CRP) > 0.1);
    }

    /** The mean square of 154,000 scores or more, within 5.9 standard errors; a spread 2 % off gives 1.04. */
    @Test
    void scoresHaveTheStatedSpread() {
        for (Laboratory test : List.of(Laboratory.CREATININE, Laboratory.HAEMOGLOBIN, Laboratory.GLUCOSE)) {
            double square = rows().filter(row -> row.result(test).isPresent())
                    .mapToDouble(row -> TRUTH.score(row, test))
                    .map(score -> score * score)
                    .average()
                    .orElseThrow();
            assertEquals(1, square, 0.024, test.column());
        }
    }

    private static double meanScore(Laboratory test) {
        return rows().filter(row -> row.result(test).isPresent())
                .mapToDouble(row -> TRUTH.score(row, test))
                .average()
                .orElseThrow();
    }

    /** Ten slices by stated probability, 2 exp(-17) each: false alarm at most 9e-7. */
    @Test
    void labelsFollowTheFormulaAtEveryRisk() {
        double worst = labelSurprise(TRUTH::readmissionProbability);
        assertTrue(worst < 17, "surprise " + worst);
    }

    /** A formula that states a tenth more has 2,900 labels too few among 29,000, with a standard deviation of 140. */
    @Test
    void labelsOfAnotherFormulaAreCaught() {
        assertTrue(labelSurprise(row -> Math.min(1, 1.1 * TRUTH.readmissionProbability(row))) > 17);
    }

    private static double labelSurprise(ToDoubleFunction<Encounter> formula) {
        double[] sums = new double[10];
        double[] variances = new double[10];
        rows().forEach(row -> {
            double p = formula.applyAsDouble(row);
            int slice = Math.min(9, (int) (p * 20));
            sums[slice] += (row.readmitted() ? 1 : 0) - p;
            variances[slice] += p * (1 - p);
        });
        double worst = 0;
        for (int i = 0; i < sums.length; i++) {
            worst = Math.max(worst, variances[i] > 0 ? Surprise.ofSum(sums[i], variances[i]) : 0);
        }
        return worst;
    }

    @Test
    void theBestClassifierIsGoodAndNotPerfect() {
        double auc =
                OptimalAuc.of(rows().mapToDouble(TRUTH::readmissionProbability).toArray());
        assertTrue(auc > 0.80 && auc < 0.85, "AUC " + auc);
    }

    /** The standard error of the mean of 120,000 patients is 0.004. */
    @Test
    void patientsComeOneToTwelveTimes() {
        assertTrue(PATIENTS.stream().allMatch(visits -> !visits.isEmpty() && visits.size() <= 12));
        assertTrue(PATIENTS.stream().anyMatch(visits -> visits.size() == 12));
        assertEquals(TRUTH.meanVisits(), (double) ROWS / PATIENTS.size(), 0.025);
    }

    @Test
    void rowsOfAPatientAgreeWithEachOtherAndWithThemselves() {
        for (List<Encounter> visits : PATIENTS) {
            for (int i = 0; i < visits.size(); i++) {
                Encounter row = visits.get(i);
                Encounter first = visits.get(0);
                Encounter before = visits.get(Math.max(0, i - 1));
                assertEquals(first.patientId(), row.patientId());
                assertEquals(first.age(), row.age());
                assertEquals(
                        first.sex() + first.region() + first.insurance(), row.sex() + row.region() + row.insurance());
                assertFalse(row.admissionDate().isBefore(before.admissionDate()));
                assertEquals(
                        row.admissionDate().plusDays(row.nights()),
                        row.dischargedAt().toLocalDate());
            }
        }
    }

    /** Seven weekdays, 59,000 electives, 2 exp(-17) each: false alarm at most 6e-7. */
    @Test
    void electivesKeepTheirWeekdays() {
        double worst = weekdaySurprise(HospitalCalendar.of(CaseMix.ELECTIVE));
        assertTrue(worst < 17, "surprise " + worst);
    }

    /** A third of the other patients come at the weekend or on Friday: for electives a surprise of thousands. */
    @Test
    void theWeekdaysOfOtherAdmissionsAreCaught() {
        assertTrue(weekdaySurprise(HospitalCalendar.of(CaseMix.EMERGENCY)) > 1000);
    }

    private static double weekdaySurprise(Calendar days) {
        long[] counts = new long[8];
        rows().filter(row -> row.admissionType().equals("Elective"))
                .forEach(row -> counts[row.admissionDate().getDayOfWeek().getValue()]++);
        long all = Arrays.stream(counts).sum();
        double worst = 0;
        for (DayOfWeek weekday : DayOfWeek.values()) {
            double surprise = Surprise.ofCount(counts[weekday.getValue()], all, days.probability(weekday));
            worst = Math.max(worst, surprise);
        }
        return worst;
    }

    @Test
    void unknownColumnsAndSpellingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> TRUTH.shareOfRows("cost"));
        assertThrows(IllegalArgumentException.class, () -> TRUTH.correctSpelling("Kardiologie"));
        assertEquals("Cardiology", TRUTH.correctSpelling("Cardiolgy"));
    }

    private static String cell(Encounter row, String column) {
        return switch (column) {
            case "sex" -> row.sex();
            case "region" -> row.region();
            case "insurance" -> row.insurance();
            case "admission_type" -> row.admissionType();
            case "department" -> row.department();
            case "diagnosis" -> row.diagnosis();
            case "comorbidities" -> Integer.toString(row.comorbidities());
            case "surgery" -> Boolean.toString(row.surgery());
            default -> throw new AssertionError(column);
        };
    }
}

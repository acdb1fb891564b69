package org.effigy.simulate;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Stays in the invented hospital of {@link HospitalEncounters} that follow from each other: a diagnosis is mostly that of the
 * stay before, chronic conditions add up, laboratory values are near to the last, the next admission follows the discharge,
 * sooner after an emergency and among the frail, and the label says what the next row says. The older table, whose visits are
 * independent given the patient, stays as a baseline.
 */
public final class PatientHistories implements SimulatedTable<Encounter> {
    /** The probability that a stay has the diagnosis of the stay before for that reason alone. */
    public static final double KEPT = 0.7;

    /** The correlation of a laboratory score with that of the stay before. */
    public static final double NEAR = 0.8;

    /** The probability that a condition more is known at the next stay. */
    public static final double WORSE = 0.25;

    private static final long TABLE = 3;
    private static final int MONTH = 30;

    /** The median of days between a discharge and the next admission, by frailty. */
    private static final List<LogNormal> AWAY =
            List.of(LogNormal.ofMedian(240, 0.8), LogNormal.ofMedian(100, 0.8), LogNormal.ofMedian(40, 0.8));

    /** What an emergency adds to its logarithm. */
    private static final double SOONER = -0.7;

    private final long seed;

    private PatientHistories(long seed) {
        this.seed = seed;
    }

    /** The table of this seed. */
    public static PatientHistories of(long seed) {
        return new PatientHistories(seed);
    }

    @Override
    public String title() {
        return "Hospital stays of patients with histories (simulated)";
    }

    @Override
    public List<Column> columns() {
        return HospitalColumns.ALL;
    }

    @Override
    public String schemaJson() {
        return SchemaJson.of(
                title(),
                columns(),
                new SchemaJson.Histories(
                        List.of("age", "sex", "region", "insurance"),
                        "admission_date",
                        Population.MOST_VISITS,
                        "{\"name\": \"stay\", \"description\": \"Nobody leaves before they come, or stays for more"
                                + " than four months.\", \"order\": [\"admission_date\", \"discharged_at\"], \"maxGap\":"
                                + " 121}"));
    }

    @Override
    public List<String> cells(Encounter row) {
        return HospitalColumns.cells(row);
    }

    @Override
    public List<Encounter> unit(long unit) {
        String digits = Units.digits(unit);
        Draws draws = Draws.of(seed, TABLE, unit);
        Population.Patient patient = Population.draw(draws);
        int most = 1 + Population.VISITS.get(patient.frailty()).draw(draws);
        List<Encounter> rows = new ArrayList<>();
        LocalDate day = HospitalCalendar.FIRST_DAY.plusDays(draws.below(1000));
        int diagnosis = CaseMix.diagnosis(patient.band(), patient.sex()).draw(draws);
        int comorbidities =
                Population.comorbidities(patient.frailty(), patient.band()).draw(draws);
        double[] scores = Laboratory.drawScores(draws);
        while (rows.size() < most && !day.isAfter(HospitalCalendar.LAST_DAY)) {
            int type = CaseMix.ADMISSION.get(patient.band()).draw(draws);
            Encounter row = stay(draws, patient, digits, rows.size() + 1, day, type, diagnosis, comorbidities, scores);
            rows.add(row);
            double shift = type == CaseMix.EMERGENCY ? SOONER : 0;
            long away = (long) AWAY.get(patient.frailty()).shifted(shift).at(draws.normal());
            day = row.dischargedAt().toLocalDate().plusDays(1 + away);
            diagnosis = draws.chance(KEPT)
                    ? diagnosis
                    : CaseMix.diagnosis(patient.band(), patient.sex()).draw(draws);
            comorbidities = Math.min(Population.MOST_COMORBIDITIES, comorbidities + (draws.chance(WORSE) ? 1 : 0));
            double[] fresh = Laboratory.drawScores(draws);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = NEAR * scores[i] + StrictMath.sqrt(1 - NEAR * NEAR) * fresh[i];
            }
        }
        for (int i = 1; i < rows.size(); i++) {
            long away = ChronoUnit.DAYS.between(
                    rows.get(i - 1).dischargedAt().toLocalDate(), rows.get(i).admissionDate());
            rows.set(i - 1, rows.get(i - 1).withReadmitted(away <= MONTH));
        }
        return List.copyOf(rows);
    }

    private static Encounter stay(
            Draws draws,
            Population.Patient patient,
            String digits,
            int number,
            LocalDate day,
            int type,
            int diagnosis,
            int comorbidities,
            double[] scores) {
        String code = CaseMix.DIAGNOSES.get(diagnosis);
        int department = CaseMix.department(diagnosis, type).draw(draws);
        boolean surgery = draws.chance(CaseMix.surgery(department, type));
        int nights =
                HospitalStay.drawNights(draws, code, patient.age(), comorbidities, surgery, type == CaseMix.ELECTIVE);
        boolean[] missing = Laboratory.drawMissing(draws, code, scores);
        Map<Laboratory, OptionalDouble> results = new EnumMap<>(Laboratory.class);
        for (Laboratory test : Laboratory.values()) {
            LogNormal values = test.among(code, patient.age(), patient.male(), comorbidities);
            results.put(
                    test,
                    missing[test.ordinal()]
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(test.grid().round(values.at(scores[test.ordinal()]))));
        }
        return new Encounter(
                "E" + Units.row(digits, number),
                "P" + digits,
                patient.age(),
                Population.SEXES.get(patient.sex()),
                patient.region(),
                patient.insurance(),
                CaseMix.ADMISSIONS.get(type),
                day,
                HospitalStay.drawDischarge(draws, day, nights),
                nights,
                CaseMix.DEPARTMENTS.get(department),
                code,
                comorbidities,
                surgery,
                results,
                HospitalStay.drawCost(draws, code, nights, surgery),
                false);
    }
}

package org.effigy.simulate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Stays in one invented hospital over four years: a unit is a patient with 1 to 12 visits. Given the patient, visits
 * are independent and then put in order of date, so two stays of a patient may overlap, and the label is drawn from its
 * formula, not looked up in later rows.
 */
public final class HospitalEncounters implements SimulatedTable<Encounter> {
    private static final long TABLE = 1;

    private final long seed;
    private final double misspelt;

    private HospitalEncounters(long seed, double misspelt) {
        this.seed = seed;
        this.misspelt = misspelt;
    }

    /** The table of this seed. */
    public static HospitalEncounters of(long seed) {
        return withTypos(seed, Spelling.RATE);
    }

    /** A table that its own {@link HospitalTruth} is wrong about, unless the rate is the one stated there. */
    static HospitalEncounters withTypos(long seed, double misspelt) {
        return new HospitalEncounters(seed, misspelt);
    }

    /** What is true of every such table, whatever its seed. */
    public static HospitalTruth truth() {
        return HospitalTruth.INSTANCE;
    }

    @Override
    public String title() {
        return "Hospital encounters (simulated)";
    }

    @Override
    public List<Column> columns() {
        return HospitalColumns.ALL;
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
        List<Admission> admissions = admissions(draws, patient);
        List<Encounter> rows = new ArrayList<>(admissions.size());
        for (Admission admission : admissions) {
            rows.add(visit(draws, patient, digits, rows.size() + 1, admission));
        }
        return List.copyOf(rows);
    }

    /** Day and type (as a position in {@link CaseMix#ADMISSIONS}) of an admission. */
    private record Admission(LocalDate day, int type) {}

    private static List<Admission> admissions(Draws draws, Population.Patient patient) {
        int visits = 1 + Population.VISITS.get(patient.frailty()).draw(draws);
        List<Admission> admissions = new ArrayList<>(visits);
        for (int i = 0; i < visits; i++) {
            int type = CaseMix.ADMISSION.get(patient.band()).draw(draws);
            admissions.add(new Admission(HospitalCalendar.of(type).draw(draws), type));
        }
        admissions.sort(Comparator.comparing(Admission::day));
        return admissions;
    }

    private Encounter visit(Draws draws, Population.Patient patient, String digits, int number, Admission admission) {
        int diagnosis = CaseMix.diagnosis(patient.band(), patient.sex()).draw(draws);
        String code = CaseMix.DIAGNOSES.get(diagnosis);
        int department = CaseMix.department(diagnosis, admission.type).draw(draws);
        boolean surgery = draws.chance(CaseMix.surgery(department, admission.type));
        int comorbidities =
                Population.comorbidities(patient.frailty(), patient.band()).draw(draws);
        boolean elective = admission.type == CaseMix.ELECTIVE;
        int nights = HospitalStay.drawNights(draws, code, patient.age(), comorbidities, surgery, elective);
        Encounter row = new Encounter(
                "E" + Units.row(digits, number),
                "P" + digits,
                patient.age(),
                Population.SEXES.get(patient.sex()),
                patient.region(),
                patient.insurance(),
                CaseMix.ADMISSIONS.get(admission.type),
                admission.day,
                HospitalStay.drawDischarge(draws, admission.day, nights),
                nights,
                Spelling.draw(draws, CaseMix.DEPARTMENTS.get(department), misspelt),
                code,
                comorbidities,
                surgery,
                laboratory(draws, code, patient, comorbidities),
                HospitalStay.drawCost(draws, code, nights, surgery),
                false);
        return row.withReadmitted(draws.chance(Readmission.probability(row)));
    }

    private static Map<Laboratory, OptionalDouble> laboratory(
            Draws draws, String diagnosis, Population.Patient patient, int comorbidities) {
        double[] scores = Laboratory.drawScores(draws);
        boolean[] missing = Laboratory.drawMissing(draws, diagnosis, scores);
        Map<Laboratory, OptionalDouble> results = new EnumMap<>(Laboratory.class);
        for (Laboratory test : Laboratory.values()) {
            int i = test.ordinal();
            LogNormal values = test.among(diagnosis, patient.age(), patient.male(), comorbidities);
            results.put(
                    test,
                    missing[i]
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(test.grid().round(values.at(scores[i]))));
        }
        return results;
    }
}

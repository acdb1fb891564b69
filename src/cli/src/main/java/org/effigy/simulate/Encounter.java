package org.effigy.simulate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One stay in hospital, as the table shows it.
 *
 * @param encounterId patient and number of the visit
 * @param patientId the unit
 * @param age in years when the patient was first registered; the same in all rows of a patient
 * @param sex F or M
 * @param nights from admission to discharge
 * @param department as written, which may be misspelt
 * @param comorbidities how many of nine
 * @param laboratory the results of all tests, empty where a test was not ordered
 * @param cost in euros
 * @param readmitted within 30 days: the target
 */
public record Encounter(
        String encounterId,
        String patientId,
        int age,
        String sex,
        String region,
        String insurance,
        String admissionType,
        LocalDate admissionDate,
        LocalDateTime dischargedAt,
        int nights,
        String department,
        String diagnosis,
        int comorbidities,
        boolean surgery,
        Map<Laboratory, OptionalDouble> laboratory,
        double cost,
        boolean readmitted) {
    public Encounter {
        laboratory = Map.copyOf(laboratory);
        if (laboratory.size() != Laboratory.values().length) {
            throw new IllegalArgumentException(
                    "an encounter has a result, if only an empty one, for each test; got " + laboratory.keySet());
        }
    }

    /** The result of a test, empty if it was not ordered. */
    public OptionalDouble result(Laboratory test) {
        return laboratory.get(test);
    }

    /** The same stay with this label. */
    Encounter withReadmitted(boolean label) {
        return new Encounter(
                encounterId,
                patientId,
                age,
                sex,
                region,
                insurance,
                admissionType,
                admissionDate,
                dischargedAt,
                nights,
                department,
                diagnosis,
                comorbidities,
                surgery,
                laboratory,
                cost,
                label);
    }
}

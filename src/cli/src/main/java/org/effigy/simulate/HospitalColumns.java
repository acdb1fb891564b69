package org.effigy.simulate;

import java.time.LocalTime;
import java.util.List;
import org.effigy.simulate.Column.Role;

/** The columns of the hospital table and how a row is written in them. */
final class HospitalColumns {
    static final List<Column> ALL = List.of(
            Column.text("encounter_id", Role.IDENTIFIER, "Names the row: the patient's number and the visit's."),
            Column.text("patient_id", Role.UNIT, "Names the patient; 1 to 12 rows share it."),
            Column.integer(
                    "age", 0, Population.OLDEST, "Age in years at the patient's registration, the same in all rows."),
            Column.nominal("sex", Population.SEXES, "Sex of the patient."),
            Column.nominal("region", Population.REGIONS, "Where the patient lives."),
            Column.nominal("insurance", Population.INSURANCES, "Who pays; None is a value, not a missing one."),
            Column.nominal("admission_type", CaseMix.ADMISSIONS, "How the patient came."),
            Column.date(
                    "admission_date", HospitalCalendar.FIRST_DAY, HospitalCalendar.LAST_DAY, "Day of the admission."),
            Column.dateTime(
                    "discharged_at",
                    HospitalCalendar.FIRST_DAY.atTime(8, 0),
                    HospitalCalendar.LAST_DAY.plusDays(HospitalStay.MOST_NIGHTS).atTime(LocalTime.of(19, 55)),
                    "Local time of the discharge, in steps of five minutes."),
            Column.integer("nights", 0, HospitalStay.MOST_NIGHTS, "Nights between admission and discharge.")
                    .withBreaks("1", "2", "3", "4", "6", "8", "11", "15", "22", "40"),
            Column.nominal(
                    "department",
                    Spelling.forms(),
                    "Department as typed in: ten right forms, then two known misspellings of each."),
            Column.nominal("diagnosis", CaseMix.DIAGNOSES, "Chapter of ICD-10.").withRole(Role.SENSITIVE),
            Column.integer("comorbidities", 0, Population.MOST_COMORBIDITIES, "How many of nine chronic conditions."),
            Column.flag("surgery", "Whether the patient was operated on."),
            laboratory(Laboratory.CREATININE, "Serum creatinine, micromoles a litre; empty if not ordered.")
                    .withBreaks("40", "55", "65", "75", "85", "95", "110", "130", "170", "250", "500"),
            laboratory(Laboratory.HAEMOGLOBIN, "Haemoglobin, grams a decilitre; empty if not ordered.")
                    .withBreaks("7.0", "9.0", "10.0", "11.0", "12.0", "13.0", "14.0", "15.0", "16.0", "18.0"),
            laboratory(Laboratory.GLUCOSE, "Plasma glucose, millimoles a litre; empty if not ordered.")
                    .withBreaks("3.5", "4.5", "5.0", "5.5", "6.0", "7.0", "8.0", "10.0", "15.0", "25.0"),
            laboratory(Laboratory.CRP, "C-reactive protein, milligrams a litre; empty if not ordered.")
                    .withBreaks("1.0", "2.0", "4.0", "7.0", "12.0", "20.0", "40.0", "80.0", "160.0", "320.0"),
            Column.number("cost", HospitalStay.COST, "Cost of the stay, euros.")
                    .withBreaks(
                            "500.00",
                            "1000.00",
                            "1500.00",
                            "2000.00",
                            "3000.00",
                            "4500.00",
                            "7000.00",
                            "12000.00",
                            "25000.00",
                            "60000.00",
                            "150000.00"),
            Column.flag("readmitted_30d", "Whether the patient came back within 30 days.")
                    .withRole(Role.TARGET));

    private HospitalColumns() {}

    static List<String> cells(Encounter row) {
        return List.of(
                row.encounterId(),
                row.patientId(),
                Integer.toString(row.age()),
                row.sex(),
                row.region(),
                row.insurance(),
                row.admissionType(),
                row.admissionDate().toString(),
                Calendar.text(row.dischargedAt()),
                Integer.toString(row.nights()),
                row.department(),
                row.diagnosis(),
                Integer.toString(row.comorbidities()),
                Boolean.toString(row.surgery()),
                cell(row, Laboratory.CREATININE),
                cell(row, Laboratory.HAEMOGLOBIN),
                cell(row, Laboratory.GLUCOSE),
                cell(row, Laboratory.CRP),
                HospitalStay.COST.text(row.cost()),
                Boolean.toString(row.readmitted()));
    }

    private static Column laboratory(Laboratory test, String description) {
        return Column.number(test.column(), test.grid(), description).withMissing();
    }

    private static String cell(Encounter row, Laboratory test) {
        return test.grid().text(row.result(test));
    }
}

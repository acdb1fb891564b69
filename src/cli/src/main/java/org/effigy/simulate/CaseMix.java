package org.effigy.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a visit is for: admission type by age band, diagnosis by age band and sex, department by diagnosis and admission
 * type, surgery by department and admission type.
 */
final class CaseMix {
    static final List<String> ADMISSIONS = List.of("Emergency", "Urgent", "Elective", "Transfer");
    static final int EMERGENCY = 0;
    static final int ELECTIVE = 2;

    /** Chapters of ICD-10. P00-P96 is declared and never drawn: this hospital has no newborn unit. */
    static final List<String> DIAGNOSES = List.of(
            "A00-B99", "C00-D48", "D50-D89", "E00-E90", "F00-F99", "G00-G99", "H00-H59", "I00-I99", "J00-J99",
            "K00-K93", "L00-L99", "M00-M99", "N00-N99", "O00-O99", "R00-R99", "S00-T98", "Z00-Z99", "Q00-Q99",
            "H60-H95", "V01-Y98", "U00-U99", "P00-P96");

    static final List<String> DEPARTMENTS = List.of(
            "General medicine",
            "Cardiology",
            "Surgery",
            "Orthopaedics",
            "Neurology",
            "Oncology",
            "Respiratory",
            "Obstetrics",
            "Psychiatry",
            "Emergency");

    /** The admission type, by age band. */
    static final List<Choice> ADMISSION = List.of(
            Choice.of(0.48, 0.22, 0.27, 0.03),
            Choice.of(0.42, 0.22, 0.33, 0.03),
            Choice.of(0.40, 0.20, 0.36, 0.04),
            Choice.of(0.50, 0.20, 0.25, 0.05),
            Choice.of(0.62, 0.20, 0.11, 0.07));

    /** The shares of the last five diagnoses, the same at every age and for both sexes. */
    private static final double[] RARE = {0.001, 0.001, 0.0002, 0.0002, 0};

    /** Weights of the other diagnoses, by age band. */
    private static final double[][] COMMON = {
        {9, 2, 2, 3, 4, 5, 2, 1, 22, 10, 4, 3, 4, 0, 8, 16, 5},
        {5, 4, 1, 4, 9, 4, 2, 4, 6, 11, 3, 8, 6, 16, 6, 11, 4},
        {4, 13, 2, 6, 5, 4, 4, 16, 7, 12, 2, 10, 6, 0, 5, 7, 4},
        {5, 14, 2, 6, 2, 5, 6, 23, 10, 9, 2, 9, 7, 0, 5, 7, 3},
        {7, 7, 3, 5, 3, 5, 4, 26, 13, 8, 2, 5, 9, 0, 6, 11, 2}
    };

    private static final Map<String, Double> MALE_FACTOR =
            Map.of("O00-O99", 0.0, "I00-I99", 1.3, "C00-D48", 1.1, "D50-D89", 0.6, "S00-T98", 1.15, "F00-F99", 0.9);

    /** The department that treats most of a diagnosis, in order of the diagnoses. */
    private static final int[] HOME = {0, 5, 5, 0, 8, 4, 2, 1, 6, 2, 0, 3, 0, 7, 0, 3, 0, 2, 2, 9, 6, 7};

    /** The share of emergencies that the emergency department keeps. */
    private static final double KEPT = 0.22;

    private static final double HOME_SHARE = 0.80;
    private static final double GENERAL_SHARE = 0.15;
    private static final double SURGERY_SHARE = 0.05;

    /** The probability of surgery, by department; electives have it this much more often. */
    private static final double[] OPERATED = {0.02, 0.22, 0.70, 0.55, 0.12, 0.20, 0.03, 0.30, 0.00, 0.05};

    private static final double ELECTIVE_FACTOR = 1.25;

    private static final Choice[][] DIAGNOSIS = table(COMMON.length, 2, CaseMix::diagnosisWeights);
    private static final Choice[][] DEPARTMENT = table(DIAGNOSES.size(), ADMISSIONS.size(), CaseMix::departmentWeights);

    private CaseMix() {}

    /** The diagnosis, by age band and sex. */
    static Choice diagnosis(int band, int sex) {
        return DIAGNOSIS[band][sex];
    }

    /** The department that treats the patient, by diagnosis and admission type. */
    static Choice department(int diagnosis, int admission) {
        return DEPARTMENT[diagnosis][admission];
    }

    static double surgery(int department, int admission) {
        return OPERATED[department] * (admission == ELECTIVE ? ELECTIVE_FACTOR : 1);
    }

    private static double[] diagnosisWeights(int band, int sex) {
        double[] weights = Arrays.copyOf(COMMON[band], DIAGNOSES.size());
        for (int i = 0; i < COMMON[band].length; i++) {
            weights[i] *= sex == 1 ? MALE_FACTOR.getOrDefault(DIAGNOSES.get(i), 1.0) : 1;
        }
        double common = Arrays.stream(weights).sum();
        double rare = Arrays.stream(RARE).sum();
        for (int i = 0; i < RARE.length; i++) {
            // Scaled so that these shares hold exactly once all weights are divided by their sum.
            weights[COMMON[band].length + i] = RARE[i] * common / (1 - rare);
        }
        return weights;
    }

    private static double[] departmentWeights(int diagnosis, int admission) {
        double[] weights = new double[DEPARTMENTS.size()];
        double kept = admission == EMERGENCY ? KEPT : 0;
        weights[DEPARTMENTS.indexOf("Emergency")] = kept;
        weights[HOME[diagnosis]] += (1 - kept) * HOME_SHARE;
        weights[DEPARTMENTS.indexOf("General medicine")] += (1 - kept) * GENERAL_SHARE;
        weights[DEPARTMENTS.indexOf("Surgery")] += (1 - kept) * SURGERY_SHARE;
        return weights;
    }

    private interface Weights {
        double[] of(int row, int column);
    }

    private static Choice[][] table(int rows, int columns, Weights weights) {
        return IntStream.range(0, rows)
                .mapToObj(row -> IntStream.range(0, columns)
                        .mapToObj(column -> Choice.of(weights.of(row, column)))
                        .toArray(Choice[]::new))
                .toArray(Choice[][]::new);
    }
}

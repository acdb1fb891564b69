package org.effigy.simulate;

import java.util.Map;
import java.util.OptionalDouble;

/** The formula of the target: the log odds of a readmission, from what the row shows. */
final class Readmission {
    private static final double INTERCEPT = -4.1;
    private static final Map<String, Double> BY_DIAGNOSIS = Map.of(
            "C00-D48", 0.9, "F00-F99", 0.8, "I00-I99", 0.4, "J00-J99", 0.5, "N00-N99", 0.5, "A00-B99", 0.3, "O00-O99",
            -1.2, "H00-H59", -1.0, "Z00-Z99", -0.6, "U00-U99", 1.0);

    private Readmission() {}

    /** The probability that the label of this row is true. */
    static double probability(Encounter row) {
        return Logistic.probability(logOdds(row));
    }

    private static double logOdds(Encounter row) {
        boolean old = row.age() >= Population.OLD;
        double logOdds = INTERCEPT
                + 0.40 * row.comorbidities()
                + (old ? 0.35 : 0)
                + (row.admissionType().equals("Emergency") ? 0.6 : 0)
                + 0.35 * StrictMath.log1p(row.nights())
                + (row.surgery() ? -0.5 : 0)
                + (row.insurance().equals("None") ? 0.4 : 0)
                + BY_DIAGNOSIS.getOrDefault(row.diagnosis(), 0.0)
                + (old && row.diagnosis().equals("I00-I99") ? 0.6 : 0);
        OptionalDouble creatinine = row.result(Laboratory.CREATININE);
        if (creatinine.isPresent()) {
            logOdds += 0.8 * StrictMath.log(creatinine.getAsDouble() / 72);
        }
        OptionalDouble haemoglobin = row.result(Laboratory.HAEMOGLOBIN);
        if (haemoglobin.isPresent()) {
            logOdds += 0.25 * Math.max(0, 12 - haemoglobin.getAsDouble());
        }
        OptionalDouble crp = row.result(Laboratory.CRP);
        return logOdds + (crp.isPresent() ? 0.15 * StrictMath.log(crp.getAsDouble() / 5) : -0.4);
    }
}

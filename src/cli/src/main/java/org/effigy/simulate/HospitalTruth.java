package org.effigy.simulate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is true of the population of {@link HospitalEncounters}, exactly: sums over the same tables that rows are drawn
 * from. Shares are of rows, not of patients.
 */
public final class HospitalTruth {
    static final HospitalTruth INSTANCE = new HospitalTruth();

    private final Map<String, Map<String, Double>> shares = new LinkedHashMap<>();

    private HospitalTruth() {
        Choice frailties = Population.frailtyOfRows();
        for (int frailty = 0; frailty < frailties.size(); frailty++) {
            for (int band = 0; band < Population.BANDS.get(frailty).size(); band++) {
                double weight = frailties.probability(frailty)
                        * Population.BANDS.get(frailty).probability(band);
                addPatients(weight, frailty, band);
                for (int sex = 0; sex < Population.SEXES.size(); sex++) {
                    addVisits(weight * Population.SEX.get(band).probability(sex), band, sex);
                }
            }
        }
        addAll("region", Population.REGIONS, Population.REGION, 1);
    }

    private void addPatients(double weight, int frailty, int band) {
        addAll("sex", Population.SEXES, Population.SEX.get(band), weight);
        addAll("insurance", Population.INSURANCES, Population.INSURANCE.get(band), weight);
        addAll("admission_type", CaseMix.ADMISSIONS, CaseMix.ADMISSION.get(band), weight);
        Choice comorbidities = Population.comorbidities(frailty, band);
        for (int i = 0; i < comorbidities.size(); i++) {
            add("comorbidities", Integer.toString(i), weight * comorbidities.probability(i));
        }
    }

    private void addVisits(double weight, int band, int sex) {
        Choice diagnoses = CaseMix.diagnosis(band, sex);
        addAll("diagnosis", CaseMix.DIAGNOSES, diagnoses, weight);
        for (int diagnosis = 0; diagnosis < diagnoses.size(); diagnosis++) {
            for (int type = 0; type < CaseMix.ADMISSIONS.size(); type++) {
                double visit = weight
                        * diagnoses.probability(diagnosis)
                        * CaseMix.ADMISSION.get(band).probability(type);
                addDepartments(visit, CaseMix.department(diagnosis, type), type);
            }
        }
    }

    private void addDepartments(double weight, Choice departments, int type) {
        for (int i = 0; i < departments.size(); i++) {
            double treated = weight * departments.probability(i);
            String name = CaseMix.DEPARTMENTS.get(i);
            add("department", name, treated * (1 - Spelling.RATE));
            for (int form = 0; form < Spelling.FORM.size(); form++) {
                double share = Spelling.RATE * Spelling.FORM.probability(form);
                add("department", Spelling.wrong(name, form), treated * share);
            }
            add("surgery", "true", treated * CaseMix.surgery(i, type));
            add("surgery", "false", treated * (1 - CaseMix.surgery(i, type)));
        }
    }

    private void addAll(String column, List<String> names, Choice choice, double weight) {
        for (int i = 0; i < choice.size(); i++) {
            add(column, names.get(i), weight * choice.probability(i));
        }
    }

    private void add(String column, String value, double share) {
        shares.computeIfAbsent(column, key -> new LinkedHashMap<>()).merge(value, share, Double::sum);
    }

    /** The names of the columns whose shares are known: sex, region, insurance, and so on. */
    public List<String> knownColumns() {
        return List.copyOf(shares.keySet());
    }

    /**
     * The share of rows that each value of a column has, as written in a cell; they sum to 1.
     *
     * @throws IllegalArgumentException if the column is not one of {@link #knownColumns()}
     */
    public Map<String, Double> shareOfRows(String column) {
        Map<String, Double> known = shares.get(column);
        if (known == null) {
            throw new IllegalArgumentException(
                    "the shares of \"" + column + "\" have no closed form here; known are " + knownColumns());
        }
        return Collections.unmodifiableMap(known);
    }

    /** The mean number of rows of a patient. */
    public double meanVisits() {
        return Population.meanVisits();
    }

    /** The probability that a test is missing, given a diagnosis. */
    public double missingRate(Laboratory test, String diagnosis) {
        return test.missingRate(diagnosis);
    }

    /** The share of rows in which a test is missing. */
    public double missingRate(Laboratory test) {
        return shares.get("diagnosis").entrySet().stream()
                .mapToDouble(entry -> entry.getValue() * test.missingRate(entry.getKey()))
                .sum();
    }

    /**
     * Spearman's correlation of two tests among patients alike in diagnosis, age, sex and comorbidities, before any are
     * missing: 6 / pi asin(r / 2) for a Gaussian copula with correlation r (Kruskal 1958). Leaving out CRP depends on
     * its value, so the correlations of CRP among the values that are seen differ from these.
     */
    public double rankCorrelation(Laboratory one, Laboratory other) {
        return 6 / Math.PI * StrictMath.asin(Laboratory.correlation(one, other) / 2);
    }

    /**
     * How many standard deviations a result stands above the mean of its logarithm among patients alike in diagnosis,
     * age, sex and comorbidities: standard normal, but for the rounding and, of CRP, the missing ones.
     *
     * @throws java.util.NoSuchElementException if the test is missing in this row
     */
    public double score(Encounter row, Laboratory test) {
        LogNormal values = test.among(row.diagnosis(), row.age(), row.sex().equals("M"), row.comorbidities());
        return (StrictMath.log(row.result(test).orElseThrow()) - values.logMedian()) / values.spread();
    }

    /** The share of rows whose department is misspelt. */
    public double typoRate() {
        return Spelling.RATE;
    }

    /** Whether a department is misspelt. */
    public boolean isTypo(String department) {
        return !correctSpelling(department).equals(department);
    }

    /**
     * The department that is meant by what is written.
     *
     * @throws IllegalArgumentException if it is neither a department nor a known misspelling of one
     */
    public String correctSpelling(String department) {
        return Spelling.meant(department);
    }

    /** The probability that the label of this row is true, given all else in the row. */
    public double readmissionProbability(Encounter row) {
        return Readmission.probability(row);
    }
}

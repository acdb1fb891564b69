package org.effigy.simulate;

import java.util.List;

/**
 * Who the patients are. A hidden frailty (robust, usual, frail) decides how often a patient comes, and shifts age and
 * comorbidities; sex and insurance follow the age band; the region is independent of all else.
 */
final class Population {
    static final int MOST_VISITS = 12;
    static final int MOST_COMORBIDITIES = 9;
    static final int OLDEST = 104;
    /** From which age a patient counts as old in {@link Readmission}. */
    static final int OLD = 65;

    static final List<String> SEXES = List.of("F", "M");
    static final List<String> REGIONS =
            List.of("North", "North-East", "East", "South-East", "South", "South-West", "West", "North-West");
    static final List<String> INSURANCES = List.of("Family", "Public", "Private", "Senior", "None");

    static final Choice FRAILTY = Choice.of(0.60, 0.30, 0.10);
    /** The number of visits less one, by frailty. */
    static final List<Choice> VISITS = List.of(
            Choice.geometric(MOST_VISITS, 0.15),
            Choice.geometric(MOST_VISITS, 0.45),
            Choice.geometric(MOST_VISITS, 0.80));
    /** The age band, by frailty. */
    static final List<Choice> BANDS = List.of(
            Choice.of(0.16, 0.40, 0.27, 0.15, 0.02),
            Choice.of(0.08, 0.22, 0.33, 0.31, 0.06),
            Choice.of(0.04, 0.10, 0.28, 0.43, 0.15));
    /** The sex, by age band. */
    static final List<Choice> SEX = List.of(
            Choice.of(0.49, 0.51),
            Choice.of(0.56, 0.44),
            Choice.of(0.50, 0.50),
            Choice.of(0.51, 0.49),
            Choice.of(0.66, 0.34));
    /** The insurance, by age band. */
    static final List<Choice> INSURANCE = List.of(
            Choice.of(0.80, 0.15, 0.03, 0, 0.02),
            Choice.of(0.12, 0.55, 0.22, 0, 0.11),
            Choice.of(0.05, 0.58, 0.29, 0, 0.08),
            Choice.of(0.01, 0.14, 0.10, 0.74, 0.01),
            Choice.of(0.005, 0.10, 0.05, 0.84, 0.005));

    static final Choice REGION = Choice.of(0.16, 0.09, 0.12, 0.14, 0.17, 0.08, 0.15, 0.09);

    /** First age of each band. */
    private static final int[] BAND_START = {0, 18, 45, OLD, 85};
    /** How much likelier each further year of a band is than the year before it. */
    private static final double[] BAND_DECAY = {1, 1, 1.01, 0.98, 0.85};

    private static final List<Choice> YEARS_IN_BAND = List.of(years(0), years(1), years(2), years(3), years(4));

    private static final double[] COMORBIDITY_OF_FRAILTY = {0.06, 0.16, 0.34};
    private static final double[] COMORBIDITY_OF_BAND = {0.3, 0.6, 1.0, 1.4, 1.6};

    private static final Choice[][] COMORBIDITIES = comorbidities();

    private Population() {}

    /** A patient: frailty, age band and sex as positions in the lists above, age in years. */
    record Patient(int frailty, int band, int age, int sex, String region, String insurance) {
        boolean male() {
            return sex == 1;
        }
    }

    static Patient draw(Draws draws) {
        int frailty = FRAILTY.draw(draws);
        int band = BANDS.get(frailty).draw(draws);
        int age = BAND_START[band] + YEARS_IN_BAND.get(band).draw(draws);
        return new Patient(
                frailty,
                band,
                age,
                SEX.get(band).draw(draws),
                REGIONS.get(REGION.draw(draws)),
                INSURANCES.get(INSURANCE.get(band).draw(draws)));
    }

    /** The number of comorbidities at a visit, given frailty and age band: binomial. */
    static Choice comorbidities(int frailty, int band) {
        return COMORBIDITIES[frailty][band];
    }

    /** The distribution of frailty over rows, which a patient has one of a visit. */
    static Choice frailtyOfRows() {
        return Choice.of(
                FRAILTY.size(), i -> FRAILTY.probability(i) * (1 + VISITS.get(i).mean()));
    }

    /** The mean number of visits of a patient. */
    static double meanVisits() {
        double mean = 0;
        for (int i = 0; i < FRAILTY.size(); i++) {
            mean += FRAILTY.probability(i) * (1 + VISITS.get(i).mean());
        }
        return mean;
    }

    private static Choice[][] comorbidities() {
        Choice[][] table = new Choice[COMORBIDITY_OF_FRAILTY.length][COMORBIDITY_OF_BAND.length];
        for (int frailty = 0; frailty < table.length; frailty++) {
            for (int band = 0; band < table[frailty].length; band++) {
                table[frailty][band] = Choice.binomial(
                        MOST_COMORBIDITIES, COMORBIDITY_OF_FRAILTY[frailty] * COMORBIDITY_OF_BAND[band]);
            }
        }
        return table;
    }

    private static Choice years(int band) {
        int end = band + 1 < BAND_START.length ? BAND_START[band + 1] : OLDEST + 1;
        return Choice.of(end - BAND_START[band], year -> StrictMath.pow(BAND_DECAY[band], year));
    }
}

package org.effigy.simulate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;

/** How long a stay is and what it costs: both skewed, the cost with a Pareto tail. */
final class HospitalStay {
    static final int MOST_NIGHTS = 120;
    static final Decimal COST = new Decimal(50, 500_000, 2);
    /** The share of stays whose cost is multiplied by a Pareto factor. */
    static final double TAIL_SHARE = 0.015;

    static final double TAIL_INDEX = 1.8;
    static final double TAIL_FROM = 2;

    private static final LogNormal LENGTH = LogNormal.ofMedian(2.4, 0.8);
    private static final LogNormal PRICE = LogNormal.ofMedian(700, 0.4);
    private static final Map<String, Double> LONGER = Map.of("C00-D48", 0.4, "F00-F99", 0.7, "H00-H59", -0.8);
    private static final Map<String, Double> DEARER = Map.of("C00-D48", 0.5, "Q00-Q99", 0.7, "U00-U99", 0.4);

    private HospitalStay() {}

    /** Whole nights: a log-normal length of stay, rounded down, at most {@link #MOST_NIGHTS}. */
    static int drawNights(
            Draws draws, String diagnosis, int age, int comorbidities, boolean surgery, boolean elective) {
        double shift = LONGER.getOrDefault(diagnosis, 0.0)
                + 0.06 * comorbidities
                + (age >= Population.OLD ? 0.25 : 0)
                + (surgery ? 0.45 : 0)
                + (elective ? -0.35 : 0);
        return (int) Math.min(MOST_NIGHTS, LENGTH.shifted(shift).at(draws.normal()));
    }

    /** So many nights after the admission, in steps of five minutes from 8:00 to 19:55. */
    static LocalDateTime drawDischarge(Draws draws, LocalDate admitted, int nights) {
        return admitted.plusDays(nights).atTime(8, 0).plusMinutes(5L * draws.below(144));
    }

    /** Euros and cents. */
    static double drawCost(Draws draws, String diagnosis, int nights, boolean surgery) {
        double shift = DEARER.getOrDefault(diagnosis, 0.0) + 0.85 * StrictMath.log1p(nights) + (surgery ? 0.95 : 0);
        double cost = PRICE.shifted(shift).at(draws.normal());
        if (draws.chance(TAIL_SHARE)) {
            cost *= TAIL_FROM * StrictMath.pow(draws.uniform(), -1 / TAIL_INDEX);
        }
        return COST.round(cost);
    }
}

package org.effigy.simulate;

import java.time.LocalDate;

/** When patients are admitted: electives on working days, others at any time and more in winter. */
final class HospitalCalendar {
    static final LocalDate FIRST_DAY = LocalDate.of(2021, 1, 1);
    static final LocalDate LAST_DAY = LocalDate.of(2024, 12, 31);

    private static final Calendar ELECTIVE =
            Calendar.of(FIRST_DAY, LAST_DAY, new double[] {1.35, 1.30, 1.20, 1.15, 0.90, 0.25, 0.35}, 0.05, 80);
    private static final Calendar OTHER =
            Calendar.of(FIRST_DAY, LAST_DAY, new double[] {1.12, 1.03, 1.00, 0.99, 1.01, 0.92, 0.93}, 0.15, 20);

    private HospitalCalendar() {}

    /** The days of an admission type, given as a position in {@link CaseMix#ADMISSIONS}. */
    static Calendar of(int admission) {
        return admission == CaseMix.ELECTIVE ? ELECTIVE : OTHER;
    }
}

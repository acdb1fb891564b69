package org.effigy.simulate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The days of a public window, some likelier than others by weekday and season. */
final class Calendar {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private final LocalDate first;
    private final Choice days;

    private Calendar(LocalDate first, Choice days) {
        this.first = first;
        this.days = days;
    }

    /**
     * Days whose weight is the weekday's times {@code 1 + swing cos(2 pi (day of year - peak) / 365.25)}.
     *
     * @param weekday seven weights, Monday first
     * @param swing from 0 to below 1
     * @param peak the likeliest day of the year
     */
    static Calendar of(LocalDate first, LocalDate last, double[] weekday, double swing, int peak) {
        int size = (int) ChronoUnit.DAYS.between(first, last) + 1;
        Choice days = Choice.of(size, i -> {
            LocalDate day = first.plusDays(i);
            double season = 1 + swing * StrictMath.cos(2 * Math.PI * (day.getDayOfYear() - peak) / 365.25);
            return weekday[day.getDayOfWeek().getValue() - 1] * season;
        });
        return new Calendar(first, days);
    }

    LocalDate draw(Draws draws) {
        return first.plusDays(days.draw(draws));
    }

    /** The probability that a day drawn is this day of the week. */
    double probability(DayOfWeek weekday) {
        double sum = 0;
        for (int i = 0; i < days.size(); i++) {
            sum += first.plusDays(i).getDayOfWeek() == weekday ? days.probability(i) : 0;
        }
        return sum;
    }

    /** Date and time to the second, as {@code 2024-02-29T07:05:00}. */
    static String text(LocalDateTime time) {
        return SECONDS.format(time);
    }
}

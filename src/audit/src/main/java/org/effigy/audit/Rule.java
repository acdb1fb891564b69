package org.effigy.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a policy asks of one figure, or of all figures whose ids fit a pattern, written down before anybody looks.
 *
 * @param figure a figure's id, in which {@code *} stands for any letters, as {@code privacy.inference.*.excess}
 * @param kind whether a breach stops a release
 * @param end which number is compared: the figure's value, or an end of its interval
 * @param must the side of the limit on which it must lie; the limit itself is allowed
 * @param limit the limit; empty for the figure's own reference value
 * @param enough how far the other end of the interval may reach before the figure tells too little to pass, and the leak
 *     that a gate must be able to find: it is otherwise not assessed; empty if any width will do, and any power
 * @param why the reason, for people
 * @param source where the rule and its limit come from
 */
public record Rule(
        String figure,
        Kind kind,
        End end,
        Must must,
        Optional<Double> limit,
        Optional<Double> enough,
        String why,
        String source) {
    /** What a breach means. */
    public enum Kind {
        /** A breach stops the release. */
        GATE,
        /** A breach is shown, and is no evidence by itself. */
        DIAGNOSTIC
    }

    /** What is compared. */
    public enum End {
        /** The interval's lower end: a breach is shown beyond chance where the rule is {@code AT_MOST}. */
        LOW,
        /** The figure itself, whatever chance did to it. */
        VALUE,
        /** The interval's upper end: a breach is shown beyond chance where the rule is {@code AT_LEAST}. */
        HIGH
    }

    /** The side of the limit. */
    public enum Must {
        /** Not above the limit. */
        AT_MOST,
        /** Not below the limit. */
        AT_LEAST
    }

    private static final Pattern FIGURE = Pattern.compile("[a-z0-9*][a-z0-9.*-]*");

    /** @throws IllegalArgumentException if the pattern, the limit or {@code enough} can't be one, or there is no reason */
    public Rule {
        if (!FIGURE.matcher(figure).matches()) {
            throw new IllegalArgumentException(
                    "a rule's figure is made of a-z, 0-9, '.', '-' and '*'; it is '" + figure + "'");
        }
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(must, "must");
        requireFinite(figure, "limit", limit);
        requireFinite(figure, "enough", enough);
        if (enough.isPresent() && end == End.VALUE) {
            throw new IllegalArgumentException("the rule of '" + figure
                    + "' compares the value, which has no other end: leave out 'enough', or compare an end");
        }
        if (why.isBlank() || source.isBlank()) {
            throw new IllegalArgumentException(
                    "the rule of '" + figure + "' has no reason or no source: say why and where it comes from");
        }
    }

    private static void requireFinite(String figure, String name, Optional<Double> number) {
        if (number.filter(value -> !Double.isFinite(value)).isPresent()) {
            throw new IllegalArgumentException(
                    "'" + name + "' of the rule of '" + figure + "' is a finite number; it is " + number.get());
        }
    }

    /** Whether the rule is about a figure. */
    public boolean isAbout(String id) {
        String pattern = String.join(
                ".*", Arrays.stream(figure.split("\\*", -1)).map(Pattern::quote).toList());
        return id.matches(pattern);
    }

    /** Whether chance can make it fail: a gate on an end of an interval. */
    boolean isTest() {
        return kind == Kind.GATE && end != End.VALUE;
    }

    /** What it asks, as "the low end at most 0.01". */
    public String words() {
        return (end == End.VALUE ? "the value" : "the " + end.name().toLowerCase(Locale.ROOT) + " end")
                + (must == Must.AT_MOST ? " at most " : " at least ")
                + limit.map(Figure::number).orElse("its reference");
    }

    /** The number that is compared. */
    double compared(Figure of) {
        return switch (end) {
            case VALUE -> of.value();
            case LOW -> interval(of).low();
            case HIGH -> interval(of).high();
        };
    }

    /** Whether a number keeps to the limit. */
    boolean allows(double number, double bound) {
        return must == Must.AT_MOST ? number <= bound : number >= bound;
    }

    /** Whether the other end of the interval lies near enough for a pass to mean something. */
    boolean isSharp(Figure of) {
        return enough.isEmpty()
                || (must == Must.AT_MOST
                        ? interval(of).high() <= enough.get()
                        : interval(of).low() >= enough.get());
    }

    /** Whether a gate of this power finds what it is to find. */
    boolean isAble(Power power) {
        return power.isAny() && (enough.isEmpty() || must != Must.AT_MOST || power.smallest() <= enough.get());
    }

    private Interval interval(Figure of) {
        return of.interval()
                .orElseThrow(() -> new IllegalArgumentException("the rule of '" + figure + "' compares an end of '"
                        + of.id() + "', which has no interval: compare its value"));
    }
}

package org.effigy.audit.disclosure;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person may choose about attacks on single people; to be chosen before looking.
 *
 * @param attacks the most attacks on each group, at least 1; fewer where a group has fewer people
 * @param secrets the columns that an attacker would like to learn; without them those of role sensitive or target
 * @param known the columns that an attacker who infers a secret knows; without them all but the secret
 * @param halves the columns that two sources hold which an attacker would like to link; without them all columns, dealt
 *     out so that both halves tell rows apart about equally well
 * @param neighbours how many synthetic rows a linking attacker takes as near, at least 1
 * @param tolerance how far a guess of a number may be off, as a share of the column's public range, in {@code [0, 1]}
 * @param columns how many columns a predicate that singles out looks at, at least 1
 */
public record DisclosureOptions(
        int attacks,
        Optional<List<String>> secrets,
        Optional<List<String>> known,
        Optional<Halves> halves,
        int neighbours,
        double tolerance,
        int columns) {
    /**
     * What two sources know of the same people.
     *
     * @param first at least one column
     * @param second at least one column, none of which is in the first
     */
    public record Halves(List<String> first, List<String> second) {
        /** @throws IllegalArgumentException if a half is empty or they overlap */
        public Halves {
            first = List.copyOf(first);
            second = List.copyOf(second);
            if (first.isEmpty() || second.isEmpty() || second.stream().anyMatch(first::contains)) {
                throw new IllegalArgumentException("the two halves that an attacker links need at least one column each"
                        + " and none in common; they are " + first + " and " + second);
            }
        }
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public DisclosureOptions {
        secrets = secrets.map(List::copyOf);
        known = known.map(List::copyOf);
        Objects.requireNonNull(halves, "halves");
        requirePositive("attacks", attacks);
        requirePositive("neighbours", neighbours);
        requirePositive("columns", columns);
        if (!(tolerance >= 0 && tolerance <= 1)) {
            throw new IllegalArgumentException("the tolerance is a share of a column's range from 0 to 1; it is "
                    + tolerance + ": write a hundredth as 0.01");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("the number of " + name + " is at least 1; it is " + value);
        }
    }

    /**
     * Up to 12,000 targets a group; ten neighbours and predicates of four columns as in the paper; numbers to a hundredth
     * of their range.
     */
    public static DisclosureOptions standard() {
        return new DisclosureOptions(12_000, Optional.empty(), Optional.empty(), Optional.empty(), 10, 0.01, 4);
    }

    /** The same with these secrets. */
    public DisclosureOptions withSecrets(List<String> names) {
        return new DisclosureOptions(attacks, Optional.of(names), known, halves, neighbours, tolerance, columns);
    }

    /** The same with these columns known to an attacker who infers a secret. */
    public DisclosureOptions withKnown(List<String> names) {
        return new DisclosureOptions(attacks, secrets, Optional.of(names), halves, neighbours, tolerance, columns);
    }

    /** The same with these halves to link. */
    public DisclosureOptions withHalves(Halves chosen) {
        return new DisclosureOptions(attacks, secrets, known, Optional.of(chosen), neighbours, tolerance, columns);
    }

    /** The same with at most this many attacks on each group. */
    public DisclosureOptions withAttacks(int most) {
        return new DisclosureOptions(most, secrets, known, halves, neighbours, tolerance, columns);
    }

    /** The same with another tolerance for numbers. */
    public DisclosureOptions withTolerance(double share) {
        return new DisclosureOptions(attacks, secrets, known, halves, neighbours, share, columns);
    }
}

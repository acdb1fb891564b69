package org.effigy.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.effigy.privacy.Charge;

/**
 * The categories of an open column that were released. Public from here on.
 *
 * @param names in the order of their letters (by UTF-16 unit); it says nothing about the order of the rows
 * @param counts the noisy number of rows of each, at least the threshold's count; copied on the way in and out
 * @param threshold what a noisy count had to reach
 * @param charge what was asked and what it cost
 */
public record FoundCategories(List<String> names, long[] counts, Threshold threshold, Charge charge) {
    /** @throws IllegalArgumentException if there is not one count a name */
    public FoundCategories {
        names = List.copyOf(names);
        counts = counts.clone();
        Objects.requireNonNull(threshold, "threshold");
        Objects.requireNonNull(charge, "charge");
        if (counts.length != names.size()) {
            throw new IllegalArgumentException(names.size() + " categories have " + counts.length + " counts");
        }
    }

    /** The noisy counts; the caller's own copy. */
    @Override
    public long[] counts() {
        return counts.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FoundCategories found
                && names.equals(found.names)
                && Arrays.equals(counts, found.counts)
                && threshold.equals(found.threshold)
                && charge.equals(found.charge);
    }

    @Override
    public int hashCode() {
        return Objects.hash(names, Arrays.hashCode(counts), threshold, charge);
    }

    @Override
    public String toString() {
        return "FoundCategories[" + names.size() + " names, " + threshold + "]";
    }
}

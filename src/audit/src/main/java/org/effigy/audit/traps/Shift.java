package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.likeness.OneWayDistance;

/**
 * Columns whose values are distributed otherwise in one table than in another: Kolmogorov-Smirnov for ordered columns, total
 * variation of categories for others, missing cells a category; each beyond what chance explains and beyond a stated size.
 */
public final class Shift {
    private Shift() {}

    private record Shifted(String column, double distance, double chance) {}

    /** The distance of two columns, 0 to 1. */
    public static double distance(AuditColumn one, AuditColumn other) {
        if (one instanceof AuditColumn.Numbers numbers) {
            double ks = OneWayDistance.of(
                            OneWayDistance.sorted(numbers.values()),
                            OneWayDistance.sorted(((AuditColumn.Numbers) other).values()))
                    .ks();
            return Double.isNaN(ks) ? 0 : ks;
        }
        long[] first = counts((AuditColumn.Categories) one);
        long[] second = counts((AuditColumn.Categories) other);
        return IntStream.range(0, first.length)
                        .mapToDouble(i -> Math.abs((double) first[i] / one.rows() - (double) second[i] / other.rows()))
                        .sum()
                / 2;
    }

    /** How likely two columns of one population are so far apart, or farther. */
    public static double chance(AuditColumn one, AuditColumn other, double distance) {
        if (one instanceof AuditColumn.Categories categories) {
            return Chance.unequal(counts(categories), counts((AuditColumn.Categories) other));
        }
        int present = OneWayDistance.sorted(((AuditColumn.Numbers) one).values()).length;
        int otherPresent = OneWayDistance.sorted(((AuditColumn.Numbers) other).values()).length;
        return present == 0 || otherPresent == 0
                ? Chance.fewer(
                        Math.min(present, otherPresent),
                        present == 0 ? one.rows() : other.rows(),
                        Math.max(present, otherPresent),
                        present == 0 ? other.rows() : one.rows())
                : Chance.apart(distance, present, otherPresent);
    }

    private static long[] counts(AuditColumn.Categories column) {
        long[] counts = new long[column.labels().size() + 1];
        for (int code : column.codes()) {
            counts[code + 1]++;
        }
        return counts;
    }

    /**
     * The columns in which a judged table is apart from a real one, the furthest first, beside how far two
     * others are.
     *
     * @param beside two tables whose distance is the reference of each figure
     * @param least the distance from which it matters
     * @param alarms how often chance alone may find any
     */
    static List<Figure> find(
            String id,
            String note,
            AuditTable real,
            AuditTable judged,
            List<AuditTable> beside,
            double least,
            double alarms) {
        int width = real.columns().size();
        List<Shifted> found = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            AuditColumn known = real.columns().get(c);
            AuditColumn other = judged.columns().get(c);
            double distance = distance(known, other);
            if (distance >= least) {
                double chance = chance(known, other, distance);
                if (chance < alarms / width) {
                    found.add(new Shifted(known.name(), distance, chance));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparingDouble(Shifted::distance).reversed())
                .map(one -> TrapResult.figure(
                        id,
                        one.column()
                                + (real.column(one.column()) instanceof AuditColumn.Numbers
                                        ? ": Kolmogorov-Smirnov distance"
                                        : ": total variation"),
                        one.distance(),
                        distance(
                                beside.get(0).column(one.column()),
                                beside.get(1).column(one.column())),
                        String.format(Locale.ROOT, "%s; chance of so much %.1g", note, one.chance())))
                .toList();
    }
}

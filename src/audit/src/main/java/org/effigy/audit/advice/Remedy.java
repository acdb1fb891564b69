package org.effigy.audit.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditTable;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.Stacked;
import org.effigy.audit.learn.Subsample;
import org.effigy.audit.learn.Task;
import org.effigy.audit.learn.Training;

/**
 * What may be done for a learner whose real rows are few, or few of a class.
 *
 * @param kind what
 * @param amount of {@link Kind#WHOLE} synthetic rows a real row; of rows of the class, its share afterwards; else 0
 */
public record Remedy(Kind kind, double amount) {
    /** The real rows as they are. */
    public static final Remedy NONE = new Remedy(Kind.NONE, 0);

    /** Shares that a rare class is brought to. */
    private static final double[] SHARES = {.1, .25, .5};

    /** Synthetic rows a real row. */
    private static final double[] RATIOS = {.5, 1, 3, 10, 30};

    /** A larger table than this teaches a learner no more, and takes long. */
    private static final int MOST_ROWS = 100_000;

    /** Kinds of remedies. */
    public enum Kind {
        /** The real rows as they are. */
        NONE,
        /** The real rows, each class weighing the same. */
        WEIGHTS,
        /** The real rows as they are, and a threshold chosen on a part of them. */
        THRESHOLD,
        /** Rows of the class again. */
        OVERSAMPLED,
        /** Rows between rows of the class. */
        SMOTE,
        /** Synthetic rows of the class. */
        MINORITY,
        /** Synthetic rows as they come. */
        WHOLE
    }

    /** @throws IllegalArgumentException if the amount is none of the kind's */
    public Remedy {
        Objects.requireNonNull(kind, "kind");
        boolean isShare = kind == Kind.OVERSAMPLED || kind == Kind.SMOTE || kind == Kind.MINORITY;
        if (isShare && !(amount > 0 && amount < 1) || kind == Kind.WHOLE && !(amount > 0)) {
            throw new IllegalArgumentException(kind + " takes no amount of " + amount);
        }
    }

    /**
     * Those that are tried.
     *
     * @param real rows to learn from
     * @param synthetic rows that could be added
     * @param share of the real rows that are of the rare class
     */
    static List<Remedy> grid(int real, int synthetic, double share) {
        List<Remedy> grid = new ArrayList<>(List.of(NONE, new Remedy(Kind.WEIGHTS, 0), new Remedy(Kind.THRESHOLD, 0)));
        for (Kind kind : List.of(Kind.OVERSAMPLED, Kind.SMOTE, Kind.MINORITY)) {
            for (double to : SHARES) {
                if (to > 1.2 * share) {
                    grid.add(new Remedy(kind, to));
                }
            }
        }
        for (double ratio : RATIOS) {
            if (ratio * real <= Math.min(synthetic, MOST_ROWS)) {
                grid.add(new Remedy(Kind.WHOLE, ratio));
            }
        }
        return grid;
    }

    /** Its name in JSON, as {@code whole-3}. */
    public String id() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return amount > 0 ? name + "-" + number(amount) : name;
    }

    /** What is done, in words. */
    public String words() {
        return switch (kind) {
            case NONE -> "real rows alone";
            case WEIGHTS -> "real rows, classes weighted alike";
            case THRESHOLD -> "real rows, threshold tuned";
            case OVERSAMPLED -> "real rows, the rare class repeated to " + percent();
            case SMOTE -> "real rows, the rare class brought to " + percent() + " by SMOTE-NC";
            case MINORITY -> "real rows and synthetic rows of the rare class, to " + percent();
            case WHOLE ->
                amount < 1
                        ? "real rows and a synthetic row for every " + number(1 / amount)
                        : "real rows and " + number(amount) + " synthetic row" + (amount == 1 ? "" : "s") + " for each";
        };
    }

    /** Whether it takes synthetic rows. */
    public boolean isSynthetic() {
        return kind == Kind.MINORITY || kind == Kind.WHOLE;
    }

    private String percent() {
        return number(100 * amount) + " %";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /**
     * The rows to learn from.
     *
     * @param rare the class that is rare
     * @param real rows whose target is known, some of them of that class
     * @param synthetic rows whose target is known
     */
    Training apply(Task task, int rare, AuditTable real, AuditTable synthetic, long seed) {
        return switch (kind) {
            case NONE, THRESHOLD -> Training.of(task, real);
            case WEIGHTS -> Training.of(task, real).balanced();
            case WHOLE ->
                Training.of(
                        task,
                        Stacked.of(
                                "real + synthetic",
                                real,
                                Subsample.of(synthetic, (int) Math.round(amount * real.rows()), seed)));
            case OVERSAMPLED, SMOTE, MINORITY -> {
                AuditTable own = of(task, rare, real);
                int wanted = wanted(own.rows(), real.rows());
                yield Training.of(
                        task,
                        wanted == 0
                                ? real
                                : Stacked.of(
                                        "real + added", real, added(task, rare, own, real, synthetic, wanted, seed)));
            }
        };
    }

    private AuditTable added(
            Task task, int rare, AuditTable own, AuditTable real, AuditTable synthetic, int wanted, long seed) {
        if (kind == Kind.MINORITY) {
            return Subsample.of(of(task, rare, synthetic), wanted, seed);
        }
        if (kind == Kind.SMOTE && own.rows() > 1) {
            return new SmoteNc(own, real).draw(wanted, seed);
        }
        SplittableRandom random = new SplittableRandom(seed);
        return own.select(
                IntStream.range(0, wanted).map(i -> random.nextInt(own.rows())).toArray());
    }

    /** How many rows of a class make it this share of all. */
    private int wanted(int own, int all) {
        return own == 0 ? 0 : (int) Math.max(0, Math.round((amount * all - own) / (1 - amount)));
    }

    /** The rows of a class. */
    static AuditTable of(Task task, int rare, AuditTable rows) {
        Answers answers = task.answers(rows);
        return rows.select(IntStream.range(0, answers.rows())
                .filter(row -> answers.classes()[row] == rare)
                .toArray());
    }
}

package org.effigy.cli;

import java.util.Locale;
import org.effigy.domain.Attribute;
import org.effigy.model.Estimator;
import org.effigy.synth.Settings;
import org.effigy.table.Schema;
import org.effigy.table.TableCodec;

/**
 * What model Java's memory can fit, from public facts alone, before anything is charged: while a model is estimated, its search
 * holds some {@value Estimator#NUMBERS_PER_CELL} numbers for each of its cells. Half of the memory is left to rows, candidates
 * and what else there is.
 */
final class ModelMemory {
    private static final double SHARE = 0.5;

    private ModelMemory() {}

    /**
     * The settings with a model that the memory holds: smaller than the standard one if need be.
     *
     * @param asked the size that a person asked for; null for none
     * @param heap the most bytes that Java may take
     * @throws UsageException if a person asked for more
     */
    static Settings planned(Settings settings, Double asked, Schema schema, long heap, Talk talk) {
        double most = SHARE * heap / Estimator.NUMBERS_PER_CELL / 1e6;
        double largest = Math.min(settings.maxModelMegabytes(), megabytes(schema));
        if (largest <= most) {
            return settings;
        }
        double rounded = Math.max(Math.floor(most * 10) / 10, 1e-3);
        if (asked != null) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "a model of --max-model-mb %s takes some %,.0f MB while it is fitted, and Java may take %,.0f MB,"
                            + " half of it for that: give Java more, as EFFIGY_JAVA_OPTS=-Xmx%.0fm, or ask for at most %s",
                    number(asked),
                    largest * Estimator.NUMBERS_PER_CELL,
                    heap / 1e6,
                    Math.ceil(largest * Estimator.NUMBERS_PER_CELL / SHARE / (1 << 20) * 1e6),
                    number(rounded)));
        }
        talk.say(
                "Java may take %,.0f MB, which is enough to fit models of %s MB, not of %s: --max-model-mb is %s.",
                heap / 1e6, number(rounded), number(settings.maxModelMegabytes()), number(rounded));
        return new Settings(settings.workload(), rounded, settings.copula());
    }

    /** What the schema leaves room for: a table of all its columns; without bounds where it is not known yet. */
    private static double megabytes(Schema schema) {
        if (!schema.toDiscover().isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double cells = 1;
        for (Attribute attribute : TableCodec.of(schema).domain().attributes()) {
            cells *= attribute.size();
        }
        return cells * Double.BYTES / 1e6;
    }

    private static String number(double megabytes) {
        return megabytes == Math.rint(megabytes)
                ? String.format(Locale.ROOT, "%.0f", megabytes)
                : Double.toString(megabytes);
    }
}

package org.effigy.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.effigy.domain.Clique;

/**
 * The true marginals that selections were asked about, counted once and kept while there is room: a selection asks for
 * the same ones round after round. Nothing is thrown out for something new, so a pass over more cliques than fit costs
 * no more than counting those that don't. It ends with the door.
 */
final class Supports {
    /**
     * Numbers of 4 bytes kept over all cliques, a quarter of the heap at most: enough for all pairs of a thousand columns of
     * some seven values.
     */
    static final long ROOM = Math.min(1L << 26, Runtime.getRuntime().maxMemory() / 16);

    /** What a clique takes beside its counts, in such numbers. */
    static final int OVERHEAD = 48;

    private final Function<Clique, long[]> source;
    private final long room;
    private final Map<Clique, Support> kept = new HashMap<>();
    private long held;

    /**
     * @param source counts a clique's rows
     * @param room numbers to keep, over all cliques
     */
    Supports(Function<Clique, long[]> source, long room) {
        this.source = Objects.requireNonNull(source, "source");
        this.room = room;
    }

    /** The cells of a clique's marginal that hold rows. */
    Support of(Clique clique) {
        Support known = kept.get(clique);
        if (known != null) {
            return known;
        }
        Support counted = Support.of(source.apply(clique));
        int more = counted.room() + OVERHEAD;
        if (more <= room - held) {
            held += more;
            kept.put(clique, counted);
        }
        return counted;
    }
}

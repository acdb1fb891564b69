package org.effigy.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.effigy.domain.Clique;
import org.effigy.domain.MarginalSource;

/**
 * The true marginals that selections were asked about, counted once and kept while there is room: a selection asks for
 * the same ones round after round. Nothing is thrown out for something new, so a pass over more cliques than fit costs
 * no more than counting those that don't. It ends with the door.
 */
final class Supports {
    /** Cells kept over all cliques, 12 bytes each. */
    static final long ROOM = 1L << 23;

    private final MarginalSource source;
    private final long room;
    private final Map<Clique, Support> kept = new HashMap<>();
    private long held;

    /** @param room cells to keep, over all cliques */
    Supports(MarginalSource source, long room) {
        this.source = Objects.requireNonNull(source, "source");
        this.room = room;
    }

    /** The cells of a clique's marginal that hold rows. */
    Support of(Clique clique) {
        Support known = kept.get(clique);
        if (known != null) {
            return known;
        }
        Support counted = Support.of(source.counts(clique));
        if (counted.size() <= room - held) {
            held += counted.size();
            kept.put(clique, counted);
        }
        return counted;
    }
}

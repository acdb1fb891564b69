package org.effigy.audit.privacy;

import java.util.Arrays;

/**
 * The pairs of a real and a synthetic row that tell most, each once, up to a number that memory allows: where there are
 * more, those that tell less go. A hash table of pairs, twice as large as what it may hold.
 */
final class PairScores {
    private static final long FREE = -1;

    private final int most;
    private long[] pairs;
    private float[] scores;
    private int size;
    private float cut;

    /**
     * An empty one.
     *
     * @param most how many it may hold
     * @param cut pairs that score no more are not kept
     */
    PairScores(int most, double cut) {
        this.most = Math.max(16, most);
        this.cut = (float) cut;
        clear(1024);
    }

    private void clear(int places) {
        pairs = new long[places];
        scores = new float[places];
        Arrays.fill(pairs, FREE);
        size = 0;
    }

    /** Keeps a pair if its score is worth it; a pair that is known stays as it is. */
    void add(int real, int synthetic, double score) {
        if (!(score > cut)) {
            return;
        }
        put((long) synthetic << 32 | real, (float) score);
        if (size > most) {
            forget();
        } else if (size * 2 > pairs.length) {
            rebuild(pairs.length * 2);
        }
    }

    private void put(long pair, float score) {
        int mask = pairs.length - 1;
        int place = (int) (pair * 0x9E3779B97F4A7C15L >>> 33) & mask;
        while (pairs[place] != FREE && pairs[place] != pair) {
            place = place + 1 & mask;
        }
        if (pairs[place] == FREE) {
            pairs[place] = pair;
            scores[place] = score;
            size++;
        }
    }

    /** Keeps the upper half. */
    private void forget() {
        float[] sorted = new float[size];
        int at = 0;
        for (int place = 0; place < pairs.length; place++) {
            if (pairs[place] != FREE) {
                sorted[at++] = scores[place];
            }
        }
        Arrays.sort(sorted);
        cut = sorted[size / 2];
        rebuild(pairs.length);
    }

    private void rebuild(int places) {
        long[] before = pairs;
        float[] scored = scores;
        clear(places);
        for (int place = 0; place < before.length; place++) {
            if (before[place] != FREE && scored[place] > cut) {
                put(before[place], scored[place]);
            }
        }
    }

    /** The pairs, the synthetic row in the upper half of the bits and the real one in the lower, ascending. */
    long[] sorted() {
        return Arrays.stream(pairs).filter(pair -> pair != FREE).sorted().toArray();
    }
}

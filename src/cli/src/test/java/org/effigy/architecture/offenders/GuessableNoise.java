package org.effigy.architecture.offenders;

import java.util.Random;

/** A planted offender: noise from a generator whose state can be recovered from a few draws. */
public final class GuessableNoise {
    private final Random random = new Random(7);

    /** One guessable draw. */
    public long draw() {
        return random.nextLong();
    }
}

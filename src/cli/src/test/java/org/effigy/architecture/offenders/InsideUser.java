package org.effigy.architecture.offenders;

import org.effigy.audit.likeness.PairCounts;

/** From outside of the audit's rooms it uses a type that is theirs. */
public final class InsideUser {
    private InsideUser() {}

    public static String count(PairCounts counts) {
        return counts.toString();
    }
}

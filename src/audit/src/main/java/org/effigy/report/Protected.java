package org.effigy.report;

import java.util.Optional;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.synth.Provenance;

/** Who is protected, in the words with which every card and report begins. */
final class Protected {
    private Protected() {}

    /** Of a promise for this unit. */
    static String words(PrivacyUnit unit) {
        return unit.column()
                .map(column -> "Each " + column + ": all of its rows together. At most " + unit.maxRows()
                        + (unit.maxRows() == 1 ? " row" : " rows") + " of each went into the model; further ones were"
                        + " left out.")
                .orElse("Each single row. Somebody who has several rows is protected less.");
    }

    /** The first line of a page. */
    static String line(Optional<Provenance> manifest) {
        return manifest.map(from -> from.promised()
                        .map(promise -> "Who is protected: " + words(promise.unit()))
                        .orElse("Nobody is protected, as far as this release says."))
                .orElse("Who is protected is not known: the synthetic table came without its manifest.");
    }
}

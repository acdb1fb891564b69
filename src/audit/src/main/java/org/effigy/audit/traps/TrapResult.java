package org.effigy.audit.traps;

import java.util.List;
import java.util.Optional;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;

/**
 * What one trap shows.
 *
 * @param figures that are worth stating whether or not there is a finding
 * @param findings at most a few
 */
record TrapResult(List<Figure> figures, List<Finding> findings) {
    /** The most figures that are given as evidence. */
    static final int EVIDENCE = 10;

    /** Copies. */
    TrapResult {
        figures = List.copyOf(figures);
        findings = List.copyOf(findings);
    }

    /** Nothing to say. */
    static TrapResult none() {
        return new TrapResult(List.of(), List.of());
    }

    /** A figure beside what real rows have. */
    static Figure figure(String id, String title, double value, double real, String note) {
        return new Figure(Traps.ID + "." + id, title, value, Optional.empty(), Optional.of(real), note);
    }
}

package org.effigy.audit;

import java.util.List;
import java.util.Objects;

/**
 * What one section of an audit found.
 *
 * @param title what people call the section
 * @param figures its figures, those that matter most first
 */
public record Findings(String title, List<Figure> figures) {
    /** Copies the list. */
    public Findings {
        Objects.requireNonNull(title, "title");
        figures = List.copyOf(figures);
    }
}

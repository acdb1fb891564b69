package org.effigy.audit;

import java.util.List;
import java.util.Objects;

/**
 * What one section of an audit found.
 *
 * @param title what people call the section
 * @param figures its figures, those that matter most first
 * @param grids its curves and matrices
 */
public record Findings(String title, List<Figure> figures, List<Grid> grids) {
    /** Copies the lists. */
    public Findings {
        Objects.requireNonNull(title, "title");
        figures = List.copyOf(figures);
        grids = List.copyOf(grids);
    }

    /** Figures alone. */
    public static Findings of(String title, List<Figure> figures) {
        return new Findings(title, figures, List.of());
    }
}

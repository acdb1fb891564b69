package org.effigy.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.effigy.audit.Figure;

/**
 * Figures as a table. Notes stand once below it, because many figures share one, and rows name them by number.
 *
 * @param caption what they are about
 * @param figures one a row
 */
record FigureTable(String caption, List<Figure> figures) {
    FigureTable {
        figures = List.copyOf(figures);
    }

    void write(Html html) {
        Set<String> distinct = new LinkedHashSet<>();
        figures.stream()
                .map(Figure::note)
                .filter(note -> !note.isEmpty())
                .map(String::trim)
                .forEach(distinct::add);
        List<String> notes = new ArrayList<>(distinct);
        html.wide(caption).open("table", "class", "figures").element("caption", caption);
        html.open("thead").open("tr").element("th", "Figure", "scope", "col");
        for (String head : List.of("Value", "Interval", "Reference")) {
            html.element("th", head, "scope", "col", "class", "number");
        }
        if (!notes.isEmpty()) {
            html.element("th", "Note", "scope", "col", "class", "number");
        }
        html.close().close().open("tbody").line();
        for (Figure figure : figures) {
            html.open("tr").element("th", figure.title(), "scope", "row");
            html.element("td", Figure.number(figure.value()), "class", "number");
            html.element("td", interval(figure), "class", "number");
            html.element("td", figure.reference().map(Figure::number).orElse(""), "class", "number");
            if (!notes.isEmpty()) {
                int at = notes.indexOf(figure.note().trim());
                html.element("td", at < 0 ? "" : Integer.toString(at + 1), "class", "number");
            }
            html.close().line();
        }
        html.close().close().close().line();
        if (!notes.isEmpty()) {
            html.open("ol", "class", "notes", "aria-label", "Notes to: " + caption);
            notes.forEach(note -> html.element("li", note));
            html.close().line();
        }
    }

    /** The ends of a figure's interval, as "[0.1, 0.2]", or "at least 0.1" where there is no upper one; empty if it has none. */
    static String interval(Figure figure) {
        return figure.interval()
                .map(ends -> ends.high() == Double.POSITIVE_INFINITY
                        ? "at least " + Figure.number(ends.low())
                        : "[" + Figure.number(ends.low()) + ", " + Figure.number(ends.high()) + "]")
                .orElse("");
    }
}

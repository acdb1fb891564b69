package org.effigy.report;

import java.util.List;
import org.effigy.audit.Figure;

/**
 * Figures as a table.
 *
 * @param caption what they are about
 * @param figures one a row
 */
record FigureTable(String caption, List<Figure> figures) {
    void write(Html html) {
        html.open("div", "class", "wide").open("table").element("caption", caption);
        html.open("thead").open("tr").element("th", "Figure", "scope", "col");
        for (String head : List.of("Value", "Interval", "Reference")) {
            html.element("th", head, "scope", "col", "class", "number");
        }
        html.element("th", "Note", "scope", "col").close().close().open("tbody").line();
        for (Figure figure : figures) {
            html.open("tr").element("th", figure.title(), "scope", "row");
            html.element("td", Figure.number(figure.value()), "class", "number");
            html.element(
                    "td",
                    figure.interval()
                            .map(ends -> "[" + Figure.number(ends.low()) + ", " + Figure.number(ends.high()) + "]")
                            .orElse(""),
                    "class",
                    "number");
            html.element("td", figure.reference().map(Figure::number).orElse(""), "class", "number");
            html.element("td", figure.note()).close().line();
        }
        html.close().close().close().line();
    }
}

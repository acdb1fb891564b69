package org.effigy.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One HTML file with everything in it: no script, no font and no picture from elsewhere. It reads on paper, in the dark,
 * by keyboard and aloud.
 */
final class Page {
    private final String title;
    private final List<Section> sections = new ArrayList<>();
    private String banner = "";

    private boolean isPrintedWhole;

    private record Section(String id, String title, Consumer<Html> body, boolean isDetail) {}

    Page(String title) {
        this.title = Objects.requireNonNull(title, "title");
    }

    /** Puts a line above everything, which is printed on every sheet. */
    Page withBanner(String text) {
        banner = Objects.requireNonNull(text, "banner");
        return this;
    }

    /**
     * Adds a section, which the table of contents names.
     *
     * @param id unique in the page
     */
    Page section(String id, String heading, Consumer<Html> body) {
        sections.add(new Section(id, heading, body, false));
        return this;
    }

    /** Adds a section that is left out of print, unless all is to be printed. */
    Page detail(String id, String heading, Consumer<Html> body) {
        sections.add(new Section(id, heading, body, true));
        return this;
    }

    /** Prints what is otherwise on the screen alone. */
    Page printedWhole() {
        isPrintedWhole = true;
        return this;
    }

    /**
     * The file's text.
     *
     * @param head what stands above the table of contents
     * @param foot what stands below everything
     */
    String text(Consumer<Html> head, Consumer<Html> foot) {
        Html html = new Html();
        html.open("html", "lang", "en").line().open("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        // A page that must not reach out says so, and a browser holds it to that.
        html.empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src 'unsafe-inline'")
                .line();
        html.element("title", title)
                .line()
                .style(css() + running())
                .close()
                .line()
                .open("body")
                .line();
        html.element("a", "Skip to the contents", "class", "skip", "href", "#contents")
                .line();
        if (!banner.isEmpty()) {
            html.open("aside", "class", "banner", "aria-label", "Who may read this")
                    .element("p", banner)
                    .close()
                    .line();
        }
        html.open("header");
        head.accept(html);
        html.close().line();
        html.open("nav", "aria-label", "Contents").open("ul");
        sections.forEach(section -> html.open("li")
                .element("a", section.title(), "href", "#" + section.id())
                .close());
        html.close().close().line();
        html.open("main", "id", "contents").line();
        for (Section section : sections) {
            html.open("section", "aria-labelledby", section.id(), "class", part(section))
                    .line();
            html.element("h2", section.title(), "id", section.id()).line();
            section.body().accept(html);
            html.close().line();
        }
        html.close().line().open("footer");
        foot.accept(html);
        html.close().line().close().close();
        return html.finish();
    }

    private String part(Section section) {
        return section.isDetail() && !isPrintedWhole ? "on-screen" : "in-print";
    }

    /** The banner in the margin of each printed sheet; its text is put into quotes of CSS. */
    private String running() {
        return banner.isEmpty()
                ? ""
                : "@page{margin-top:17mm;@top-center{content:\"" + banner.replaceAll("[\"\\\\<\n]", " ")
                        + "\";font:700 8.5pt sans-serif;color:#a1260d}}\n";
    }

    private static String css() {
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            return new String(
                    Objects.requireNonNull(in, "page.css is not in the jar").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("page.css in the jar can't be read", e);
        }
    }
}

package org.effigy.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * What a group of figures says to somebody who is no statistician.
 *
 * @param figures how the ids of the figures begin
 * @param title what people call it
 * @param tested what was done
 * @param means what follows for a person in the data, or for those who use the rows
 * @param hidden what it does not show
 */
record PlainWords(String figures, String title, String tested, String means, String hidden) {
    private static final ObjectReader READER = new ObjectMapper().readerForListOf(PlainWords.class);

    /** The text under its title. */
    void write(Html html) {
        html.open("div", "class", "text").element("h3", title);
        html.element("p", tested).element("p", means);
        html.open("p")
                .element("strong", "What it does not show: ")
                .text(hidden)
                .close()
                .close()
                .line();
    }

    /** What people call the group of a figure; empty if it has no text. Of the id alone, not of the tables. */
    static String name(String id) {
        return all().stream()
                .filter(group -> id.startsWith(group.figures()))
                .map(PlainWords::title)
                .findFirst()
                .orElse("");
    }

    /** All texts, in the order in which they are shown. */
    static List<PlainWords> all() {
        try (InputStream in = PlainWords.class.getResourceAsStream("plain-words.json")) {
            return READER.readValue(Objects.requireNonNull(in, "plain-words.json is not in the jar"));
        } catch (IOException e) {
            throw new IllegalStateException("plain-words.json in the jar can't be read", e);
        }
    }
}

package org.effigy.report;

import java.util.List;
import java.util.Objects;

/**
 * The questions of a framework by which releases are judged, each with the answer that this release gives, in our own
 * words. It helps whoever judges; it judges nothing.
 *
 * @param framework its name and where it is published
 * @param items in the framework's order
 */
public record Checklist(String framework, List<Item> items) {
    /**
     * A question.
     *
     * @param question what is asked
     * @param assessed whether the release answers it
     * @param answer the answer; why there is none, and who has it, where it isn't assessed
     */
    public record Item(String question, boolean assessed, String answer) {
        /** Checks that nothing is missing. */
        public Item {
            Objects.requireNonNull(question, "question");
            Objects.requireNonNull(answer, "answer");
        }

        static Item answered(String question, String answer) {
            return new Item(question, true, answer);
        }

        static Item open(String question, String why) {
            return new Item(question, false, why);
        }
    }

    /** Copies the list. */
    public Checklist {
        Objects.requireNonNull(framework, "framework");
        items = List.copyOf(items);
    }

    /**
     * This item in place of the one with its question.
     *
     * @throws IllegalArgumentException if there is no such question
     */
    Checklist with(Item item) {
        if (items.stream().noneMatch(old -> old.question().equals(item.question()))) {
            throw new IllegalArgumentException("'" + framework + "' has no question '" + item.question() + "'");
        }
        return new Checklist(
                framework,
                items.stream()
                        .map(old -> old.question().equals(item.question()) ? item : old)
                        .toList());
    }

    /** The table of questions and answers. */
    void write(Html html) {
        html.element("h3", framework);
        html.wide(framework).open("table", "class", "checklist").open("thead").open("tr");
        html.element("th", "Question", "scope", "col").element("th", "Answer", "scope", "col");
        html.close().close().open("tbody").line();
        for (Item item : items) {
            html.open("tr").element("th", item.question(), "scope", "row").open("td");
            if (!item.assessed()) {
                html.element("strong", "Not assessed. ");
            }
            html.text(item.answer()).close().close().line();
        }
        html.close().close().close().line();
    }
}

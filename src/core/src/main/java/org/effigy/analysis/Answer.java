package org.effigy.analysis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model can say to a question: numbers with intervals, or why it can't answer and what would let it.
 *
 * @param question in words
 * @param where the condition on the rows asked about, in words; empty for all rows
 * @param about whom the numbers are about
 * @param terms one for a single number, one a coefficient for a regression; empty where there is no answer
 * @param refusal why there is none
 */
public record Answer(
        String question, Optional<String> where, About about, List<Term> terms, Optional<Refusal> refusal) {
    /** How often an interval holds what it is about, at least. */
    public static final double CONFIDENCE = .95;

    /** Whom an answer is about. */
    public enum About {
        /** The rows that the fit used, as they were. */
        ROWS("the rows that were used"),
        /** What the rows are a sample of. */
        POPULATION("the population that the rows are a sample of");

        private final String words;

        About(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }

    /**
     * A number.
     *
     * @param name what of the question it answers, as {@code age} of a regression
     * @param estimate inside the interval
     * @param low the interval's lower end
     * @param high the interval's upper end
     * @param bins how much of the interval's width is there because values are known in bins alone
     */
    public record Term(String name, double estimate, double low, double high, double bins) {}

    /**
     * Why there is no answer.
     *
     * @param reason what is not known
     * @param remedy what a fit would have to do
     */
    public record Refusal(String reason, String remedy) {}

    /** Copies the terms. */
    public Answer {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(about, "about");
        terms = List.copyOf(terms);
    }

    /** Whether there is an answer. */
    public boolean isAnswered() {
        return refusal.isEmpty();
    }
}

package org.effigy.analysis;

/** A model can't answer a question. */
final class UnanswerableException extends Exception {
    private static final long serialVersionUID = 1;

    private final String remedy;

    UnanswerableException(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    Answer.Refusal refusal() {
        return new Answer.Refusal(getMessage(), remedy);
    }
}

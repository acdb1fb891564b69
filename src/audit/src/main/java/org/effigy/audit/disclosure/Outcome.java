package org.effigy.audit.disclosure;

/** What an attack says of a table. */
public enum Outcome {
    /** People whose rows were used are attacked with more success than others are: something of theirs came out. */
    LEAK("leak"),
    /** The attack does better than guessing, and no better on people whose rows were used. */
    NO_LEAK_FOUND("no leak found"),
    /** The attack does no better than guessing: it shows nothing, neither a leak nor that there is none. */
    NO_POWER("too little to tell");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}

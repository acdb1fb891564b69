package org.effigy.synth;

/** Where the categories and bounds that a fit rests on came from; written into every file that the fit leaves. */
public enum DomainOrigin {
    /** The schema was written from public knowledge. */
    DECLARED("declared"),
    /** The schema was written from public knowledge but for columns whose domain was found in the rows under the budget. */
    DISCOVERED("declared, and in part discovered under the budget"),
    /** As {@link #DISCOVERED}, but another release paid for it, or one more. */
    DISCOVERED_BEFORE("declared, and in part discovered under the budget of another release"),
    /** The schema was derived from data, and the person who ran the fit stated that it is public all the same. */
    ATTESTED("derived from data, stated to be public");

    private final String words;

    DomainOrigin(String words) {
        this.words = words;
    }

    /** The origin as it is written in files. */
    public String words() {
        return words;
    }

    /**
     * The origin written as {@code words}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static DomainOrigin of(String words) {
        for (DomainOrigin origin : values()) {
            if (origin.words.equals(words)) {
                return origin;
            }
        }
        throw new IllegalArgumentException("'" + words + "' is no origin of a domain");
    }
}

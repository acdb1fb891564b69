package org.effigy.audit.privacy;

/** The attacks on membership. */
enum Attack {
    DISTANCE("distance", "nearness", "Scores a record by how near its nearest synthetic row is."),
    DIFFERENCE(
            "difference",
            "nearness beside real rows",
            "Scores a record by how much nearer a synthetic row is than any other real one."),
    RATIO(
            "ratio",
            "nearness in proportion to real rows",
            "Scores a record by the distance of its nearest other real row over that of its nearest synthetic one: the"
                    + " ratio of two nearest-neighbour densities."),
    AGREEMENT(
            "agreement",
            "agreement in rare values",
            "Scores a record by how surprising it is that a synthetic row has all of its values but one at most;"
                    + " where none has, by nearness in proportion."),
    DENSITY(
            "density",
            "density ratio",
            "Scores a record by how much denser the synthetic rows are there than the real ones, on trees of pairs of"
                    + " columns (after DOMIAS)."),
    EVIDENCE(
            "evidence",
            "the weight of all evidence",
            "Scores a record by how much likelier the synthetic rows are if some are blurred copies of it, over all of"
                    + " them and with blur rates estimated from the tables (after Fellegi and Sunter)."),
    CLASSIFIER(
            "classifier",
            "a classifier",
            "Scores a record by a logistic regression on what the other attacks see, trained on other records.");

    /** A hundredth of a column: nearer than this counts as touching, so that ratios stay finite. */
    static final double SMALL = 0.01;

    /** In how many parts records are cut for the classifier. */
    static final int PARTS = 5;

    private final String id;
    private final String title;
    private final String words;

    Attack(String id, String title, String words) {
        this.id = id;
        this.title = title;
        this.words = words;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    String words() {
        return words;
    }
}

package org.effigy.audit.downstream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.learn.Learner;

/**
 * What is learned, by what, and at which effort: shared by the parts of an audit that train models, which are trained
 * once for all of them. Safe for use by several threads; the options make copies.
 */
public final class Study {
    /** The most rows of each table that a model is trained on, or tested on. */
    public static final int ROWS = 50_000;

    /** The draws of a bootstrap. */
    public static final int DRAWS = 500;

    private final String target;
    private final Optional<String> positive;
    private final List<Learner> learners;
    private final int rows;
    private final int draws;
    private final Map<String, Contest> contests = new HashMap<>();
    private UtilityTables last;
    private Optional<Ground> ground = Optional.empty();

    private Study(String target, Optional<String> positive, List<Learner> learners, int rows, int draws) {
        this.target = Objects.requireNonNull(target, "target");
        this.positive = positive;
        this.learners = List.copyOf(learners);
        this.rows = rows;
        this.draws = draws;
    }

    /**
     * Predicts a column by trees and by a linear model, from at most {@value #ROWS} rows of each table, with
     * {@value #DRAWS} draws of the bootstrap.
     *
     * @param target the column's name
     */
    public static Study of(String target) {
        return new Study(target, Optional.empty(), Learner.standard(), ROWS, DRAWS);
    }

    /** With the class that matters: of two, the rarer one otherwise; of more, the rarest. */
    public Study withPositive(String name) {
        return new Study(target, Optional.of(name), learners, rows, draws);
    }

    /** @throws IllegalArgumentException if there is no learner; the first is the one that findings rest on */
    public Study withLearners(List<Learner> chosen) {
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("a study needs at least one learner: give trees, linear or both");
        }
        return new Study(target, positive, chosen, rows, draws);
    }

    /** @throws IllegalArgumentException if there are fewer rows than 100, or draws than 100 */
    public Study withEffort(int mostRows, int bootstrapDraws) {
        if (mostRows < 100 || bootstrapDraws < 100) {
            throw new IllegalArgumentException(
                    "a study needs at least 100 rows and 100 draws; asked for " + mostRows + " and " + bootstrapDraws);
        }
        return new Study(target, positive, learners, mostRows, bootstrapDraws);
    }

    /** The predicted column. */
    public String target() {
        return target;
    }

    /** The class that matters, if it was named. */
    public Optional<String> positive() {
        return positive;
    }

    /** The learners, the leading one first. */
    public List<Learner> learners() {
        return learners;
    }

    /** The most rows of each table. */
    public int rows() {
        return rows;
    }

    /** The draws of a bootstrap. */
    public int draws() {
        return draws;
    }

    /** The models of one learner on these tables: trained now, or taken from the part that had them trained. */
    synchronized Contest contest(UtilityTables tables, Learner learner) {
        Ground ready = ground(tables);
        return contests.computeIfAbsent(learner.name(), name -> Contest.of(ready, learner));
    }

    /** These tables ready to be learned from, and the draws of their holdout: made now, or by the part that was first. */
    synchronized Ground ground(UtilityTables tables) {
        if (last != tables || ground.isEmpty()) {
            contests.clear();
            ground = Optional.of(Ground.of(this, tables));
            last = tables;
        }
        return ground.get();
    }
}

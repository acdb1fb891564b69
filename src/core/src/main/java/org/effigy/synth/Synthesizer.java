package org.effigy.synth;

import java.util.List;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.PrivacyLoss;

/** A way to make a model of a table that it sees only through the door. */
public sealed interface Synthesizer permits Aim, Auto, Copula, Hybrid, Independent, Mst, PrivBayes {
    /** The name by which a person asks for it, as {@code "independent"}. */
    String name();

    /**
     * Spends what the table's release has left, and estimates a distribution from the answers.
     *
     * @throws org.effigy.privacy.BudgetExceededException if the release is spent already
     */
    default Fit fit(PrivateTable table, Progress progress) {
        return fit(table, List.of(), progress);
    }

    /**
     * As {@link #fit(PrivateTable, Progress)}, where some cells can't be: the estimate is of maximum entropy given that.
     *
     * @param zeros factors over the table's domain that are 0 in the cells that can't be, and 1 elsewhere; public
     * @throws IllegalArgumentException if it can't keep them, as a copula can't; it says so before anything is paid
     * @throws org.effigy.privacy.BudgetExceededException if the release is spent already
     */
    Fit fit(PrivateTable table, List<Factor> zeros, Progress progress);

    /**
     * Refuses rules that {@link #fit(PrivateTable, List, Progress)} could not keep, before anything is paid.
     *
     * @param related the columns that each rule's zeros relate
     * @throws IllegalArgumentException if it can't keep them, naming models that can
     */
    default void requireKept(Domain domain, List<Clique> related) {}

    /** The most cells that the tables of its model may have together. */
    default long maxCells() {
        return Settings.standard().maxCells();
    }

    /**
     * Refuses what {@link #fit} would refuse in the middle, by public facts alone: to be asked before anything of the fit is
     * paid. Costs nothing.
     *
     * @param table the table to be fitted, or one of which it will be a coarsening
     * @param budget what will be left for the fit
     * @throws IllegalArgumentException if the settings name a column that there isn't, or a question would have a
     *     sensitivity or noise past what 64 bits hold
     * @throws IllegalStateException if a question can't be answered where the rows are
     */
    default void requireFeasible(PrivateTable table, PrivacyLoss budget) {}

    /** Whether it measures the marginals that a workload names; else {@link Settings#workload} changes nothing. */
    default boolean takesWorkload() {
        return false;
    }

    /** The names by which {@link #named(String)} knows synthesizers, by the alphabet. */
    static List<String> names() {
        return List.of(Aim.NAME, Copula.NAME, Hybrid.NAME, Independent.NAME, Mst.NAME, PrivBayes.NAME);
    }

    /** The synthesizer of this name, as {@link #named(String, Settings)} gives it with {@link Settings#standard}. */
    static Synthesizer named(String name) {
        return named(name, Settings.standard());
    }

    /**
     * The synthesizer of this name, with what a person chose about it; a model that has no use for a setting ignores it.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Synthesizer named(String name, Settings settings) {
        return switch (name) {
            case Independent.NAME -> new Independent();
            case Aim.NAME -> Aim.of(settings);
            case Copula.NAME -> Copula.of(settings);
            case Hybrid.NAME -> Hybrid.of(settings);
            case Mst.NAME -> Mst.of(settings);
            case PrivBayes.NAME -> PrivBayes.of(settings);
            default ->
                throw new IllegalArgumentException(
                        "there is no model '" + name + "'; there are: " + String.join(", ", names()));
        };
    }
}

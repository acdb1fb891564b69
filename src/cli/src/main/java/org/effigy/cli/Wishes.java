package org.effigy.cli;

import java.util.List;
import java.util.function.Supplier;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.synth.Plan;
import org.effigy.synth.Synthesizer;

/** What a person wishes to be measured, with {@code --clique} and {@code --workload}: followed, or refused with a way on. */
final class Wishes {
    private Wishes() {}

    /**
     * Refuses wishes that the chosen model would ignore.
     *
     * @param cliques as they were given
     * @param workload as it was given, or null
     * @param aim the plan of the model that would follow them
     * @throws UsageException if there are any
     */
    static void requireUsed(
            Synthesizer chosen, List<String> cliques, String workload, PrivacyBudget budget, Supplier<Plan> aim) {
        if (chosen.takesWorkload() || cliques.isEmpty() && workload == null) {
            return;
        }
        List<String> needs = cliques.isEmpty() ? List.of() : aim.get().needs(budget);
        throw new UsageException("'" + chosen.name() + "' measures " + measures(chosen.name()) + ", whatever "
                + (cliques.isEmpty() ? "--workload" : "--clique")
                + " says: leave the option out, or take --model aim, which follows it"
                + (needs.isEmpty() ? "" : ". 'aim' measures " + String.join("; ", needs)));
    }

    private static String measures(String model) {
        return switch (model) {
            case "independent" -> "single columns and nothing between them";
            case "copula" -> "single columns, and how the orders of their values go together";
            case "hybrid" -> "single columns, how the orders of numbers go together, and pairs of the rest";
            case "mst" -> "pairs of columns that make a tree, chosen by how much the rows relate them";
            case "privbayes" -> "tables that make a network, chosen by how much the rows relate their columns";
            default -> "what it needs";
        };
    }
}

package org.effigy.audit;

import java.util.List;
import java.util.Objects;

/**
 * All verdicts of a policy.
 *
 * @param policy the policy
 * @param verdicts in the order of its rules, and of the figures where a rule is about several
 */
public record Judgement(Policy policy, List<Verdict> verdicts) {
    /** Copies the list. */
    public Judgement {
        Objects.requireNonNull(policy, "policy");
        verdicts = List.copyOf(verdicts);
    }

    /** The gates with this outcome. */
    public List<Verdict> gates(Verdict.Outcome outcome) {
        return verdicts.stream()
                .filter(verdict -> verdict.rule().kind() == Rule.Kind.GATE && verdict.outcome() == outcome)
                .toList();
    }

    /**
     * The table's verdict: a failure if any gate fails, or if one is not assessed and the policy wants all to be; a pass
     * if at least one gate was assessed.
     */
    public Verdict.Outcome outcome() {
        if (!gates(Verdict.Outcome.FAIL).isEmpty()
                || policy.wantsAllAssessed()
                        && !gates(Verdict.Outcome.NOT_ASSESSED).isEmpty()) {
            return Verdict.Outcome.FAIL;
        }
        return gates(Verdict.Outcome.PASS).isEmpty() ? Verdict.Outcome.NOT_ASSESSED : Verdict.Outcome.PASS;
    }

    /** The table's verdict for people, in one sentence. */
    public String words() {
        int failed = gates(Verdict.Outcome.FAIL).size();
        int passed = gates(Verdict.Outcome.PASS).size();
        int open = gates(Verdict.Outcome.NOT_ASSESSED).size();
        String counts = failed + " of " + (failed + passed + open) + " gates failed, " + passed + " passed, " + open
                + (open == 1 ? " was not assessed" : " were not assessed");
        return switch (outcome()) {
            case FAIL -> "FAIL: " + counts + ".";
            case PASS ->
                "Pass: " + counts + (open > 0 ? ", which is no pass" : "") + ". No audit can show that nothing leaks.";
            case NOT_ASSESSED -> "Not assessed: no gate could be judged. This is not a pass.";
        };
    }
}

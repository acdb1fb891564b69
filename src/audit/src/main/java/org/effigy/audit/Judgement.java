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
    private static final String PRIVACY = "privacy.";
    private static final String MEMBERSHIP = PRIVACY + "membership.";
    private static final String EPSILON = MEMBERSHIP + "epsilon";

    /** Copies the list. */
    public Judgement {
        Objects.requireNonNull(policy, "policy");
        verdicts = List.copyOf(verdicts);
    }

    /** This judgement where something hinders a pass: gates that fail still do, others are not assessed. */
    Judgement hindered(String why) {
        return new Judgement(
                policy,
                verdicts.stream()
                        .map(verdict -> verdict.rule().kind() == Rule.Kind.GATE
                                        && verdict.outcome() == Verdict.Outcome.PASS
                                        && !verdict.figure()
                                                .map(Figure::id)
                                                .orElse("")
                                                .startsWith(Reading.PREFIX)
                                ? new Verdict(
                                        verdict.rule(),
                                        verdict.figure(),
                                        Verdict.Outcome.NOT_ASSESSED,
                                        why + " " + verdict.words())
                                : verdict)
                        .toList());
    }

    /** The gates with this outcome. */
    public List<Verdict> gates(Verdict.Outcome outcome) {
        return verdicts.stream()
                .filter(verdict -> verdict.rule().kind() == Rule.Kind.GATE && verdict.outcome() == outcome)
                .toList();
    }

    /**
     * The table's verdict: a failure if any gate fails, or if one doesn't pass and the policy wants all to be assessed; a
     * pass if all gates passed that could be assessed, and one of them was of an attack on membership. Where a policy is
     * not about privacy, any gate will do.
     */
    public Verdict.Outcome outcome() {
        boolean open = !gates(Verdict.Outcome.NOT_ASSESSED).isEmpty();
        boolean foreign = !gates(Verdict.Outcome.DOES_NOT_APPLY).isEmpty();
        if (!gates(Verdict.Outcome.FAIL).isEmpty() || policy.wantsAllAssessed() && (open || foreign)) {
            return Verdict.Outcome.FAIL;
        }
        return gates(Verdict.Outcome.PASS).stream().anyMatch(this::isEvidence)
                ? Verdict.Outcome.PASS
                : Verdict.Outcome.NOT_ASSESSED;
    }

    /** Whether a gate that passed is evidence for the table: a bound on epsilon, say, is evidence against a claim alone. */
    private boolean isEvidence(Verdict passed) {
        boolean aboutPrivacy =
                policy.rules().stream().anyMatch(rule -> rule.figure().startsWith(PRIVACY));
        String id = passed.figure().map(Figure::id).orElse("");
        return !aboutPrivacy || id.startsWith(MEMBERSHIP) && !id.equals(EPSILON);
    }

    /** The table's verdict for people. */
    public String words() {
        int failed = gates(Verdict.Outcome.FAIL).size();
        int passed = gates(Verdict.Outcome.PASS).size();
        int open = gates(Verdict.Outcome.NOT_ASSESSED).size();
        int foreign = gates(Verdict.Outcome.DOES_NOT_APPLY).size();
        String counts = "of " + (failed + passed + open + foreign) + " gates " + failed + " failed, " + passed
                + " passed, " + open + " could not be assessed"
                + (foreign == 0 ? "" : " and " + foreign + (foreign == 1 ? " does" : " do") + " not apply");
        return switch (outcome()) {
            case FAIL -> "FAIL: " + counts + ".";
            case PASS -> "Pass: " + counts + ". No audit can show that nothing leaks.";
            default ->
                "Not assessed: " + counts + ". This is not a pass"
                        + (passed == 0
                                ? "."
                                : ", which takes an attack on membership that could have found something.");
        };
    }
}

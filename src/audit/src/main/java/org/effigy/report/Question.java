package org.effigy.report;

import java.util.List;
import java.util.Optional;
import org.effigy.audit.Figure;
import org.effigy.audit.Judgement;
import org.effigy.audit.Rule;
import org.effigy.audit.Verdict;

/** What a person who decides wants to know, and which gates answer it. Together they take in every gate. */
enum Question {
    /** Copies. */
    COPIES("Do records of real people stand in the table?", "privacy.copies."),
    /** Membership. */
    MEMBERSHIP("Can somebody find out that a person was in the data?", "privacy.membership."),
    /** Predicates. */
    SINGLING_OUT("Can somebody pick out one person by the table?", "privacy.singling-out."),
    /** Two sources. */
    LINKABILITY("Does the table help to join two sources about a person?", "privacy.linkability."),
    /** Inference and groups. */
    SECRETS("Does the table give a person's secret away?", "privacy.inference.", "privacy.group-disclosure."),
    /** A lower bound. */
    CLAIM("Do the attacks contradict what is promised?", "privacy.membership.epsilon"),
    /** The schema. */
    TABLE("Is the table what its description says?", "table."),
    /** Rules that a policy of one's own adds. */
    OTHER("Are the other rules of the policy kept?");

    private final String words;
    private final List<String> prefixes;

    Question(String words, String... prefixes) {
        this.words = words;
        this.prefixes = List.of(prefixes);
    }

    /** The question. */
    String words() {
        return words;
    }

    /** The gates that answer it, in the policy's order; without those that are about other audits. */
    List<Verdict> gates(Judgement judgement) {
        return judgement.verdicts().stream()
                .filter(verdict -> verdict.rule().kind() == Rule.Kind.GATE
                        && verdict.outcome() != Verdict.Outcome.DOES_NOT_APPLY
                        && of(verdict) == this)
                .toList();
    }

    private static Question of(Verdict gate) {
        String id = gate.figure().map(Figure::id).orElse(gate.rule().figure());
        Question found = OTHER;
        int longest = 0;
        for (Question question : values()) {
            Optional<String> prefix =
                    question.prefixes.stream().filter(id::startsWith).findFirst();
            if (prefix.isPresent() && prefix.get().length() > longest) {
                found = question;
                longest = prefix.get().length();
            }
        }
        return found;
    }

    /**
     * The answer: a failure if a gate fails. Attacks on membership and copies are many on the same thing, and one that could
     * have found something answers; each secret and each other attack is a thing of its own, and one that is open leaves the
     * question open.
     */
    Verdict.Outcome outcome(Judgement judgement) {
        List<Verdict> gates = gates(judgement);
        boolean anyWillDo = this == MEMBERSHIP;
        if (gates.stream().anyMatch(gate -> gate.outcome() == Verdict.Outcome.FAIL)) {
            return Verdict.Outcome.FAIL;
        }
        boolean isAnswered = anyWillDo
                ? gates.stream().anyMatch(gate -> gate.outcome() == Verdict.Outcome.PASS)
                : !gates.isEmpty() && gates.stream().allMatch(gate -> gate.outcome() == Verdict.Outcome.PASS);
        return isAnswered ? Verdict.Outcome.PASS : Verdict.Outcome.NOT_ASSESSED;
    }
}

package org.effigy.audit.disclosure;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.effigy.audit.Figure;
import org.effigy.audit.Interval;
import org.effigy.audit.Policy;

/**
 * What came of one attack: on people whose rows the generator saw, on as many whose rows it did not see, and of naive
 * guesses that don't look at single synthetic rows.
 *
 * @param id its figures' common beginning, as {@code privacy.linkability}
 * @param title its name for people
 * @param main successes on train against those on the control group
 * @param naive successes on train against those of naive guesses
 * @param level of the interval of its risk, as 0.95; higher where several attacks share one verdict
 */
public record Attack(String id, String title, Excess main, Excess naive, double level) {
    /** @throws IllegalArgumentException if the level is not between 0 and 1 */
    public Attack {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(main, "main");
        Objects.requireNonNull(naive, "naive");
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("an attack's level is between 0 and 1, as 0.95; it is " + level);
        }
    }

    /** What it says: a leak if the excess over the control group is above 0 for sure. */
    public Outcome outcome() {
        if (main.interval(level).low() > 0) {
            return Outcome.LEAK;
        }
        return naive.interval(Policy.USUAL_LEVEL).low() > 0 ? Outcome.NO_LEAK_FOUND : Outcome.NO_POWER;
    }

    /**
     * Its numbers: {@code .risk}, the excess over the control group, which is not defined where the attack has no power;
     * {@code .success}, {@code .control} and {@code .naive}, the shares of attacks that succeed.
     *
     * @param policy whose gate on the risk is told what it can find
     */
    public List<Figure> figures(Policy policy) {
        Figure risk = outcome() == Outcome.NO_POWER || Double.isNaN(main.value())
                ? new Figure(id + ".risk", riskOf(title), Double.NaN, Optional.empty(), Optional.of(0.0), note())
                : new Figure(
                        id + ".risk",
                        riskOf(title),
                        main.value(),
                        Optional.of(main.interval(level)),
                        Optional.of(0.0),
                        note());
        return List.of(
                policy.test(risk.id())
                        .map(rule -> risk.with(main.power(level, rule)))
                        .orElse(risk),
                rate("success", "success on train", main.hits(), main.attacks()),
                rate("control", "success on the control group", main.controlHits(), main.controlAttacks()),
                rate("naive", "success of naive guesses", naive.controlHits(), naive.controlAttacks()));
    }

    private String note() {
        String counts = String.format(
                Locale.ROOT,
                "%d of %d attacks on train succeed, %d of %d on the control group, %d of %d naive guesses",
                main.hits(),
                main.attacks(),
                main.controlHits(),
                main.controlAttacks(),
                naive.controlHits(),
                naive.controlAttacks());
        return Character.toUpperCase(outcome().words().charAt(0))
                + outcome().words().substring(1) + ": " + counts
                + switch (outcome()) {
                    case LEAK -> ". People whose rows were used are attacked with more success.";
                    case NO_LEAK_FOUND ->
                        Double.isNaN(main.value())
                                ? ". Every attack on the control group succeeds, so nothing beyond it can be told."
                                : ".";
                    case NO_POWER ->
                        ". The attack is not measurably better than guessing, so this says nothing about a leak.";
                };
    }

    private Figure rate(String name, String words, long hits, long attacks) {
        return new Figure(
                id + "." + name,
                title + ": " + words,
                (double) hits / attacks,
                Optional.of(Interval.wilson(hits, attacks, Policy.USUAL_LEVEL)),
                Optional.empty(),
                "");
    }

    /** The figures of an attack that could not be made. */
    static List<Figure> impossible(String id, String title, String why) {
        return List.of(new Figure(id + ".risk", riskOf(title), Double.NaN, Optional.empty(), Optional.of(0.0), why));
    }

    private static String riskOf(String title) {
        return title + ": risk beyond the control group";
    }
}

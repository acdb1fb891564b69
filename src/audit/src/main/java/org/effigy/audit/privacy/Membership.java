package org.effigy.audit.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditSection;
import org.effigy.audit.CurvePoint;
import org.effigy.audit.Figure;
import org.effigy.audit.Findings;
import org.effigy.audit.Interval;
import org.effigy.audit.Power;

/**
 * Membership inference: from the synthetic rows alone, and real rows of the population, was this record in the training
 * table? Each attack gives every record of train and holdout a score. Whatever an attack knows of the real rows it takes
 * from train and holdout as one, the record left out: if the generator had not seen train, the scores of both would be
 * exchangeable, which is what all figures here are held against.
 */
public final class Membership implements AuditSection {
    /** Rates of false positives that figures are given for, the lowest first. */
    private static final List<String> RATES = List.of("0.001", "0.01", "0.05");

    /** Rates at which thresholds for the bound on epsilon are set. */
    private static final double[] EPSILON_RATES = {0.001, 0.01, 0.1};

    private static final String PREFIX = "privacy.membership.";
    private static final String EPSILON = PREFIX + "epsilon";

    @Override
    public String title() {
        return "Membership inference";
    }

    @Override
    public Findings examine(AuditCase tables) {
        if (tables.holdout().isEmpty()) {
            return Findings.of(title(), undefined("Without a holdout there is no outsider to compare with."));
        }
        Targets targets = Targets.of(tables);
        if (targets.members().rows() < 2
                || targets.outsiders().rows() < 2
                || tables.synthetic().rows() == 0) {
            return Findings.of(
                    title(),
                    undefined("An attack needs two rows of train, two of the holdout and a synthetic row; there are "
                            + targets.members().rows() + ", "
                            + targets.outsiders().rows() + " and "
                            + tables.synthetic().rows() + "."));
        }
        Scores scores = Scores.of(targets, tables);
        List<Roc> attacks = scores.attacks();
        List<Figure> figures = new ArrayList<>();
        RocPower power =
                new RocPower(targets.members().rows(), targets.outsiders().rows());
        for (String rate : RATES) {
            for (int i = 0; i < attacks.size(); i++) {
                figures.add(atRate(Attack.values()[i], attacks.get(i), rate, tables, power));
            }
        }
        figures.addAll(scores.leads().figures(tables.policy()));
        for (int i = 0; i < attacks.size(); i++) {
            figures.add(area(Attack.values()[i], attacks.get(i), tables));
        }
        figures.add(epsilon(attacks, tables, power));
        return new Findings(
                title(),
                figures,
                IntStream.range(0, attacks.size())
                        .mapToObj(i -> RocCurve.of(Attack.values()[i], attacks.get(i), tables.claim()))
                        .toList());
    }

    @Override
    public Map<String, Power> foresee(AuditCase tables) {
        if (tables.holdout().isEmpty()) {
            return Map.of();
        }
        Targets targets = Targets.of(tables);
        if (targets.members().rows() < 2 || targets.outsiders().rows() < 2) {
            return Map.of();
        }
        RocPower power =
                new RocPower(targets.members().rows(), targets.outsiders().rows());
        Map<String, Power> foreseen = new LinkedHashMap<>();
        for (String rate : RATES) {
            for (Attack attack : Attack.values()) {
                String id = PREFIX + attack.id() + ".tpr-at-" + rate;
                atRate(power, id, rate, tables).ifPresent(known -> foreseen.put(id, known));
            }
        }
        foreseen.putAll(
                Leads.foresee(targets.members().rows(), targets.outsiders().rows(), tables.policy()));
        foreseen.put(
                EPSILON,
                tables.claim()
                        .map(claim ->
                                power.ofEpsilon(claim, EPSILON_RATES, epsilonError(tables, Attack.values().length)))
                        .orElse(Power.none()));
        return foreseen;
    }

    private static Optional<Power> atRate(RocPower power, String id, String rate, AuditCase tables) {
        return tables.policy()
                .test(id)
                .map(rule -> power.atRate(
                        Double.parseDouble(rate), tables.policy().level(id, Attack.values().length), rule));
    }

    /** The probability with which each of the bounds that the one on epsilon is the highest of may be too high. */
    private static double epsilonError(AuditCase tables, int attacks) {
        return (1 - tables.policy().level(EPSILON)) / 2 / (attacks * EPSILON_RATES.length);
    }

    private static Figure atRate(Attack attack, Roc roc, String rate, AuditCase tables, RocPower power) {
        String id = PREFIX + attack.id() + ".tpr-at-" + rate;
        double falsePositives = Double.parseDouble(rate);
        Figure figure = new Figure(
                        id,
                        title(attack, rate),
                        roc.truePositives(falsePositives),
                        Optional.of(roc.truePositivesInterval(
                                falsePositives, tables.policy().level(id, Attack.values().length))),
                        Optional.of(falsePositives),
                        attack.words()
                                + tables.claim()
                                        .map(claim -> " By epsilon and delta alone the claim allows at most "
                                                + Figure.number(claim.ceiling(falsePositives)) + ".")
                                        .orElse(""))
                .at(new CurvePoint(attack.id(), falsePositives));
        return atRate(power, id, rate, tables).map(figure::with).orElse(figure);
    }

    private static Figure area(Attack attack, Roc roc, AuditCase tables) {
        String id = PREFIX + attack.id() + ".auc";
        return new Figure(
                id,
                "Area under the curve of " + attack.title(),
                roc.auc(),
                roc.aucInterval(tables.policy().level(id, Attack.values().length)),
                Optional.of(0.5),
                "A mean over all records, in which leaks of few don't show.");
    }

    private static Figure epsilon(List<Roc> attacks, AuditCase tables, RocPower power) {
        double delta = tables.claim().map(claim -> claim.delta()).orElse(0.0);
        double level = tables.policy().level(EPSILON);
        double error = epsilonError(tables, attacks.size());
        double bound = 0;
        for (Roc attack : attacks) {
            for (double rate : EPSILON_RATES) {
                bound = Math.max(bound, attack.epsilonBound(rate, delta, error));
            }
        }
        Figure figure = new Figure(
                EPSILON,
                "Least epsilon that explains the attacks",
                bound,
                Optional.of(new Interval(bound, Double.POSITIVE_INFINITY, level)),
                tables.claim().map(claim -> claim.epsilon()),
                (tables.claim().isPresent() ? "" : "No differential privacy is claimed. ")
                        + "The highest over all attacks and three thresholds, corrected for their number. One run of"
                        + " the generator, its records taken as independent: evidence against a claim, never for"
                        + " one.");
        return tables.claim()
                .map(claim -> figure.with(power.ofEpsilon(claim, EPSILON_RATES, error)))
                .orElse(figure);
    }

    private static List<Figure> undefined(String why) {
        List<Figure> figures = new ArrayList<>();
        for (String rate : RATES) {
            for (Attack attack : Attack.values()) {
                double falsePositives = Double.parseDouble(rate);
                figures.add(undefined(
                                PREFIX + attack.id() + ".tpr-at-" + rate,
                                title(attack, rate),
                                Optional.of(falsePositives),
                                why)
                        .at(new CurvePoint(attack.id(), falsePositives)));
            }
        }
        figures.addAll(Leads.undefined(why));
        for (Attack attack : Attack.values()) {
            figures.add(undefined(
                    PREFIX + attack.id() + ".auc", "Area under the curve of " + attack.title(), Optional.of(0.5), why));
        }
        figures.add(undefined(EPSILON, "Least epsilon that explains the attacks", Optional.empty(), why));
        return figures;
    }

    private static Figure undefined(String id, String title, Optional<Double> reference, String why) {
        return new Figure(id, title, Double.NaN, Optional.empty(), reference, why);
    }

    private static String title(Attack attack, String rate) {
        return "Train rows found by " + attack.title() + " at " + rate + " false positives";
    }
}

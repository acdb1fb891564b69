package org.effigy.audit.disclosure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditSection;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Findings;
import org.effigy.audit.Power;
import org.effigy.audit.privacy.Gower;
import org.effigy.table.Role;

/**
 * The three attacks of Giomi et al. 2023 on a synthetic table, and disclosure by groups (Raab et al. 2024). Cost: two searches for nearest rows, and two for each
 * secret, for each target; memory grows with the number of rows.
 */
public final class DisclosureAudit implements AuditSection {
    private static final String SINGLING_OUT = "Singling out";
    private static final String LINKABILITY = "Linkability";
    private static final String INFERENCE = "privacy.inference";
    private static final String NO_CONTROL =
            "there is no holdout, and without people whose rows were not used an attack's success means nothing:"
                    + " give one with --holdout";

    private final DisclosureOptions options;

    private DisclosureAudit(DisclosureOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /** The attacks with these options. */
    public static DisclosureAudit of(DisclosureOptions options) {
        return new DisclosureAudit(options);
    }

    @Override
    public String title() {
        return "Attacks on single people";
    }

    /** @throws IllegalArgumentException if an option names a column that there is not */
    @Override
    public Findings examine(AuditCase tables) {
        checkNames(tables.train());
        String why = whyNot(tables);
        if (!why.isEmpty()) {
            List<Figure> none = new ArrayList<>();
            none.addAll(Attack.impossible(SinglingOut.UNIVARIATE, SINGLING_OUT + " by one column", why));
            none.addAll(Attack.impossible(SinglingOut.MULTIVARIATE, SINGLING_OUT + " by several columns", why));
            none.addAll(Attack.impossible(Linkability.ID, LINKABILITY, why));
            none.addAll(Attack.impossible(INFERENCE + ".secret", "Inference of a secret", why));
            none.addAll(Attack.impossible(GroupDisclosure.ID + ".secret", "Disclosure of a secret by groups", why));
            return Findings.of(title(), none);
        }
        AuditTable holdout = tables.holdout().orElseThrow();
        SplittableRandom random = new SplittableRandom(tables.seed());
        List<Figure> figures = new ArrayList<>(singlingOut(tables, holdout, random.split()));
        Groups groups = Groups.of(tables.train(), holdout, options.attacks(), random.split());
        Near near = new Near(Gower.ofDomains(List.of(tables.train(), holdout)), tables.threads());
        figures.addAll(linkability(tables, groups, near, random.split()));
        figures.addAll(inference(tables, groups, near, random.split()));
        return new Findings(
                title(),
                figures,
                halves(tables.synthetic())
                        .map(halves -> List.of(Linkability.halves(tables.synthetic(), halves)))
                        .orElse(List.of()));
    }

    @Override
    public Map<String, Power> foresee(AuditCase tables) {
        // Where nothing is secret there is no figure of it, and its gates need no share of the error.
        return secrets(tables.synthetic()).isEmpty()
                ? Map.of(INFERENCE + ".secret.risk", Power.none(), GroupDisclosure.ID + ".secret.risk", Power.none())
                : Map.of();
    }

    private List<String> secrets(AuditTable table) {
        return options.secrets()
                .orElseGet(() -> table.columns().stream()
                        .filter(column -> column.field().role() == Role.SENSITIVE
                                || column.field().role() == Role.TARGET)
                        .map(AuditColumn::name)
                        .toList());
    }

    private void checkNames(AuditTable table) {
        options.secrets().ifPresent(names -> names.forEach(table::position));
        options.known().ifPresent(names -> names.forEach(table::position));
        options.halves().ifPresent(halves -> {
            halves.first().forEach(table::position);
            halves.second().forEach(table::position);
        });
    }

    private static String whyNot(AuditCase tables) {
        return tables.holdout().isEmpty()
                ? NO_CONTROL
                : tables.train().rows() == 0
                                || tables.holdout().get().rows() == 0
                                || tables.synthetic().rows() == 0
                        ? "a table has no row"
                        : "";
    }

    private List<Figure> singlingOut(AuditCase tables, AuditTable holdout, SplittableRandom random) {
        double level = tables.policy().level(SinglingOut.MULTIVARIATE + ".risk", 2);
        SinglingOut attacks =
                SinglingOut.of(tables.train(), holdout, tables.synthetic(), options, level, tables.threads(), random);
        List<Figure> figures = new ArrayList<>();
        figures.addAll(attacks.univariate()
                .map(attack -> attack.figures(tables.policy()))
                .orElseGet(() -> Attack.impossible(
                        SinglingOut.UNIVARIATE,
                        SINGLING_OUT + " by one column",
                        "no value of one column belongs to just one synthetic row")));
        figures.addAll(attacks.multivariate()
                .map(attack -> attack.figures(tables.policy()))
                .orElseGet(() -> Attack.impossible(
                        SinglingOut.MULTIVARIATE,
                        SINGLING_OUT + " by several columns",
                        "no predicate was found that just one synthetic row meets")));
        return figures;
    }

    /** What is linked; empty where there is one column and no halves were named. */
    private Optional<DisclosureOptions.Halves> halves(AuditTable synthetic) {
        return options.halves()
                .or(() -> synthetic.columns().size() < 2
                        ? Optional.empty()
                        : Optional.of(Linkability.standard(synthetic)));
    }

    private List<Figure> linkability(AuditCase tables, Groups groups, Near near, SplittableRandom random) {
        Optional<DisclosureOptions.Halves> halves = halves(tables.synthetic());
        if (halves.isEmpty()) {
            return Attack.impossible(Linkability.ID, LINKABILITY, "there is one column, and two halves are needed");
        }
        return Linkability.attack(
                        groups,
                        tables.synthetic(),
                        halves.get(),
                        options.neighbours(),
                        tables.policy().level(Linkability.ID + ".risk"),
                        near,
                        random)
                .figures(tables.policy());
    }

    private List<Figure> inference(AuditCase tables, Groups groups, Near near, SplittableRandom random) {
        AuditTable table = tables.synthetic();
        List<String> secrets = secrets(table);
        if (secrets.isEmpty()) {
            return List.of(new Figure(
                    INFERENCE + ".secrets",
                    "Secrets to infer",
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    "no column is said to be secret, so none is attacked: name one with --secret, or give a field of"
                            + " the schema the role sensitive or target"));
        }
        List<Figure> figures = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (String secret : secrets) {
            String name = name(secret, ids);
            String id = INFERENCE + "." + name;
            String byGroups = GroupDisclosure.ID + "." + name;
            int[] known = known(table, secret);
            if (known.length == 0) {
                String why = "the attacker knows no other column";
                figures.addAll(Attack.impossible(id, "Inference of " + secret, why));
                figures.addAll(Attack.impossible(byGroups, "Disclosure of " + secret + " by groups", why));
                continue;
            }
            figures.addAll(Inference.attack(
                            groups,
                            table,
                            id,
                            secret,
                            known,
                            options.tolerance(),
                            tables.policy().level(id + ".risk", secrets.size()),
                            near,
                            random.split())
                    .figures(tables.policy()));
            figures.addAll(GroupDisclosure.attack(
                            groups,
                            table,
                            byGroups,
                            secret,
                            known,
                            tables.policy().level(byGroups + ".risk", secrets.size()),
                            random.split())
                    .figures(tables.policy()));
        }
        return figures;
    }

    private int[] known(AuditTable table, String secret) {
        int hidden = table.position(secret);
        return options.known()
                .map(names -> names.stream().mapToInt(table::position))
                .orElseGet(() -> IntStream.range(0, table.columns().size()))
                .filter(column -> column != hidden)
                .toArray();
    }

    /** A word for a secret in the ids of figures, and for no other. */
    private static String name(String secret, Set<String> taken) {
        String word =
                secret.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String name = word.isEmpty() ? "secret" : word;
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}

package org.effigy.synth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.effigy.privacy.Charge;
import org.effigy.privacy.JsonFields;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyJson;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Promise;
import org.effigy.privacy.Release;
import org.effigy.privacy.Spending;
import org.effigy.table.Discovered;
import org.effigy.table.DiscoveryRelease;
import org.effigy.table.Field;
import org.effigy.table.Schema;

/**
 * What a release paid for the domains that it found in the rows. A model that uses them tells what they tell: if its own
 * release did not pay, this adds to what it promises.
 *
 * @param ledger the identifier of the ledger that was charged
 * @param release the release's name in it
 * @param budget the release's
 * @param loss what all its discoveries cost together
 */
public record DiscoveryCost(String ledger, String release, PrivacyBudget budget, PrivacyLoss loss) {
    private static final String INSTEAD =
            "take its mark and its domain out, and declare it from public knowledge or have it discovered anew"
                    + " (\"effigy:discover\": true), in this release and under its budget";

    /** Checks that nothing is missing. */
    public DiscoveryCost {
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(loss, "loss");
    }

    /**
     * What the schema's marks say was paid, each release once.
     *
     * @throws IllegalArgumentException if a domain was found in rows and nothing says at what cost, or two marks of one
     *     release disagree
     */
    public static List<DiscoveryCost> of(Schema schema) {
        Map<String, DiscoveryCost> costs = new LinkedHashMap<>();
        Map<DiscoveryCost, Spending> sums = new HashMap<>();
        for (Field field : schema.fields()) {
            if (!field.isFound()) {
                continue;
            }
            DiscoveryCost cost = of(field.discovered()
                    .flatMap(Discovered::release)
                    .orElseThrow(() -> new IllegalArgumentException("the domain of '" + field.name()
                            + "' was discovered in the rows, and the schema does not say which release paid for that,"
                            + " or how much: " + INSTEAD)));
            DiscoveryCost other = costs.putIfAbsent(cost.ledger() + " " + cost.release(), cost);
            Spending sum = sums.getOrDefault(cost, Spending.upTo(cost.budget().limit()))
                    .plus(loss(field.discovered().orElseThrow()));
            sums.put(cost, sum);
            if (!sum.isWithin(cost.loss())) {
                throw new IllegalArgumentException("the discoveries of release " + cost.release()
                        + " that the schema shows, also of '" + field.name() + "', cost less together than one by one: "
                        + INSTEAD);
            }
            if (other != null && !other.equals(cost)) {
                throw new IllegalArgumentException("the schema's marks effigy:discovered say two things of release "
                        + cost.release() + ", also that of '" + field.name() + "': copy them from where they were"
                        + " written");
            }
        }
        return List.copyOf(costs.values());
    }

    private static PrivacyLoss loss(Discovered mark) {
        ObjectNode node = SealedJson.MAPPER.createObjectNode();
        node.put("definition", mark.definition()).put("loss", mark.loss()).put("lossDelta", mark.delta());
        return PrivacyJson.loss(JsonFields.of(node));
    }

    private static DiscoveryCost of(DiscoveryRelease paid) {
        ObjectNode node = SealedJson.MAPPER.createObjectNode();
        paid.write(node);
        JsonFields fields = JsonFields.of(node);
        return new DiscoveryCost(paid.ledger(), paid.id(), PrivacyJson.budget(fields), PrivacyJson.loss(fields));
    }

    /** As it stands in marks. */
    static DiscoveryRelease mark(Release release, PrivacyLoss loss) {
        ObjectNode node = SealedJson.MAPPER.createObjectNode();
        node.put("ledger", release.ledger().id()).put("id", release.id());
        PrivacyJson.put(node, release.budget());
        PrivacyJson.put(node, counted(loss));
        return DiscoveryRelease.read(node);
    }

    /**
     * What other releases paid for domains of this schema, for a release of this budget that has found none.
     *
     * @throws IllegalArgumentException if it is not known, or is about other units or another relation than the budget
     */
    public static List<DiscoveryCost> before(Schema schema, PrivacyBudget budget) {
        List<DiscoveryCost> costs = of(schema);
        costs.forEach(cost -> cost.requireComparable(budget));
        return costs;
    }

    /**
     * What other releases than this one paid for domains of this schema. What this one paid must be among its charges, and
     * what another one of its ledger paid among the ledger's.
     *
     * @throws IllegalArgumentException if not, or as {@link #before}
     */
    static List<DiscoveryCost> before(Schema schema, Release release) {
        List<DiscoveryCost> others = new ArrayList<>();
        for (DiscoveryCost cost : of(schema)) {
            boolean known = cost.ledger().equals(release.ledger().id());
            if (known) {
                LedgerStatement said = release.ledger().statement();
                requireCharged(schema, cost, said);
                cost.requireSaidBy(said);
            }
            if (!known || !cost.release().equals(release.id())) {
                cost.requireComparable(release.budget());
                others.add(cost);
            }
        }
        return others;
    }

    private void requireComparable(PrivacyBudget own) {
        if (!isComparable(own)) {
            throw new IllegalArgumentException("release " + release + " of ledger " + ledger
                    + " discovered columns of this schema for "
                    + budget.neighbours().words() + " "
                    + budget.unit().words() + ", and this budget is for "
                    + own.neighbours().words() + " " + own.unit().words()
                    + ": the two can't be added up. For each column with a mark effigy:discovered, " + INSTEAD);
        }
    }

    private static void requireCharged(Schema schema, DiscoveryCost cost, LedgerStatement ledger) {
        for (Field field : schema.fields()) {
            Discovered mark = field.discovered().orElse(null);
            if (mark == null || !mark.release().orElseThrow().id().equals(cost.release())) {
                continue;
            }
            boolean charged = ledger.releases().stream()
                    .filter(one ->
                            one.id().equals(cost.release()) && one.budget().equals(cost.budget()))
                    .flatMap(one -> one.entries().stream())
                    .anyMatch(entry -> entry.number() == mark.charge() && isOf(mark, entry.charge()));
            if (!charged) {
                throw new IllegalArgumentException("the schema says that '" + field.name()
                        + "' was discovered by charge " + mark.charge() + " of release " + cost.release()
                        + ", and the ledger of '" + ledger.dataset() + "' has no such charge: " + INSTEAD);
            }
        }
    }

    /**
     * Refuses a cost that the ledger that paid does not show.
     *
     * @throws IllegalArgumentException if so
     */
    void requireSaidBy(LedgerStatement said) {
        LedgerStatement.OfRelease paid = said.releases().stream()
                .filter(one -> one.id().equals(release) && one.budget().equals(budget))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the file uses discoveries of release " + release
                        + " for " + budget.words() + ", and the ledger of '" + said.dataset()
                        + "' has no such release"));
        Spending sum = Spending.upTo(budget.limit());
        for (LedgerStatement.Entry entry : paid.entries()) {
            if (Discovery.isQuery(entry.charge().query())) {
                sum = sum.plus(entry.charge().loss());
            }
        }
        if (!counted(sum.spent()).equals(loss)) {
            throw new IllegalArgumentException("the file says that the discoveries of release " + release + " cost "
                    + loss.words() + ", and by the ledger of '" + said.dataset() + "' they cost "
                    + counted(sum.spent()).words());
        }
    }

    /** Without a delta where none was spent. */
    private static PrivacyLoss counted(PrivacyLoss loss) {
        return loss instanceof PrivacyLoss.ApproximateConcentrated both && both.delta() == 0
                ? both.concentrated()
                : loss;
    }

    /** Whether a mark is what this charge bought. */
    private static boolean isOf(Discovered mark, Charge charge) {
        ObjectNode node = SealedJson.MAPPER.createObjectNode();
        PrivacyJson.put(node, charge);
        return mark.mechanism().equals(node.get("mechanism").textValue())
                && mark.scale() == charge.mechanism().scale()
                && mark.definition().equals(node.get("definition").textValue())
                && mark.loss() == node.get("loss").doubleValue()
                && mark.delta() == node.path("lossDelta").asDouble(0);
    }

    /**
     * Refuses a model that uses what was found in rows and does not count what that cost.
     *
     * @throws IllegalArgumentException if so
     */
    static void requireStated(Schema schema, Provenance provenance) {
        for (Field field : schema.fields()) {
            if (!field.isFound()) {
                continue;
            }
            Discovered mark = field.discovered().orElse(null);
            Optional<DiscoveryRelease> paid = field.discovered().flatMap(Discovered::release);
            boolean stated;
            if (paid.isEmpty()) {
                // A program that named no release: what the model's own release paid shows in its charges.
                stated = mark != null && provenance.charges().stream().anyMatch(charge -> isOf(mark, charge));
            } else if (paid.get().ledger().equals(provenance.ledger())
                    && paid.get().id().equals(provenance.release())) {
                stated = mark.charge() <= provenance.charges().size()
                        && mark.charge() > 0
                        && isOf(mark, provenance.charges().get((int) mark.charge() - 1));
            } else {
                stated = provenance.discoveries().contains(of(paid.get()));
            }
            if (!stated) {
                throw new IllegalArgumentException("the domain of '" + field.name()
                        + "' was discovered by another release, at a cost that is not counted here, so what the model"
                        + " promises is not known: fit again, with a schema that declares it from public knowledge or"
                        + " has it discovered anew");
            }
        }
    }

    /** What a file promises by itself whose release has this budget and uses what others found. */
    public static Promise promise(PrivacyBudget budget, List<DiscoveryCost> before) {
        return Promise.of(budget, before.stream().map(DiscoveryCost::found).toList());
    }

    /** What a file that uses what was found tells of the release: what the discovery cost. */
    Promise.Part found() {
        return new Promise.Part(loss, budget);
    }

    /** All that the release may have let out: its limit. */
    Promise.Part whole() {
        return new Promise.Part(budget.limit(), budget);
    }

    void write(ObjectNode node) {
        node.put("ledger", ledger).put("release", release);
        PrivacyJson.put(node.putObject("budget"), budget);
        PrivacyJson.put(node, loss);
    }

    /** Those that a provenance or an ancestor names; none where it has no such field. */
    static List<DiscoveryCost> list(JsonFields node) {
        return node.has("discoveries")
                ? node.children("discoveries").stream().map(DiscoveryCost::read).toList()
                : List.of();
    }

    /** Whether it is about the units and the relation of this budget, so that the two can be added up. */
    boolean isComparable(PrivacyBudget other) {
        return other.neighbours() == budget.neighbours()
                && other.unit().column().equals(budget.unit().column());
    }

    static DiscoveryCost read(JsonFields node) {
        return new DiscoveryCost(
                node.text("ledger"),
                node.text("release"),
                PrivacyJson.budget(node.child("budget")),
                PrivacyJson.loss(node));
    }
}

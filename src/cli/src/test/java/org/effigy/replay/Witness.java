package org.effigy.replay;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.MarginalSource;
import org.effigy.domain.Records;
import org.effigy.domain.TextColumn;
import org.effigy.privacy.Charge;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLedger;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.SilentNoise;

/**
 * Stands on every side of the door during one fit and writes down what passes: it is the noise, the release that is charged,
 * and the rows that are counted. The door between them is the real one. When it records, answers carry noise from a seed, as
 * good as any other: a fit must follow from its answers, whatever they are. When it replays, answers are those that were
 * recorded, whatever the rows are. A draw that nothing was charged for, and a look at the rows before the charge, are errors.
 */
final class Witness implements NoiseSource {
    private static final String CATEGORIES = "categories of (";

    private final Transcript transcript = new Transcript();
    private final Optional<Transcript> recorded;
    private final SplittableRandom random;
    private final SilentNoise prices = new SilentNoise();
    private final Map<String, TextColumn> texts = new HashMap<>();
    private Optional<Charge> paid = Optional.empty();

    private Witness(Optional<Transcript> recorded, long seed) {
        this.recorded = recorded;
        this.random = new SplittableRandom(seed);
    }

    /** A witness that answers with noise from a seed. */
    static Witness recording(long seed) {
        return new Witness(Optional.empty(), seed);
    }

    /** A witness that gives recorded answers. */
    static Witness replaying(Transcript recorded) {
        return new Witness(Optional.of(recorded), 0);
    }

    Transcript transcript() {
        return transcript;
    }

    /** The same release, each charge written down. */
    Release at(Release release) {
        transcript.maxRows = release.budget().unit().maxRows();
        return new Paying(release);
    }

    /** The same rows, each look at them written down. */
    MarginalSource at(Records rows, PrivacyBudget budget) {
        return new Looking(rows, budget.neighbours() == Neighbours.REPLACE);
    }

    /** Texts that will be counted. All of them are held by kept rows: the tables are made so that no cap can hide one. */
    void at(TextColumn column) {
        texts.put(column.name(), column);
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public String name() {
        return "witnessed";
    }

    @Override
    public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
        transcript.calls.add("price of " + mechanism + " at " + sensitivity);
        return prices.loss(mechanism, sensitivity);
    }

    @Override
    public void add(Mechanism.Additive mechanism, long[] values) {
        Charge charge = draw(mechanism);
        long[] truth = values.clone();
        if (charge.query().startsWith(CATEGORIES)) {
            String column =
                    charge.query().substring(CATEGORIES.length(), charge.query().indexOf(')'));
            List<String> held = texts.get(column).texts();
            transcript.calls.add("draw " + mechanism + " for the texts of " + column);
            name(held, mechanism, values);
            transcript.answers.add(new Transcript.Answer(charge, held, truth, values.clone()));
            return;
        }
        transcript.calls.add("draw " + mechanism + " for " + values.length);
        if (recorded.isPresent()) {
            long[] answer = next().given();
            if (answer.length != values.length) {
                throw new AssertionError(
                        charge.query() + " has " + values.length + " entries; when it was recorded: " + answer.length);
            }
            System.arraycopy(answer, 0, values, 0, values.length);
        } else {
            Arrays.setAll(values, i -> values[i] + noise(mechanism));
        }
        transcript.answers.add(new Transcript.Answer(charge, List.of(), truth, values.clone()));
    }

    /**
     * Noise by text, for neighbours hold different ones. A text that was not there when it was recorded stays below any
     * threshold: that it passes is what delta is charged for.
     */
    private void name(List<String> held, Mechanism.Additive mechanism, long[] values) {
        if (held.size() != values.length) {
            throw new AssertionError(held + " are " + values.length + " texts to the door");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = recorded.isPresent() ? next().given(held.get(i)) : values[i] + noise(mechanism);
        }
    }

    @Override
    public int select(Mechanism mechanism, long[] scores) {
        Charge charge = draw(mechanism);
        transcript.calls.add("select by " + mechanism + " among " + scores.length);
        int chosen = recorded.isPresent() ? (int) next().given()[0] : largest(mechanism, scores);
        transcript.answers.add(new Transcript.Answer(charge, List.of(), scores.clone(), new long[] {chosen}));
        return chosen;
    }

    private int largest(Mechanism mechanism, long[] scores) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            double noisy = scores[i] - mechanism.scale() * Math.log(-Math.log(random.nextDouble()));
            if (noisy > most) {
                most = noisy;
                best = i;
            }
        }
        return best;
    }

    private Transcript.Answer next() {
        List<Transcript.Answer> answers = recorded.orElseThrow().answers;
        if (transcript.answers.size() == answers.size()) {
            throw new AssertionError("more is asked than the " + answers.size() + " answers that were recorded");
        }
        return answers.get(transcript.answers.size());
    }

    private long noise(Mechanism.Additive mechanism) {
        double standard = mechanism instanceof Mechanism.DiscreteGaussian
                ? random.nextGaussian()
                : Math.log(random.nextDouble() / random.nextDouble());
        return Math.round(mechanism.scale() * standard);
    }

    /** One draw a charge, of the mechanism that was charged. */
    private Charge draw(Mechanism mechanism) {
        Charge charge = paid.orElseThrow(() -> new AssertionError("noise of " + mechanism + " is drawn unpaid"));
        if (!charge.mechanism().equals(mechanism)) {
            throw new AssertionError(charge.mechanism() + " was paid, and " + mechanism + " is drawn");
        }
        paid = Optional.empty();
        return charge;
    }

    private final class Paying implements Release {
        private final Release release;

        private Paying(Release release) {
            this.release = release;
        }

        @Override
        public String id() {
            return release.id();
        }

        @Override
        public PrivacyLedger ledger() {
            return new Named(release.ledger());
        }

        @Override
        public PrivacyBudget budget() {
            return release.budget();
        }

        @Override
        public PrivacyLoss spent() {
            return release.spent();
        }

        @Override
        public PrivacyLoss remaining() {
            return release.remaining();
        }

        @Override
        public double remainingDelta() {
            return release.remainingDelta();
        }

        @Override
        public List<Charge> charges() {
            return release.charges();
        }

        @Override
        public void charge(Charge charge) {
            transcript.calls.add("charge " + charge);
            release.charge(charge);
            paid = Optional.of(charge);
        }
    }

    /** A ledger's name is drawn at random; this one's is not, so that model files can be compared byte by byte. */
    private record Named(PrivacyLedger ledger) implements PrivacyLedger {
        @Override
        public String id() {
            return "replayed";
        }

        @Override
        public String dataset() {
            return ledger.dataset();
        }

        @Override
        public PrivacyBudget budget() {
            return ledger.budget();
        }

        @Override
        public LedgerStatement statement() {
            return ledger.statement();
        }

        @Override
        public Release open(String purpose, PrivacyBudget budget) {
            return ledger.open(purpose, budget);
        }

        @Override
        public void requireRoom(String purpose, PrivacyBudget budget) {
            ledger.requireRoom(purpose, budget);
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    private final class Looking implements MarginalSource {
        private final Records rows;
        private final boolean rowsArePublic;

        private Looking(Records rows, boolean rowsArePublic) {
            this.rows = rows;
            this.rowsArePublic = rowsArePublic;
        }

        @Override
        public Domain domain() {
            return rows.domain();
        }

        @Override
        public long[] counts(Clique clique) {
            if (!(rowsArePublic && clique.size() == 0)) {
                requirePaid();
            }
            transcript.calls.add("count " + rows.domain().describe(clique));
            return rows.counts(clique);
        }

        @Override
        public long[] sums(int attribute, long[] scores, int by) {
            requirePaid();
            transcript.calls.add("sum " + attribute + " " + Arrays.toString(scores) + " by " + by);
            return rows.sums(attribute, scores, by);
        }

        @Override
        public MarginalSource coarsened(Coarsening coarsening) {
            transcript.calls.add("read through " + words(coarsening));
            return new Looking(rows.coarsened(coarsening), rowsArePublic);
        }

        private void requirePaid() {
            if (paid.isEmpty()) {
                throw new AssertionError("the rows are looked at, and nothing was paid for it");
            }
        }
    }

    /** Every attribute with its size, order and the codes that become each of its own. */
    private static String words(Coarsening coarsening) {
        StringBuilder words = new StringBuilder();
        for (int attribute = 0; attribute < coarsening.coarse().size(); attribute++) {
            int source = coarsening.source(attribute);
            words.append(coarsening.coarse().attribute(attribute))
                    .append(" from ")
                    .append(source);
            for (int code = 0; code < coarsening.fine().attribute(source).size(); code++) {
                words.append(' ').append(coarsening.code(attribute, code));
            }
            words.append("; ");
        }
        return words.toString();
    }
}

package org.effigy.cli;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Release;
import org.effigy.synth.Discovery;
import org.effigy.synth.Progress;
import org.effigy.table.CsvInput;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.OpenRows;
import org.effigy.table.Schema;
import org.effigy.table.TableFormatException;
import org.effigy.table.TableInput;
import org.effigy.table.database.DatabaseInput;

/** Finds, before a fit reads its rows, what the schema leaves open. It does nothing where nothing is. */
final class Discovering implements Closeable {
    private final FitOptions options;
    private final Talk talk;
    private Optional<Discovery> discovery = Optional.empty();
    private Optional<byte[]> held = Optional.empty();
    private final MessageDigest digest = FileDigest.sha256();
    private Optional<byte[]> rows = Optional.empty();

    /** One for all readings: they see one snapshot. */
    private Optional<DatabaseInput> database = Optional.empty();

    Discovering(FitOptions options, Talk talk) {
        this.options = options;
        this.talk = talk;
    }

    /**
     * The schema with the columns of {@code --discover} marked.
     *
     * @throws UsageException if one is unknown, declared or not fitted, or a share is given for nothing
     * @throws IllegalArgumentException if the schema declares too little of other columns
     */
    Schema marked(Schema schema) {
        Schema marked = UsageException.unless(() -> schema.withDiscovery(options.discover));
        if (!marked.toDiscover().isEmpty()) {
            Discovery whole = Discovery.of(marked);
            discovery = Optional.of(UsageException.unless(
                    () -> options.discoverShare == null ? whole : whole.withShare(options.discoverShare)));
        } else if (options.discoverShare != null) {
            throw new UsageException(
                    "--discover-share is for columns to be discovered, and there is none: name them with"
                            + " --discover, or mark them with effigy:discover in the schema");
        }
        return marked;
    }

    /** The share of the budget that it takes; 0 if there is nothing to find. */
    double share() {
        return discovery.map(Discovery::share).orElse(0.0);
    }

    /**
     * The budget of the release.
     *
     * @param ledger what the ledger says that pays for it, if one does
     */
    PrivacyBudget budget(PrivacyBudget asked, Optional<LedgerStatement> ledger) {
        Optional<PrivacyBudget> whole = ledger.map(LedgerStatement::budget);
        PrivacyBudget own = UsageException.unless(() -> discovery
                .map(found -> whole.isPresent() ? found.budget(asked, whole.get()) : found.budget(asked))
                .orElse(asked));
        if (own.reserved() > 0 && whole.filter(budget -> budget.reserved() == 0).isPresent()) {
            throw new IllegalArgumentException("this ledger sets no delta aside, so it pays for no categories that are"
                    + " to be discovered: declare them in the schema, hash the texts with effigy:buckets, or use a ledger"
                    + " that was made with a --discovery-delta above 0, as ledgers are by default");
        }
        // At the edge of what is left: the ledger's rho was reckoned without what it sets aside.
        return ledger.filter(said -> !fits(own, said.remaining()))
                .map(said -> own.within(said.budget()))
                .orElse(own);
    }

    private static boolean fits(PrivacyBudget budget, PrivacyLoss left) {
        return !(budget.limit() instanceof PrivacyLoss.ZeroConcentrated asked
                        && left instanceof PrivacyLoss.ZeroConcentrated there)
                || asked.rho() <= there.rho();
    }

    /** Whether there is anything to find. */
    boolean isAsked() {
        return discovery.isPresent();
    }

    /** The table; one that can be read only once is held in memory if it will be read twice. */
    TableInput input(Progress progress) throws IOException {
        String name = options.input;
        TableInput once = database.isPresent() ? database.get() : options.from.input(name);
        digest.reset();
        if (once instanceof DatabaseInput opened) {
            database = Optional.of(opened);
        }
        if (!(once instanceof CsvInput)) {
            return once;
        }
        boolean again = !name.equals(Places.STANDARD) && Files.isRegularFile(Path.of(name));
        if (again) {
            return told(WatchedInput.open(Path.of(name), progress), once.name());
        }
        if (discovery.isEmpty()) {
            return told(name.equals(Places.STANDARD) ? System.in : Files.newInputStream(Path.of(name)), once.name());
        }
        if (held.isEmpty()) {
            try (InputStream in = name.equals(Places.STANDARD) ? System.in : Files.newInputStream(Path.of(name))) {
                held = Optional.of(in.readAllBytes());
            }
        }
        return told(new ByteArrayInputStream(held.get()), once.name());
    }

    /** Lets go of what was read. */
    @Override
    public void close() throws IOException {
        if (database.isPresent()) {
            database.get().close();
        }
    }

    private CsvInput told(InputStream in, String name) {
        return CsvInput.of(new DigestInputStream(in, digest), name);
    }

    /**
     * The SHA-256 of the table that was read last, to its end.
     *
     * @throws IOException if an earlier reading gave another
     */
    byte[] digest() throws IOException {
        byte[] now = database.isPresent()
                ? database.get().digest()
                : Places.isStream(options.input) ? digest.digest() : FileDigest.bytes(Path.of(options.input));
        if (rows.isPresent() && !Arrays.equals(now, rows.get())) {
            throw new IOException("the table changed while it was read: let nobody write to it, and run again");
        }
        rows = Optional.of(now);
        return now;
    }

    /** Spends on it, and says what was found. */
    Schema run(OpenRows rows, Release release, NoiseSource noise, Instant begun) {
        Schema found;
        try (Talk.Bars bars = talk.bars()) {
            found = discovery.orElseThrow().run(rows, release, noise, begun, bars);
        }
        for (Field field : found.fields()) {
            if (field.discovered().isPresent() && field.type() == FieldType.STRING) {
                talk.say(
                        "Discovered %,d categories of '%s'; the rest becomes '%s'.",
                        field.categories().size() - 1,
                        field.name(),
                        field.other().orElseThrow());
            } else if (field.discovered().isPresent()) {
                talk.say(
                        "Discovered the bounds of '%s': %s to %s.",
                        field.name(),
                        field.minimum().orElseThrow(),
                        field.maximum().orElseThrow());
            }
        }
        return found;
    }

    /** What the second read of a table that was good a moment ago can still run into. */
    static IOException changed(TableFormatException e) {
        return new IOException(
                "the table changed while it was read, and what its discovery cost is spent ("
                        + e.problems().get(0) + "): let nobody write to it, and run again",
                e);
    }
}

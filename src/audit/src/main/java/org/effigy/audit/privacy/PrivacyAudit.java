package org.effigy.audit.privacy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditReport;
import org.effigy.audit.AuditSection;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Claim;
import org.effigy.audit.Policy;
import org.effigy.audit.PreparedTables;
import org.effigy.audit.Reading;
import org.effigy.audit.disclosure.DisclosureAudit;
import org.effigy.audit.disclosure.DisclosureOptions;
import org.effigy.table.ReadTable;
import org.effigy.table.Schema;
import tech.tablesaw.api.Table;

/**
 * Audits a synthetic table for what it tells of the people in the training table: attacks, each beside a control group
 * that the generator never saw, and verdicts by a policy that was fixed before. Any generator's table can be judged.
 *
 * <pre>{@code
 * AuditReport report = PrivacyAudit.of(schema)
 *         .train(train).holdout(holdout).synthetic(synthetic)
 *         .claim(new Claim(1, 1e-9))
 *         .run();
 * boolean passed = report.judgement().outcome() == Verdict.Outcome.PASS;
 * }</pre>
 */
public final class PrivacyAudit {
    /** The start of the ids of all its figures, and so of the rules that judge it. */
    public static final String PREFIX = "privacy.";

    private final Schema schema;
    private final Map<String, Map<String, Long>> unread = new HashMap<>();
    private Optional<Table> train = Optional.empty();
    private Optional<Table> holdout = Optional.empty();
    private Optional<Table> synthetic = Optional.empty();
    private Optional<Claim> claim = Optional.empty();
    private Policy policy = Policy.standard();
    private long seed = 1;
    private int threads = Runtime.getRuntime().availableProcessors();
    private List<AuditSection> sections = sections();

    private PrivacyAudit(Schema schema) {
        this.schema = Objects.requireNonNull(schema, "schema");
    }

    /** An audit of tables of this schema. */
    public static PrivacyAudit of(Schema schema) {
        return new PrivacyAudit(schema);
    }

    /** What an audit consists of unless told otherwise: the place for further attacks. */
    public static List<AuditSection> sections() {
        return List.of(
                new Membership(),
                new Copies(),
                DisclosureAudit.of(DisclosureOptions.standard()),
                Distances.ofAllColumns());
    }

    /** The rows that the generator saw, as they were read: cells that could not be are counted. */
    public PrivacyAudit train(ReadTable rows) {
        return read("train", rows).train(rows.table());
    }

    /** Rows of the same population that it never saw, as they were read. */
    public PrivacyAudit holdout(ReadTable rows) {
        return read("holdout", rows).holdout(rows.table());
    }

    /** The rows to judge, as they were read. */
    public PrivacyAudit synthetic(ReadTable rows) {
        return read(Reading.SYNTHETIC, rows).synthetic(rows.table());
    }

    private PrivacyAudit read(String table, ReadTable rows) {
        unread.put(table, rows.report().changed());
        return this;
    }

    /** The rows that the generator saw. */
    public PrivacyAudit train(Table rows) {
        train = Optional.of(rows);
        return this;
    }

    /** Rows of the same population that it never saw; without them little can be told. */
    public PrivacyAudit holdout(Table rows) {
        holdout = Optional.of(rows);
        return this;
    }

    /** The rows to judge. */
    public PrivacyAudit synthetic(Table rows) {
        synthetic = Optional.of(rows);
        return this;
    }

    /** The differential privacy that they are said to have. */
    public PrivacyAudit claim(Claim claimed) {
        claim = Optional.of(claimed);
        return this;
    }

    /** What to judge by; {@link Policy#standard} otherwise. Rules about other audits are left aside. */
    public PrivacyAudit policy(Policy judge) {
        policy = Objects.requireNonNull(judge, "policy");
        return this;
    }

    /** Of what is drawn at random; 1 otherwise. */
    public PrivacyAudit seed(long number) {
        seed = number;
        return this;
    }

    /** How many threads may work, all processors otherwise; figures do not depend on it. */
    public PrivacyAudit threads(int number) {
        threads = number;
        return this;
    }

    /** The attacks and measurements, {@link #sections()} otherwise. */
    public PrivacyAudit sections(List<? extends AuditSection> chosen) {
        sections = List.copyOf(chosen);
        return this;
    }

    /**
     * Runs.
     *
     * @throws IllegalStateException if train or synthetic rows were not given
     * @throws IllegalArgumentException if a real table lacks a column, a table has one of another type or one that can't be
     *     read, train and holdout overlap, or no rule of the policy is about privacy
     */
    public AuditReport run() {
        Map<String, Table> given = new LinkedHashMap<>();
        given.put("train", train.orElseThrow(() -> missing("train")));
        given.put("synthetic", synthetic.orElseThrow(() -> missing("synthetic")));
        holdout.ifPresent(rows -> given.put("holdout", rows));
        PreparedTables prepared = PreparedTables.of(schema, given, unread);
        List<AuditTable> coded = prepared.tables();
        Optional<AuditTable> outsiders = coded.size() > 2 ? Optional.of(coded.get(2)) : Optional.empty();
        outsiders.ifPresent(table -> Overlap.requireNone(coded.get(0), table));
        AuditCase tables = new AuditCase(
                schema,
                coded.get(0),
                outsiders,
                coded.get(1),
                claim,
                policy.about(PREFIX, Reading.PREFIX),
                seed,
                threads);
        return AuditReport.of(tables, sections, prepared);
    }

    private static IllegalStateException missing(String table) {
        return new IllegalStateException("an audit needs the " + table + " table: give it with " + table + "(...)");
    }
}

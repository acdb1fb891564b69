package org.effigy.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.effigy.audit.AuditReport;
import org.effigy.audit.Caveat;
import org.effigy.audit.Claim;
import org.effigy.audit.Figure;
import org.effigy.audit.Rule;
import org.effigy.audit.UtilityReport;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.Verdict;
import org.effigy.audit.privacy.PrivacyAudit;
import org.effigy.audit.utility.UtilityAudit;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Provenance;
import org.effigy.synth.Synthesizer;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import org.effigy.table.TableCodec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class AuditDocumentTest {
    private static final String RARE = "zebra tamer";
    private static final String EVIL = "<script>alert(1)</script>";

    private static final Schema SCHEMA = Schema.of(List.of(
            Field.builder("age", FieldType.INTEGER).minimum("0").maximum("999").build(),
            Field.builder(EVIL, FieldType.NUMBER).minimum("0").maximum("1").build(),
            Field.builder("job", FieldType.STRING)
                    .categories(List.of("a", "b", "c"))
                    .role(Role.SENSITIVE)
                    .build()));

    private static final MemoryLedger LEDGER = MemoryLedger.of("people", PrivacyBudget.of(3, 1e-9));
    private static final AuditMethod METHOD = new AuditMethod(
            Map.of(
                    "train", source('a', 600),
                    "holdout", source('b', 500),
                    "synthetic", source('c', 612)),
            source('d', 0).digest(),
            Map.of(),
            Optional.empty(),
            Environment.here());

    private static Table train;
    private static Table holdout;
    private static Table leaky;
    private static Provenance provenance;
    private static AuditReport report;
    private static AuditDocument document;

    private static Table people(int rows, SplittableRandom random) {
        IntColumn age = IntColumn.create("age");
        DoubleColumn score = DoubleColumn.create(EVIL);
        StringColumn job = StringColumn.create("job");
        for (int i = 0; i < rows; i++) {
            age.append(random.nextInt(1000));
            score.append(random.nextDouble());
            job.append("abc".substring(random.nextInt(3)).substring(0, 1));
        }
        return Table.create(age, score, job);
    }

    private static AuditMethod.Source source(char digit, int rows) {
        return new AuditMethod.Source("sha256:" + String.valueOf(digit).repeat(64), Optional.of(rows));
    }

    private static AuditReport audit(Optional<Table> controls, Optional<Claim> claim) {
        PrivacyAudit audit =
                PrivacyAudit.of(SCHEMA).train(train).synthetic(leaky).threads(1);
        controls.ifPresent(audit::holdout);
        claim.ifPresent(audit::claim);
        return audit.run();
    }

    private static AuditDocument document(
            AuditReport of, Optional<UtilityReport> useful, Optional<Provenance> from, Optional<MemoryLedger> ledger) {
        return new AuditDocument("synthetic.csv", of, useful, from, ledger.map(MemoryLedger::statement), METHOD);
    }

    /** A third of the "synthetic" rows are rows of train, one of which has a job that nobody else has. */
    @BeforeAll
    static void auditALeak() {
        SplittableRandom random = new SplittableRandom(11);
        train = people(600, random);
        train.stringColumn("job").set(0, RARE);
        holdout = people(500, random);
        leaky = train.first(200).append(people(412, random));
        Provenance last = null;
        for (int i = 0; i < 2; i++) {
            Schema small = Schema.of(List.of(Field.builder("job", FieldType.STRING)
                    .categories(List.of("a", "b", "c"))
                    .required(true)
                    .build()));
            Records rows = Records.of(TableCodec.of(small).domain(), new int[][] {{0, 1, 2, 1}});
            PrivateTable door =
                    PrivateTable.ofRows(rows, LEDGER.open("fit", PrivacyBudget.of(1, 1e-9)), OpenDpNoise.load());
            last = FittedModel.fit(Synthesizer.named("independent"), door, small)
                    .provenance();
        }
        provenance = last;
        report = audit(Optional.of(holdout), Optional.of(new Claim(1, 1e-9)));
        UtilityReport useful = UtilityAudit.of(SCHEMA)
                .train(train)
                .holdout(holdout)
                .synthetic(people(612, random))
                .run();
        document = document(report, Optional.of(useful), Optional.of(provenance), Optional.of(LEDGER));
    }

    @Test
    void thePageHasEveryPartInItsOrderAndEachPictureSaysWhatItShows() throws Exception {
        String html = new String(document.html(), StandardCharsets.UTF_8);
        PageChecks.check(document.html());
        int before = 0;
        for (String id : List.of(
                "decision",
                "verdicts",
                "words",
                "promise",
                "budget",
                "part-0",
                "distributions",
                "checklists",
                "method")) {
            int at = html.indexOf("<section aria-labelledby=\"" + id + "\"");
            assertTrue(at > before, id);
            before = at;
        }
        assertTrue(html.contains("@top-center{content:\"Contains statistics of real data: internal\""));
        assertArrayEquals(document.html(), document.html());
        assertTrue(document.html().length < 1_000_000, document.html().length + " bytes");
    }

    /** A third of the rows are rows of train: the sheet says so in words, and stops. */
    @Test
    void theFirstSheetAnswersAndAsksForADecision() throws Exception {
        String sheet = sheet(document);
        assertTrue(sheet.contains("Do records of real people stand in the table?✕ STOP"), sheet);
        assertTrue(sheet.contains("Can somebody find out that a person was in the data?✕ STOP"), sheet);
        assertTrue(sheet.contains("33 in 100 equals a real one of the data"), sheet);
        assertTrue(sheet.contains("Promise of all releasesepsilon 3, delta 1e-9"), sheet);
        assertTrue(sheet.contains("☐ Release with conditions"), sheet);
        assertTrue(sheet.contains("Good for") && sheet.contains("Not good for"), sheet);
        AuditDocument bare = document(
                audit(Optional.empty(), Optional.empty()), Optional.empty(), Optional.empty(), Optional.empty());
        String without = sheet(bare);
        assertTrue(without.contains("not known: the table came without its manifest"), without);
        assertTrue(without.contains("could not tell") && !without.contains("✓ passOf"), without);
    }

    /** Every gate of a judgement answers one question, and a failure of any is a stop. */
    @Test
    void everyGateAnswersAQuestion() {
        List<Verdict> asked = Stream.of(Question.values())
                .flatMap(question -> question.gates(report.judgement()).stream())
                .toList();
        List<Verdict> gates = report.judgement().verdicts().stream()
                .filter(verdict ->
                        verdict.rule().kind() == Rule.Kind.GATE && verdict.outcome() != Verdict.Outcome.DOES_NOT_APPLY)
                .toList();
        assertEquals(Set.copyOf(gates), Set.copyOf(asked));
        assertEquals(gates.size(), asked.size());
        for (Question question : Question.values()) {
            boolean fails = question.gates(report.judgement()).stream()
                    .anyMatch(gate -> gate.outcome() == Verdict.Outcome.FAIL);
            assertEquals(fails, question.outcome(report.judgement()) == Verdict.Outcome.FAIL, question.words());
        }
    }

    /** What stands on the screen alone, and what is printed. */
    @Test
    void partsArePrintedWhereThatIsAskedFor() {
        String page = new String(document.html(), StandardCharsets.UTF_8);
        assertTrue(page.contains("<section aria-labelledby=\"part-0\" class=\"on-screen\">"));
        assertTrue(page.contains("<section aria-labelledby=\"decision\" class=\"in-print\">"));
        assertFalse(new String(document.html(true), StandardCharsets.UTF_8).contains("class=\"on-screen\""));
    }

    private static String sheet(AuditDocument of) throws Exception {
        PageChecks.check(of.html());
        String page = new String(of.html(), StandardCharsets.UTF_8);
        String section = page.substring(
                page.indexOf("<section aria-labelledby=\"decision\""),
                page.indexOf("<section aria-labelledby=\"verdicts\""));
        return section.replaceAll("<[^>]*>", "").replace("\n", "");
    }

    @Test
    void aPartThatHasNothingToMeasureSaysSo() {
        UtilityReport useful = document.utility().orElseThrow();
        UtilitySection empty = new UtilitySection("utility.empty", "Empty", List.of(), List.of(), List.of());
        AuditDocument with = document(
                report,
                Optional.of(new UtilityReport(useful.rows(), useful.options(), List.of(empty))),
                Optional.of(provenance),
                Optional.of(LEDGER));
        String words = "Not assessed: these tables and their schema give nothing to measure here.";
        assertTrue(new String(with.html(), StandardCharsets.UTF_8).contains(words));
        assertFalse(new String(document.html(), StandardCharsets.UTF_8).contains(words));
    }

    @Test
    void curvesOfAttacksStandBesideChanceAndTheClaimAndDistancesToTrainBesideThoseToTheHoldout() throws Exception {
        String text = PageChecks.check(document.html());
        String attack = "At absent people accused 0.01: present people found "
                + Figure.number(
                        report.figure("privacy.membership.distance.tpr-at-0.01").value())
                + ", guessing 0.01, the claim's ceiling (epsilon, delta) 0.02718";
        assertTrue(text.contains(attack), attack);
        assertTrue(text.contains("Distance to the closest record") && text.contains("to holdout"));
        AuditDocument unclaimed = document(
                audit(Optional.of(holdout), Optional.empty()), Optional.empty(), Optional.empty(), Optional.empty());
        String without = PageChecks.check(unclaimed.html());
        assertTrue(without.contains("guessing 0.01."));
        assertFalse(without.contains("the claim's ceiling"));
        assertFalse(without.contains("What epsilon means here"));
    }

    @Test
    void epsilonIsExplainedForThisReleaseAndForAllThatTheLedgerPaid() throws Exception {
        String text = PageChecks.check(document.html());
        // A belief of one half, under epsilon 1: 1 / (1 + e) to e / (1 + e).
        assertTrue(text.contains("26.9 % to 73.1 %"), text);
        // The ledger allows 3; that less is spent today is an account, and promises nothing of tomorrow.
        assertTrue(LEDGER.statement().implied().epsilon() < 2);
        assertTrue(text.contains("4.74 % to 95.3 %"), text);
        assertTrue(text.contains("After, by all releases, at most"));
        assertTrue(text.contains("an account, not a promise"));
        String claimAlone = PageChecks.check(document(report, Optional.empty(), Optional.empty(), Optional.empty())
                .html());
        assertTrue(claimAlone.contains("nothing here proves it") && claimAlone.contains("26.9 % to 73.1 %"));
        assertTrue(claimAlone.contains("If it held, it would limit every attacker"));
        assertFalse(claimAlone.contains("It limits every attacker"));
        assertTrue(text.contains("It limits every attacker"));
        assertFalse(claimAlone.contains("Where the budget went"));
    }

    @Test
    void theBudgetByStepAddsUpToWhatTheLedgerSpent() throws Exception {
        BudgetSteps steps = BudgetSteps.of(LEDGER.statement(), provenance.release());
        double sum = LEDGER.statement().entries().stream()
                .mapToDouble(entry -> steps.share(entry.charge().loss()))
                .sum();
        assertEquals(steps.share(LEDGER.statement().spent()), sum, 1e-9);
        String text = PageChecks.check(document.html());
        assertTrue(text.contains(provenance.release() + " (fit), this one"), text);
        assertTrue(text.contains("discrete Gaussian"));
        MemoryLedger other = MemoryLedger.of("another", PrivacyBudget.of(3, 1e-9));
        assertThrows(
                IllegalArgumentException.class,
                () -> document(report, Optional.empty(), Optional.of(provenance), Optional.of(other)));
    }

    private static Checklist.Item item(AuditDocument of, String question) {
        return of.checklists().stream()
                .flatMap(list -> list.items().stream())
                .filter(item -> item.question().equals(question))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theThreeRisksAreAnsweredByTheAuditsOwnVerdictsAndNotAssessedWithoutAControlGroup() {
        for (Map.Entry<String, List<String>> risk : Map.of(
                        ReleaseChecklists.SINGLING_OUT, List.of("privacy.singling-out."),
                        ReleaseChecklists.LINKABILITY, List.of("privacy.linkability."),
                        ReleaseChecklists.INFERENCE, List.of("privacy.inference."))
                .entrySet()) {
            List<Verdict> gates = report.judgement().verdicts().stream()
                    .filter(verdict -> verdict.figure()
                            .filter(figure -> risk.getValue().stream().anyMatch(figure.id()::startsWith))
                            .isPresent())
                    .filter(verdict ->
                            verdict.outcome() == Verdict.Outcome.PASS || verdict.outcome() == Verdict.Outcome.FAIL)
                    .toList();
            Checklist.Item item = item(document, risk.getKey());
            assertEquals(!gates.isEmpty(), item.assessed(), item.toString());
            long failed = gates.stream()
                    .filter(verdict -> verdict.outcome() == Verdict.Outcome.FAIL)
                    .count();
            assertTrue(gates.isEmpty() || item.answer().startsWith("Assessed: " + failed + " of " + gates.size()));
        }
        assertTrue(item(document, ReleaseChecklists.LINKABILITY).answer().startsWith("Assessed: 1 of 1 gate fails"));
        AuditDocument alone = document(
                audit(Optional.empty(), Optional.empty()), Optional.empty(), Optional.empty(), Optional.empty());
        for (Checklist list : alone.checklists()) {
            for (Checklist.Item item : list.items()) {
                assertEquals(item.question().equals(ReleaseChecklists.DOCUMENTED), item.assessed(), item.toString());
            }
        }
    }

    @Test
    void aBareClaimIsNoPromiseAndAProvenOneHasOneLimitThroughoutThePage() throws Exception {
        AuditDocument bare = document(report, Optional.empty(), Optional.empty(), Optional.empty());
        String loose = PromiseMeaning.percent(new Claim(1, 1e-9).ceiling(0.01));
        String tight = PromiseMeaning.percent(document.ceiling().orElseThrow().truePositives(0.01));
        assertNotEquals(loose, tight);
        String proven = item(document, ReleaseChecklists.LINKABILITY).answer();
        String claimed = item(bare, ReleaseChecklists.LINKABILITY).answer();
        assertTrue(proven.contains("finds at most " + tight), proven);
        assertTrue(claimed.contains("If what is claimed held") && claimed.contains(loose), claimed);
        assertFalse(proven.contains("If what is claimed held") || claimed.contains("The promise bounds"));
        assertTrue(PageChecks.check(document.html()).contains(tight));
        String redacted = PageChecks.check(bare.redacted());
        assertTrue(redacted.contains("If it held, it would limit every attacker"));
        assertTrue(redacted.contains("Membership privacy.membership.distance.auc"), redacted);
        assertTrue(redacted.contains("\"Not assessed\" means"));
        assertFalse(redacted.contains("It limits every attacker"));
    }

    @Test
    void groupsThatWereNotComparedForWantOfATargetAreNotSaidToBeUndeclared() {
        for (Map<String, String> options :
                List.of(Map.<String, String>of(), Map.of("--target", "none"), Map.of("--target", "job"))) {
            AuditMethod method = new AuditMethod(
                    METHOD.sources(), METHOD.schemaDigest(), options, METHOD.date(), METHOD.environment());
            AuditDocument with = new AuditDocument(
                    "synthetic.csv", report, document.utility(), document.provenance(), document.ledger(), method);
            String answer = item(with, ReleaseChecklists.USEFUL).answer();
            assertFalse(answer.contains("No sensitive column"), answer);
            assertEquals(
                    !options.containsValue("job"),
                    answer.contains("No target was given, so groups of people were not compared."),
                    answer);
        }
    }

    @Test
    void longTitlesTakeTwoLinesAndLoseNoWord() {
        String title = "Linkability of discharged_at, crp, creatinine and 6 more with cost, age: risk beyond the rest";
        List<String> lines = IntervalPlot.lines(title);
        assertEquals(2, lines.size());
        assertEquals(title, String.join(" ", lines));
        assertEquals(List.of("short"), IntervalPlot.lines("short"));
        assertEquals(2, IntervalPlot.lines("x".repeat(500)).size());
    }

    /** Numbers of the report as pages write them, but for those so short that they may stand anywhere. */
    private static Set<String> telling(AuditReport of) {
        Set<String> numbers = new HashSet<>();
        of.figures()
                .flatMap(figure -> Stream.concat(
                        Stream.of(figure.value(), figure.reference().orElse(Double.NaN)),
                        figure.interval().stream().flatMap(ends -> Stream.of(ends.low(), ends.high()))))
                .filter(Double::isFinite)
                .map(Figure::number)
                .filter(number -> number.replaceAll("^-?0\\.0*|[.-]", "").length() >= 3)
                .forEach(numbers::add);
        return numbers;
    }

    /** What a page says, without its style sheet. */
    private static String body(byte[] html) throws Exception {
        String text = PageChecks.check(html);
        return text.substring(text.indexOf("Skip to the contents"));
    }

    private static List<String> found(String text, Set<String> numbers) {
        List<String> found = new ArrayList<>();
        for (String number : numbers) {
            if (Pattern.compile("(?<![0-9.])" + Pattern.quote(number) + "(?![0-9])")
                    .matcher(text)
                    .find()) {
                found.add(number);
            }
        }
        return found;
    }

    @Test
    void theTwinFollowsThePublishedSchemaWithAndWithoutEachPart() throws Exception {
        assertEquals(Set.of(), PublishedSchema.AUDIT.faults(document.json()));
        for (AuditReport some : List.of(report, audit(Optional.empty(), Optional.empty()))) {
            byte[] least = document(some, Optional.empty(), Optional.empty(), Optional.empty())
                    .json();
            assertEquals(Set.of(), PublishedSchema.AUDIT.faults(least));
        }
    }

    @Test
    void aMethodNamesKnownFilesAndTheRowsOfTablesAlone() {
        AuditMethod.Source table = source('a', 1);
        AuditMethod.Source file = new AuditMethod.Source(table.digest(), Optional.empty());
        for (Map<String, AuditMethod.Source> wrong :
                List.of(Map.of("shadow", table), Map.of("train", file), Map.of("schema", table))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new AuditMethod(wrong, table.digest(), Map.of(), Optional.empty(), Environment.here()));
        }
        assertThrows(IllegalArgumentException.class, () -> new AuditMethod.Source("sha256:0", Optional.empty()));
    }

    /** The planted offender is the internal page: the same search finds all of it there. */
    @Test
    void theRedactedPageHasEveryOutcomeAndNoFigureSizeDigestOrValueOfRealRows() throws Exception {
        String redacted = body(document.redacted());
        String internal = body(document.html());
        Set<String> numbers = telling(report);
        assertTrue(numbers.size() > 40, numbers.toString());
        assertEquals(List.of(), found(redacted, numbers));
        assertTrue(found(internal, numbers).size() > 0.9 * numbers.size());
        for (String secret : List.of(RARE, "sha256:aaaa", "sha256:bbbb", "600", "500")) {
            assertFalse(redacted.contains(secret), secret);
        }
        for (String told : List.of(RARE, "sha256:aaaa", "sha256:bbbb", "600 rows")) {
            assertTrue(internal.contains(told), told);
        }
        assertTrue(redacted.contains("sha256:cccc"));
        for (Verdict verdict : report.judgement().verdicts()) {
            assertTrue(redacted.contains(
                    verdict.figure().map(Figure::id).orElse(verdict.rule().figure())));
        }
        assertTrue(redacted.contains(report.judgement().words()));
        assertTrue(redacted.contains("not differentially private"));
        assertArrayEquals(document.redacted(), document.redacted());
    }

    /** A page from tables whose figures differ within their ranges is the same: nothing finer shows through. */
    @Test
    void theRedactedPageDependsOnOutcomesAndRangesAlone() {
        AuditReport moved = new AuditReport(
                report.tables(),
                List.of(),
                report.tables()
                        .policy()
                        .judge(report.figures().map(AuditDocumentTest::nudged).toList()),
                Stream.concat(
                                report.caveats().stream().filter(caveat -> !caveat.ofRealRows()),
                                Stream.of(new Caveat("3 cells of the train table could not be read.", true)))
                        .toList());
        assertEquals(
                report.judgement().verdicts().stream().map(Verdict::outcome).toList(),
                moved.judgement().verdicts().stream().map(Verdict::outcome).toList());
        AuditDocument other = document(moved, Optional.empty(), Optional.of(provenance), Optional.of(LEDGER));
        assertArrayEquals(document.redacted(), other.redacted());
    }

    /** The value moved a little towards the middle of its range, and what people read about it changed. */
    private static Figure nudged(Figure figure) {
        double value = figure.value();
        if (figure.isDefined() && value != 0) {
            Bucket range = Bucket.of(value);
            double middle = Double.isInfinite(range.low() + range.high()) ? value : (range.low() + range.high()) / 2;
            value += (middle - value) / 1000;
        }
        return new Figure(
                figure.id(),
                figure.title() + " of Zoe",
                value,
                figure.interval(),
                figure.reference(),
                figure.note() + " x");
    }

    @Test
    void aValueLiesInItsRangeAndTheRangesLeaveNoGap() {
        SplittableRandom random = new SplittableRandom(1);
        Set<Bucket> all = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            double value = random.nextInt(10) == 0 ? random.nextDouble() * 8 : random.nextDouble() * 1.2 - 0.1;
            Bucket bucket = Bucket.of(value);
            assertTrue(bucket.low() < value && value <= bucket.high(), value + " in " + bucket);
            all.add(bucket);
        }
        assertEquals(Bucket.COUNT, all.size());
        assertEquals("above 0.01, up to 0.05", Bucket.of(0.05).words());
        assertEquals("up to 0", Bucket.of(0).words());
        assertEquals("above 5", Bucket.of(Double.POSITIVE_INFINITY).words());
        assertThrows(IllegalArgumentException.class, () -> Bucket.of(Double.NaN));
    }
}

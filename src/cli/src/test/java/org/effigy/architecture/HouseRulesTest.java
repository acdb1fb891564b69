package org.effigy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.effigy.architecture.offenders.GuessableNoise;
import org.effigy.domain.MarginalSource;
import org.effigy.domain.Records;
import org.effigy.domain.TextColumn;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules that hold the house: arrows between packages point down, and real rows have one door. */
class HouseRulesTest {
    private static final JavaClasses MAIN = MainClasses.ALL;

    /** Which package may use a library from outside; each has its owners. */
    private static final Map<String, String[]> OWNERS = Map.ofEntries(
            Map.entry("io.github.metarank.lightgbm4j..", new String[] {"org.effigy.audit.learn.."}),
            Map.entry("com.microsoft.ml.lightgbm..", new String[] {"org.effigy.audit.learn.."}),
            Map.entry("de.bwaldvogel.liblinear..", new String[] {"org.effigy.audit.learn.."}),
            Map.entry("com.sun.jna..", new String[] {"org.effigy.privacy.opendp.."}),
            Map.entry("tech.tablesaw..", new String[] {
                "org.effigy.table..", "org.effigy.synth..", "org.effigy.audit..", "org.effigy.cli.."
            }),
            Map.entry("de.siegmar.fastcsv..", new String[] {"org.effigy.table..", "org.effigy.simulate.."}),
            Map.entry("org.apache.parquet..", new String[] {"org.effigy.table.parquet.."}),
            Map.entry("shaded.parquet..", new String[] {"org.effigy.table.parquet.."}),
            Map.entry("io.airlift.compress..", new String[] {"org.effigy.table.."}),
            Map.entry("com.fasterxml.jackson..", new String[] {
                "org.effigy.table..",
                "org.effigy.privacy",
                "org.effigy.synth..",
                "org.effigy.scenario..",
                "org.effigy.audit..",
                "org.effigy.report..",
                "org.effigy.bundle..",
                "org.effigy.cli.."
            }),
            Map.entry("org.apache.commons.math3..", new String[] {
                "org.effigy.model..",
                "org.effigy.simulate..",
                "org.effigy.scenario..",
                "org.effigy.table..",
                "org.effigy.audit..",
                "org.effigy.attack.."
            }),
            Map.entry("com.ezylang.evalex..", new String[] {"org.effigy.scenario.."}),
            Map.entry("org.ejml..", new String[] {"org.effigy.model.."}),
            Map.entry("picocli..", new String[] {"org.effigy.cli.."}),
            Map.entry("me.tongfei.progressbar..", new String[] {"org.effigy.cli.."}));

    @Test
    void arrowsPointDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("domain")
                .definedBy("org.effigy.domain..")
                .layer("condition")
                .definedBy("org.effigy.condition..")
                .layer("parallel")
                .definedBy("org.effigy.parallel..")
                .layer("privacy")
                .definedBy("org.effigy.privacy..")
                .layer("table")
                .definedBy("org.effigy.table..")
                .layer("model")
                .definedBy("org.effigy.model..")
                .layer("simulate")
                .definedBy("org.effigy.simulate..")
                .layer("measure")
                .definedBy("org.effigy.measure..")
                .layer("synth")
                .definedBy("org.effigy.synth..")
                .layer("scenario")
                .definedBy("org.effigy.scenario..")
                .layer("analysis")
                .definedBy("org.effigy.analysis..")
                .layer("audit")
                .definedBy("org.effigy.audit..")
                .layer("attack")
                .definedBy("org.effigy.attack..")
                .layer("report")
                .definedBy("org.effigy.report..")
                .layer("signature")
                .definedBy("org.effigy.signature..")
                .layer("bundle")
                .definedBy("org.effigy.bundle..")
                .layer("cli")
                .definedBy("org.effigy.cli..")
                .whereLayer("domain")
                .mayNotAccessAnyLayer()
                .whereLayer("condition")
                .mayNotAccessAnyLayer()
                .whereLayer("parallel")
                .mayNotAccessAnyLayer()
                .whereLayer("privacy")
                .mayNotAccessAnyLayer()
                .whereLayer("signature")
                .mayNotAccessAnyLayer()
                .whereLayer("table")
                .mayOnlyAccessLayers("domain", "condition")
                .whereLayer("model")
                .mayOnlyAccessLayers("domain", "parallel")
                .whereLayer("simulate")
                .mayOnlyAccessLayers("domain")
                .whereLayer("measure")
                .mayOnlyAccessLayers("domain", "privacy")
                .whereLayer("synth")
                .mayOnlyAccessLayers("domain", "condition", "privacy", "table", "model", "measure")
                .whereLayer("scenario")
                .mayOnlyAccessLayers("condition", "table", "synth")
                .whereLayer("analysis")
                .mayOnlyAccessLayers("domain", "condition", "privacy", "table", "model", "synth")
                .whereLayer("report")
                .mayOnlyAccessLayers("privacy", "table", "synth", "audit")
                .whereLayer("bundle")
                .mayOnlyAccessLayers("table", "synth", "audit")
                .whereLayer("audit")
                .mayOnlyAccessLayers("domain", "parallel", "table")
                .whereLayer("attack")
                .mayOnlyAccessLayers("domain", "privacy", "table", "model", "measure", "synth", "audit")
                .check(MAIN);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.effigy.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void onlyTheDoorCountsRows() {
        noClasses()
                .that(not(resideInAnyPackage("org.effigy.measure..", "org.effigy.domain..")))
                .should()
                .callMethod(MarginalSource.class, "counts", org.effigy.domain.Clique.class)
                .orShould()
                .callMethod(Records.class, "counts", org.effigy.domain.Clique.class)
                .orShould()
                .callMethod(MarginalSource.class, "sums", int.class, long[].class, int.class)
                .orShould()
                .callMethod(Records.class, "sums", int.class, long[].class, int.class)
                .check(MAIN);
    }

    @Test
    void onlyTheDoorReadsTextsThatNobodyHasDeclared() {
        noClasses()
                .that(not(resideInAnyPackage("org.effigy.measure..", "org.effigy.domain..")))
                .should()
                .callMethod(TextColumn.class, "texts")
                .orShould()
                .callMethod(TextColumn.class, "place", int.class)
                .check(MAIN);
    }

    /** No killed process shows a sync that is missing, only a power cut does: so the calls themselves are looked at. */
    @Test
    void aLineOfTheLedgerIsWrittenAndThenForcedToTheDisk() {
        JavaClass file = MAIN.get("org.effigy.privacy.LedgerFile");
        JavaMethod append = method(file, "append");
        assertTrue(line(append, "write") < line(append, "force"));
        assertTrue(method(file, "force").getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTarget().getOwner().isEquivalentTo(FileChannel.class)
                        && call.getTarget().getName().equals("force")));
        assertThrows(NoSuchElementException.class, () -> line(method(file, "close"), "force"));
    }

    /** An answer is handed over when it is on the disk; and room for it is there before it is drawn. */
    @Test
    void anAnswerIsWrittenAndThenForcedToTheDisk() {
        JavaClass file = MAIN.get("org.effigy.privacy.AnswerJournal");
        for (String name : List.of("append", "reserve")) {
            assertTrue(line(method(file, name), "write") < line(method(file, name), "force"), name);
        }
        JavaMethod answer = method(MAIN.get("org.effigy.privacy.ResumableRelease"), "answer");
        assertTrue(line(answer, "reserve") < line(answer, "charge"));
        assertTrue(line(answer, "charge") < line(answer, "draw"));
        assertTrue(line(answer, "draw") < line(answer, "append"));
        assertThrows(NoSuchElementException.class, () -> line(method(file, "delete"), "force"));
    }

    private static JavaMethod method(JavaClass owner, String name) {
        return owner.getMethods().stream()
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Where the method calls another of this name; a ledger's line is written into memory first, which is not meant. */
    private static int line(JavaMethod method, String name) {
        return method.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTarget().getName().equals(name)
                        && !call.getTarget().getOwner().getSimpleName().equals("LedgerLine"))
                .mapToInt(JavaAccess::getLineNumber)
                .min()
                .orElseThrow();
    }

    @TestFactory
    Stream<DynamicTest> eachLibraryHasItsOwners() {
        return OWNERS.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> noClasses()
                                .that(resideInAPackage("org.effigy..").and(not(resideInAnyPackage(entry.getValue()))))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(entry.getKey())
                                .check(MAIN)));
    }

    @Test
    void noGuessableRandomnessIsReachable() {
        guessableRandomness().check(MAIN);
    }

    @Test
    void theRandomnessRuleCatchesAnOffender() {
        JavaClasses offender = new ClassFileImporter().importClasses(GuessableNoise.class);
        assertThrows(AssertionError.class, () -> guessableRandomness().check(offender));
    }

    /** SecureRandom is a java.util.Random by inheritance: only constructing the guessable class itself is forbidden. */
    private static ArchRule guessableRandomness() {
        return noClasses()
                .should()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callConstructor(java.util.Random.class, long.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.concurrent.ThreadLocalRandom.class);
    }

    @Test
    void privateKeysHaveOneHome() {
        noClasses()
                .that(not(resideInAPackage("org.effigy.signature")))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(java.security.PrivateKey.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.security.Signature.class, java.security.KeyFactory.class)
                .check(MAIN);
    }

    @Test
    void noiseNeverComesFromASeed() {
        noClasses()
                .that()
                .resideInAnyPackage("org.effigy.privacy..", "org.effigy.measure..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.SplittableRandom.class, java.util.random.RandomGenerator.class)
                .check(MAIN);
    }
}

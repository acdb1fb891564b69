package org.effigy.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Set;
import org.effigy.architecture.offenders.StrayFile;
import org.junit.jupiter.api.Test;

/** Who may make a file, and who may make a text into a file's name. */
class FilesTest {
    private static final JavaClasses MAIN = MainClasses.ALL;

    /** Those that write beside the place and then move, and the ledger and its journals, whose lines are synced one by one. */
    private static final Set<String> WRITERS = Set.of(
            "org.effigy.table.PendingFile",
            "org.effigy.simulate.CsvExport",
            "org.effigy.privacy.LedgerFile",
            "org.effigy.privacy.LedgerLock",
            "org.effigy.privacy.LedgerRepair",
            "org.effigy.privacy.AnswerJournal",
            // The copy of the noise library that has no name once it is loaded.
            "org.effigy.privacy.opendp.LibraryFile",
            // Standard output, and a copy of the invented patients that come with the program.
            "org.effigy.cli.Places",
            "org.effigy.cli.DemoCommand");

    /** Those that name a file beside one that they were given, by a word of their own. */
    private static final Set<String> NAMERS = Set.of(
            "org.effigy.table.PendingFile",
            "org.effigy.simulate.CsvExport",
            "org.effigy.synth.Manifest",
            "org.effigy.privacy.FileLedger",
            "org.effigy.privacy.LedgerFile",
            "org.effigy.privacy.LedgerLock",
            "org.effigy.privacy.LedgerRepair",
            "org.effigy.privacy.AnswerJournal",
            // A plain name ending in .csv, in the folder of the schema.
            "org.effigy.table.MapFile",
            // A plain name, in the folder of the scenario.
            "org.effigy.scenario.Beside",
            // Where the person says that the libraries are.
            "org.effigy.privacy.opendp.LibraryFile",
            "org.effigy.audit.learn.LightGbmLibrary");

    private static final Set<String> WRITING =
            Set.of("write", "writeString", "newOutputStream", "newBufferedWriter", "copy");
    private static final Set<String> NAMING = Set.of("of", "get", "getPath", "resolve", "resolveSibling", "create");

    /** What is not in its place until it is whole leaves what was there as it was, if the program is killed or the disk full. */
    @Test
    void filesAppearWhole() {
        writing().check(MAIN);
        assertThrows(AssertionError.class, () -> writing().check(offender()));
    }

    /** A model, schema, ledger or table may hold any text: none of it becomes the name of a file. */
    @Test
    void onlyThePersonNamesFiles() {
        naming().check(MAIN);
        assertThrows(AssertionError.class, () -> naming().check(offender()));
    }

    private static JavaClasses offender() {
        return new ClassFileImporter().importClasses(StrayFile.class);
    }

    private static ArchRule writing() {
        return noClasses()
                .that(DescribedPredicate.describe("are no writers", type -> !WRITERS.contains(outermost(type))))
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe("a file is opened for writing", FilesTest::opens));
    }

    private static ArchRule naming() {
        return noClasses()
                .that(DescribedPredicate.describe(
                        "are not the command line",
                        type -> !type.getPackageName().startsWith("org.effigy.cli")
                                && !NAMERS.contains(outermost(type))))
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe("a text becomes a file's name", FilesTest::names));
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
    }

    private static boolean opens(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        boolean made = call.getTarget().getName().equals("<init>");
        return owner.isEquivalentTo(Files.class)
                        && WRITING.contains(call.getTarget().getName())
                || owner.isEquivalentTo(FileChannel.class)
                        && call.getTarget().getName().equals("open")
                || made
                        && (owner.isEquivalentTo(FileOutputStream.class)
                                || owner.isEquivalentTo(FileWriter.class)
                                || owner.isEquivalentTo(RandomAccessFile.class));
    }

    private static boolean names(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        boolean place = owner.isEquivalentTo(Path.class)
                || owner.isEquivalentTo(Paths.class)
                || owner.isEquivalentTo(FileSystem.class)
                || owner.isEquivalentTo(URI.class);
        return place && NAMING.contains(call.getTarget().getName())
                || call.getTarget().getName().equals("<init>")
                        && (owner.isEquivalentTo(File.class)
                                || owner.isEquivalentTo(URL.class)
                                || owner.isEquivalentTo(URI.class));
    }
}

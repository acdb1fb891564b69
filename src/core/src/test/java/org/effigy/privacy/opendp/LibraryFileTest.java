package org.effigy.privacy.opendp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.effigy.privacy.Mechanism;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFileTest {
    @TempDir
    Path folder;

    @Test
    void aLibraryNamedByItsPathIsLoaded() throws IOException {
        Path copy = Files.write(folder.resolve("elsewhere.so"), library());
        assertEquals(1, LibraryFile.load(copy.toString(), null).isSecure());
    }

    @Test
    void aReloadedLibraryDrawsOtherNoise() throws IOException {
        // A copy of the file is a second library with a generator of its own, as after a restart. At scale 1e15 two
        // draws are equal with probability 3e-16, and there are 2,000 pairs.
        Path copy = Files.write(folder.resolve("again.so"), library());
        long[] first = new long[64];
        long[] second = new long[64];
        OpenDpNoise.load().add(new Mechanism.DiscreteGaussian(1e15), first);
        new OpenDpNoise(LibraryFile.load(copy.toString(), null), 1).add(new Mechanism.DiscreteGaussian(1e15), second);
        assertEquals(
                128,
                LongStream.concat(Arrays.stream(first), Arrays.stream(second))
                        .distinct()
                        .count());
    }

    /** Seen at the first byte that is read from the class path; a copy for everybody's eyes would be caught here. */
    @Test
    void theUnpackedCopyIsItsOwnersAndGoneOnceItIsLoaded() throws IOException {
        assumeTrue(Platform.isLinux(), "other systems keep files that are in use, or know no permissions");
        Set<String> seen = new HashSet<>();
        ClassLoader watching = new ClassLoader(OpenDpNoise.class.getClassLoader()) {
            @Override
            public InputStream getResourceAsStream(String name) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.forEach(file -> seen.add(permissions(file)));
                    return super.getResourceAsStream(name);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        inFolder(() -> LibraryFile.load(null, watching));
        assertEquals(Set.of("rw-------"), seen);
        assertEquals(0, left());
    }

    /** Two hours old: taken away. A minute old, or of another name: another run's, and left. */
    @Test
    void whatAKilledRunLeftIsTakenAway() throws IOException {
        Path old = Files.writeString(folder.resolve(LibraryFile.PREFIX + "1" + LibraryFile.SUFFIX), "x");
        Path other = Files.writeString(folder.resolve("opendp-1" + LibraryFile.SUFFIX), "x");
        FileTime twoHoursAgo = FileTime.from(Instant.now().minusSeconds(7200));
        Files.setLastModifiedTime(old, twoHoursAgo);
        Files.setLastModifiedTime(other, twoHoursAgo);
        Path now = Files.writeString(folder.resolve(LibraryFile.PREFIX + "2" + LibraryFile.SUFFIX), "x");
        inFolder(() -> LibraryFile.load(null, OpenDpNoise.class.getClassLoader()));
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(other) && Files.exists(now));
    }

    private void inFolder(Runnable load) {
        String before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", folder.toString());
        try {
            load.run();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    private long left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aMissingLibraryIsRefusedWithPlatformPlaceAndCommand() {
        Path missing = folder.resolve("missing.so");
        assertRefused(missing.toString(), "there is no such file");
        assertRefused(folder.toString(), "there is no such file");
        assertRefused("", "there is no such file");
        assertRefused("a\0b", "Nul character");
    }

    @Test
    void aClassPathWithoutALibraryIsRefusedWithThePlaceThatWasLookedAt() throws IOException {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            String message = assertThrows(NoiseLibraryException.class, () -> LibraryFile.load(null, empty))
                    .getMessage();
            assertTrue(message.contains("class path:" + Platform.RESOURCE_PREFIX + "/"), message);
            assertTrue(message.contains("mvn compile"), message);
        }
    }

    @Test
    void aLibraryThatIsCutShortIsRefusedBeforeTheSystemMapsIt() throws IOException {
        byte[] whole = library();
        for (int length : new int[] {0, 3, 63, 64, 4096, whole.length / 2, whole.length - 1}) {
            Path cut = Files.write(folder.resolve("cut" + length), Arrays.copyOf(whole, length));
            assertRefused(cut.toString(), length < 64 ? "not a shared library" : "cut short");
        }
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.so"), "no library, but a text of some length\n".repeat(9));
        assertRefused(text.toString(), "not a shared library");
    }

    @Test
    void aForeignLibraryIsRefused() {
        Path javas = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
        assertTrue(Files.isRegularFile(javas), "the JDK's zip library serves as the foreign one");
        assertRefused(javas.toString(), "effigy_opendp_abi_version");
    }

    @Test
    void anotherInterfaceVersionAndAnInsecureGeneratorAreRefused() throws IOException {
        LibraryFile.refuseUnlessUsable(answering(1, 1));
        assertTrue(assertThrows(IOException.class, () -> LibraryFile.refuseUnlessUsable(answering(2, 1)))
                .getMessage()
                .contains("version 2 of the interface"));
        assertTrue(assertThrows(IOException.class, () -> LibraryFile.refuseUnlessUsable(answering(1, 0)))
                .getMessage()
                .contains("not secure"));
    }

    private static void assertRefused(String path, String why) {
        String message = assertThrows(NoiseLibraryException.class, () -> LibraryFile.load(path, null))
                .getMessage();
        assertTrue(message.contains(Platform.RESOURCE_PREFIX), message);
        assertTrue(message.contains("tried " + path), message);
        assertTrue(message.contains(why), message);
        assertTrue(message.contains("mvn compile") && message.contains("-Deffigy.opendp.library="), message);
    }

    private static byte[] library() throws IOException {
        try (InputStream in = OpenDpNoise.class.getClassLoader().getResourceAsStream(LibraryFile.resource())) {
            return in.readAllBytes();
        }
    }

    private static OpenDpLibrary answering(int version, int secure) {
        return (OpenDpLibrary) Proxy.newProxyInstance(
                OpenDpLibrary.class.getClassLoader(),
                new Class<?>[] {OpenDpLibrary.class},
                (proxy, method, arguments) -> method.getName().equals("abiVersion") ? version : secure);
    }
}

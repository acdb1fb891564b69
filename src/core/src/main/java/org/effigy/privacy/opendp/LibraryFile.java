package org.effigy.privacy.opendp;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Where the native library is, and whether it may be used. One place is looked at: the file that the system property
 * {@value #PROPERTY} names or, without it, the class path at {@code <JNA's platform>/<library name>}. The system's own
 * library path is never searched.
 */
final class LibraryFile {
    static final String PROPERTY = "effigy.opendp.library";

    /** How the names of unpacked copies begin and end. */
    static final String PREFIX = "effigy-opendp-";

    static final String SUFFIX = ".lib";

    /** No run takes that long to load a copy. */
    private static final Duration OLD = Duration.ofHours(1);

    private static final int ELF_HEADER = 64;

    private LibraryFile() {}

    /**
     * Loads the library and checks that it speaks this interface and draws from the secure generator.
     *
     * @param named the file that a person named, or null for the one on the class path
     * @throws NoiseLibraryException if there is none, or it is not to be used
     */
    static OpenDpLibrary load(String named, ClassLoader classPath) {
        String place = named == null ? "class path:" + resource() : named;
        try {
            return named == null ? loadFrom(classPath) : load(Path.of(named));
        } catch (IOException | IllegalArgumentException | LinkageError e) {
            String why = isForbidden(e)
                    ? "nothing may run from the folder for temporary files: it is mounted 'noexec'; name another one,"
                            + " as EFFIGY_JAVA_OPTS='-Djava.io.tmpdir=" + System.getProperty("user.home")
                            + " -Djna.tmpdir=" + System.getProperty("user.home") + "'"
                    : e.getMessage() == null ? e.toString() : e.getMessage();
            throw new NoiseLibraryException(
                    "no usable OpenDP noise library for " + Platform.RESOURCE_PREFIX + ": tried " + place + " (" + why
                            + "). Build it with 'mvn compile' (needs cargo and a C compiler), or name one by -D"
                            + PROPERTY + "=PATH; there is no fallback to another source of noise",
                    e);
        }
    }

    /** The library's place on the class path. */
    static String resource() {
        return Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName("effigy_opendp");
    }

    /** Checks the interface's version first, as the other answers mean nothing without it. */
    static void refuseUnlessUsable(OpenDpLibrary library) throws IOException {
        int abi = library.abiVersion();
        if (abi != OpenDpLibrary.ABI_VERSION) {
            throw new IOException("it speaks version " + abi + " of the interface, and this release speaks version "
                    + OpenDpLibrary.ABI_VERSION);
        }
        if (library.isSecure() != 1) {
            throw new IOException("it was built without OpenSSL, so its generator is not secure");
        }
    }

    private static OpenDpLibrary load(Path file) throws IOException {
        refuseCutFile(file);
        OpenDpLibrary library = Native.load(
                file.toAbsolutePath().toString(),
                OpenDpLibrary.class,
                Map.of(Library.OPTION_FUNCTION_MAPPER, OpenDpLibrary.NAMES, Library.OPTION_STRING_ENCODING, "UTF-8"));
        refuseUnlessUsable(library);
        return library;
    }

    /**
     * Loads a copy that nobody else can open, under a name that was never there, and that is gone as soon as it is loaded:
     * a library in memory needs no name, and a run that is killed later leaves none behind. What one leaves that is killed
     * in between, the next run takes away.
     */
    private static OpenDpLibrary loadFrom(ClassLoader classPath) throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        discardOld(folder);
        // Made by Java for its owner alone where the system knows owners.
        Path copy = Files.createTempFile(folder, PREFIX, SUFFIX);
        try {
            try (InputStream in = classPath.getResourceAsStream(resource());
                    OutputStream out = Files.newOutputStream(copy, StandardOpenOption.WRITE)) {
                if (in == null) {
                    throw new IOException("it is not there");
                }
                in.transferTo(out);
            }
            return load(copy);
        } finally {
            discard(copy);
        }
    }

    /** Now, or where the system keeps files that are in use, when the process ends. */
    private static void discard(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }

    private static void discardOld(Path folder) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(OLD));
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path copy : copies) {
                try {
                    if (Files.getLastModifiedTime(copy, LinkOption.NOFOLLOW_LINKS)
                                    .compareTo(old)
                            < 0) {
                        Files.delete(copy);
                    }
                } catch (IOException e) {
                    // Another user's, or another run was quicker: neither is ours to tell about.
                    continue;
                }
            }
        }
    }

    /** Linux says so where a file's folder is mounted such that nothing in it may run. */
    private static boolean isForbidden(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && message.contains("failed to map segment from shared object")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Linux maps a library before it reads it, and a file that ends early then kills the whole process. The table of
     * sections ends an ELF file as linkers write it, so a file that reaches its end is whole.
     */
    private static void refuseCutFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no such file");
        }
        if (!Platform.isLinux()) {
            return;
        }
        ByteBuffer head;
        try (InputStream in = Files.newInputStream(file)) {
            head = ByteBuffer.wrap(in.readNBytes(ELF_HEADER));
        }
        if (head.limit() < ELF_HEADER || head.getInt(0) != 0x7f454c46) {
            throw new IOException("it is not a shared library");
        }
        if (head.get(4) != 2) {
            throw new IOException("it is not a 64-bit library");
        }
        head.order(head.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long sections = head.getLong(0x28);
        long end =
                sections + (long) Short.toUnsignedInt(head.getShort(0x3a)) * Short.toUnsignedInt(head.getShort(0x3c));
        if (sections <= 0 || end < sections || end > Files.size(file)) {
            throw new IOException("it is cut short: it has " + Files.size(file) + " bytes and should have " + end);
        }
    }
}

package org.effigy.privacy.opendp;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the native library is, and whether it may be used. One place is looked at: the file that the system property
 * {@value #PROPERTY} names or, without it, the class path at {@code <JNA's platform>/<library name>}. The system's own
 * library path is never searched.
 */
final class LibraryFile {
    static final String PROPERTY = "effigy.opendp.library";

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
            Path file = named == null ? unpack(classPath) : Path.of(named);
            refuseCutFile(file);
            OpenDpLibrary library = Native.load(
                    file.toAbsolutePath().toString(),
                    OpenDpLibrary.class,
                    Map.of(
                            Library.OPTION_FUNCTION_MAPPER,
                            OpenDpLibrary.NAMES,
                            Library.OPTION_STRING_ENCODING,
                            "UTF-8"));
            refuseUnlessUsable(library);
            return library;
        } catch (IOException | IllegalArgumentException | LinkageError e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new NoiseLibraryException(
                    "no usable OpenDP noise library for " + Platform.RESOURCE_PREFIX + ": tried " + place + " (" + why
                            + "). Build it with 'mvn -pl src compile' (needs cargo and a C compiler), or name one by -D"
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

    private static Path unpack(ClassLoader classPath) throws IOException {
        if (classPath.getResource(resource()) == null) {
            throw new IOException("it is not there");
        }
        return Native.extractFromResourcePath("/" + resource(), classPath).toPath();
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

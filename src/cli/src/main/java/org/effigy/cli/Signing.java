package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.effigy.signature.SigningKey;
import org.effigy.table.PendingFile;
import picocli.CommandLine.Option;

/** The part of a command that signs what it writes, if it is asked to. */
final class Signing {
    /** What is added to a file's name to name its signature. */
    static final String ENDING = ".sig";

    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    @Option(
            names = "--sign-key",
            paramLabel = "PEM",
            description =
                    "Sign each file that is written with this private key; the signature stands beside it, with .sig"
                            + " added to its name.")
    private Path key;

    @Option(
            names = "--key-password-file",
            paramLabel = "FILE",
            description =
                    "Its first line is the passphrase of the key, if the key is encrypted. Default: asked for on the"
                            + " terminal.")
    private Path password;

    private Optional<SigningKey> signer = Optional.empty();

    /**
     * Names the key and the signatures, one beside each output.
     *
     * @throws UsageException if there is nothing to sign
     */
    Guard enter(Guard guard, List<Path> outputs) {
        if (key == null) {
            if (password != null) {
                throw new UsageException("--key-password-file is for --sign-key: add that, or leave it out");
            }
            return guard;
        }
        if (outputs.isEmpty()) {
            throw new UsageException("--sign-key signs files, and none is written: say where they go, as --json FILE");
        }
        outputs.forEach(output -> guard.writes(beside(output), "the signature of '" + output + "'"));
        return guard.reads(key).reads(password);
    }

    /**
     * Reads the key, before any work is done.
     *
     * @throws IOException that says why it can't and what to do
     */
    void open(Talk talk) throws IOException {
        if (key != null) {
            signer = Optional.of(read(key, password, talk));
        }
    }

    /** Signs a file that was written, if that was asked for. */
    void sign(Path file, byte[] content, Talk talk) throws IOException {
        if (signer.isPresent()) {
            write(beside(file), signer.get(), file, content, talk);
        } else if (Files.exists(beside(file))) {
            talk.say("Note: %s is of an earlier %s, and no longer fits: sign again, or remove it.", beside(file), file);
        }
    }

    /** Writes a signature. */
    static void write(Path signature, SigningKey signer, Path file, byte[] content, Talk talk) throws IOException {
        PendingFile.write(signature, signer.sign(content));
        talk.say("Signed %s (%s): %s.", file, signer.scheme().words(), signature);
    }

    /** Where the signature of a file stands unless told otherwise. */
    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ENDING);
    }

    /**
     * Reads a private key, and warns if others can.
     *
     * @param password where its passphrase stands; null to ask for it
     * @throws IllegalArgumentException if the file holds none that can be used
     */
    static SigningKey read(Path key, Path password, Talk talk) throws IOException {
        SigningKey read = SigningKey.read(key, passphrase(key, password));
        // There are no such permissions on Windows, and a pipe has nothing to warn of.
        PosixFileAttributeView view = Files.getFileAttributeView(key, PosixFileAttributeView.class);
        if (view != null
                && Files.isRegularFile(key)
                && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
            talk.say(
                    "Warning: others than you may read the private key %s. Make it yours alone with 'chmod 600', and"
                            + " make a new one if others had access.",
                    key);
        }
        return read;
    }

    private static Supplier<char[]> passphrase(Path key, Path password) throws IOException {
        if (password != null) {
            String text = Files.readString(password);
            String line = text.lines().findFirst().orElse("");
            return line::toCharArray;
        }
        return () -> Optional.ofNullable(System.console())
                .map(console -> console.readPassword("Passphrase of %s: ", key))
                .orElseThrow(() -> new IllegalArgumentException("the key in '" + key
                        + "' is encrypted, and there is nobody to ask for its passphrase: give it by"
                        + " --key-password-file"));
    }
}

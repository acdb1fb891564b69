package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy sign}. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Signs a file with a private key of yours.",
        description = {
            "",
            "The signature stands in a file of its own and is what OpenSSL writes too: those who get it need no"
                    + " Effigy. It says that whoever has the key signed exactly these bytes, and nothing of what they"
                    + " say.",
            "",
            "Example: effigy sign audit.json --key reviewer.pem",
            ""
        })
final class SignCommand implements Callable<Integer> {
    /** Ed25519 reads a file twice and Java keeps it in memory; reports are a hundred times smaller. */
    static final long LARGEST = 256L << 20;

    @Parameters(index = "0", paramLabel = "FILE", description = "The file to sign.")
    private Path file;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "PEM",
            description = "Your private key in PKCS#8 PEM, as 'openssl genpkey -algorithm ed25519' writes it.")
    private Path key;

    @Option(
            names = "--key-password-file",
            paramLabel = "FILE",
            description =
                    "Its first line is the passphrase of the key, if the key is encrypted. Default: asked for on the"
                            + " terminal.")
    private Path password;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "SIG",
            description = "Where to write the signature. Default: FILE with .sig added to its name.")
    private Path output;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        Path signature = output == null ? Signing.beside(file) : output;
        new Guard().reads(file).reads(key).reads(password).writes(signature).check();
        byte[] content = content(file);
        Signing.write(signature, Signing.read(key, password, talk), file, content, talk);
        return 0;
    }

    /**
     * What a file holds.
     *
     * @throws IllegalArgumentException if that is too much
     */
    static byte[] content(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IllegalArgumentException("'" + file + "' is over " + (LARGEST >> 20)
                    + " MB, and smaller files are signed here: sign its manifest, which holds the table's digest");
        }
        return Files.readAllBytes(file);
    }
}

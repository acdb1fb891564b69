package org.effigy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.effigy.signature.VerifyingKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Checks that a file is what somebody signed; exit status 1 if it is not.",
        description = {
            "",
            "Get the public key, or its fingerprint, from the signer in another way than the file: a key that came"
                    + " with a forged file fits the forgery.",
            "",
            "Example: effigy verify audit.json --key reviewer.pub.pem",
            ""
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The file that was signed.")
    private Path file;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "PEM",
            description = "The signer's public key, or a certificate of it, in PEM.")
    private Path key;

    @Option(
            names = "--signature",
            paramLabel = "SIG",
            description = "Default: the file beside FILE with .sig added to its name.")
    private Path signature;

    @Option(
            names = "--input",
            paramLabel = "ROLE=FILE",
            description =
                    "FILE is the JSON of an audit: check as well that this is the train, holdout, synthetic, later,"
                        + " schema, policy or manifest that was read; or it is a decision: that this is the audit or"
                        + " the synthetic table that was decided on. May be given several times.")
    private Map<String, Path> inputs = new LinkedHashMap<>();

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        VerifyingKey signer = VerifyingKey.read(key);
        Path signed = signature == null ? Signing.beside(file) : signature;
        byte[] content = SignCommand.content(file);
        if (!signer.verify(content, signature(signed))) {
            talk.err()
                    .println("effigy: NOT VALID: '" + file + "' (" + FileDigest.of(content) + ") is not what was signed"
                            + " into '" + signed + "' with this key (" + signer.fingerprint()
                            + "). The file was changed after it was signed, or the signature or the key is another's:"
                            + " compare both digests with those that the signer knows.");
            talk.err().flush();
            return Failure.FAILED;
        }
        List<String> read = inputs.isEmpty() ? List.of() : inputs(content);
        if (read.isEmpty() && !inputs.isEmpty()) {
            return Failure.FAILED;
        }
        if (!talk.quiet) {
            talk.out()
                    .printf(
                            "Valid: '%s' (%s) was signed with this key (%s, %s).%n",
                            file, FileDigest.of(content), signer.scheme().words(), signer.fingerprint());
            signer.certificate()
                    .ifPresent(certificate -> talk.out()
                            .printf(
                                    "The key is from a certificate of '%s', good from %s to %s. Its issuer, its dates"
                                            + " and whether it was withdrawn were not checked.%n",
                                    certificate.getSubjectX500Principal(),
                                    day(certificate.getNotBefore()),
                                    day(certificate.getNotAfter())));
            talk.out().flush();
        }
        read.forEach(line -> talk.say("%s", line));
        return 0;
    }

    private static LocalDate day(Date date) {
        return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }

    private static byte[] signature(Path signed) throws IOException {
        if (Files.size(signed) > SignCommand.LARGEST) {
            throw new IllegalArgumentException("'" + signed + "' is far larger than any signature: check its name");
        }
        return Files.readAllBytes(signed);
    }

    /** Compares files with the digests in a signed audit: a line for each, or none if one is another file, which is said. */
    private List<String> inputs(byte[] content) throws IOException {
        JsonNode digests = digests(content);
        List<String> same = new ArrayList<>();
        List<String> other = new ArrayList<>();
        for (Map.Entry<String, Path> input : inputs.entrySet()) {
            JsonNode digest = digests.path(input.getKey()).path("digest");
            if (!digest.isTextual()) {
                throw new UsageException("--input " + input.getKey() + ": what is in '" + file + "' names no such"
                        + " file; it names " + String.join(", ", (Iterable<String>) digests::fieldNames));
            }
            if (digest.textValue().equals(FileDigest.of(input.getValue()))) {
                same.add("'" + input.getValue() + "' is the " + input.getKey() + " file that was read.");
            } else {
                other.add("effigy: '" + input.getValue() + "' is not the " + input.getKey()
                        + " file that was read: that was " + digest.textValue() + ", this is "
                        + FileDigest.of(input.getValue()));
            }
        }
        other.forEach(talk.err()::println);
        talk.err().flush();
        return other.isEmpty() ? same : List.of();
    }

    private JsonNode digests(byte[] content) throws IOException {
        try {
            JsonNode audit = new ObjectMapper().readTree(content);
            if (audit.path("inputs").isObject()) {
                return audit.path("inputs");
            }
        } catch (JsonProcessingException e) {
            // Said below: no JSON is no audit either.
        }
        throw new UsageException(
                "--input is for the JSON of an audit or a decision, which '" + file + "' is not: leave it out");
    }
}

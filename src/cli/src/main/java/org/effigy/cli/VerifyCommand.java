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
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.effigy.bundle.Bundle;
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
        header = "Checks that a file is what somebody signed, or that a bundle is whole; exit status 1 if not.",
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
            paramLabel = "PEM",
            description =
                    "The signer's public key, or a certificate of it, in PEM. Only a bundle can be checked without.")
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
        byte[] content = SignCommand.content(file);
        if (Bundle.isBundle(content)) {
            return bundle(content);
        }
        if (key == null) {
            throw new UsageException("a signature is checked with the signer's public key: name it by --key");
        }
        VerifyingKey signer = VerifyingKey.read(key);
        Path signed = signature == null ? Signing.beside(file) : signature;
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

    /** Checks a bundle: its files against its index and each other, and each signature in it and on it. */
    private int bundle(byte[] content) throws IOException {
        if (!inputs.isEmpty()) {
            throw new UsageException("--input is for the JSON of an audit or a decision, and '" + file
                    + "' is a bundle, whose files are checked against each other: leave it out");
        }
        Bundle bundle;
        try {
            bundle = Bundle.read(content);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + file + "' can't be checked as a bundle: " + e.getMessage(), e);
        }
        List<String> faults = new ArrayList<>(bundle.faults());
        List<String> signed = new ArrayList<>();
        Map<String, byte[]> signatures = new TreeMap<>();
        bundle.files().forEach((name, bytes) -> {
            if (name.endsWith(Signing.ENDING)) {
                signatures.put(name, bytes);
            }
        });
        Optional<VerifyingKey> signer = key == null ? Optional.empty() : Optional.of(VerifyingKey.read(key));
        signatures.forEach((name, bytes) -> check(
                name,
                bundle.files().get(name.substring(0, name.length() - Signing.ENDING.length())),
                bytes,
                signer,
                signed,
                faults));
        Path own = signature == null ? Signing.beside(file) : signature;
        if (signature != null || Files.exists(own)) {
            check(own.toString(), content, signature(own), signer, signed, faults);
        } else if (signer.isPresent() && signatures.isEmpty()) {
            faults.add("nothing in it is signed, and it has no signature beside it");
        }
        if (!faults.isEmpty()) {
            faults.forEach(fault -> talk.err().println("effigy: NOT VALID: '" + file + "': " + fault));
            talk.err().flush();
            return Failure.FAILED;
        }
        if (!talk.quiet) {
            talk.out()
                    .printf(
                            "Valid: '%s' (%s) is a bundle for %s of %d files, which agree with its index and with each"
                                    + " other.%n",
                            file,
                            FileDigest.of(content),
                            bundle.side().word(),
                            bundle.files().size());
            signer.ifPresent(by ->
                    talk.out().printf("Signed with this key (%s): %s.%n", by.fingerprint(), String.join(", ", signed)));
            if (signer.isEmpty()) {
                talk.out().println("Nothing in it is signed: nothing says who made it.");
            }
            talk.out().flush();
        }
        return 0;
    }

    private static void check(
            String name,
            byte[] content,
            byte[] signature,
            Optional<VerifyingKey> signer,
            List<String> signed,
            List<String> faults) {
        if (content == null) {
            faults.add(name + " signs nothing that is there");
        } else if (signer.isEmpty()) {
            faults.add(name + " was not checked: name the signer's key by --key");
        } else if (signer.get().verify(content, signature)) {
            signed.add(name.substring(0, name.length() - Signing.ENDING.length()));
        } else {
            faults.add(name + " is no signature of its file with this key ("
                    + signer.get().fingerprint() + ")");
        }
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

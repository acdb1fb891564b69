package org.effigy.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Commands that name a file in each place that takes one, in an order in which each finds what it reads; {@code @} stands for
 * the folder. Run as a program it runs them all in the folder that it is given.
 */
final class PathWalk {
    static final List<String> LINES = List.of(
            "schema suggest @t.csv -o @draft.json",
            "schema validate @s.json @t.csv",
            "plan @s.json --epsilon 1",
            "ledger init @l.ledger --epsilon 50 --delta 1e-9",
            "split @t.csv --schema @s.json -o @train.csv --holdout-out @holdout.csv",
            "fit @train.csv --schema @s.json --epsilon 9 --delta 1e-9 --model independent --ledger @l.ledger -o"
                    + " @m.effigy",
            "sample @m.effigy -o @syn.csv --rows 300",
            "sample @m.effigy --given @given.csv --given-is-public -o @completed.csv",
            "fit @syn.csv --schema @s.json --epsilon 1 --delta 1e-9 --model independent --allow-synthetic-input"
                    + " --manifest @syn.csv.manifest.json -o @m2.effigy",
            "synthesize @train.csv --schema @s.json --epsilon 9 --delta 1e-9 --model independent --ledger @l.ledger"
                    + " --model-out @m3.effigy -o @syn3.csv",
            "inspect @m.effigy --ledger @l.ledger",
            "inspect @m.effigy --schema-out @s2.json",
            "marginals @m.effigy -o @mm.json",
            "analyze @m.effigy --count -o @answers.json",
            "ledger show @l.ledger",
            "ledger repair @l.ledger",
            "audit --train @train.csv --holdout @holdout.csv --synthetic @syn.csv --schema @s.json --ledger @l.ledger"
                    + " --policy @policy.json --later @holdout.csv --target b --report @a.html --redact @r.html"
                    + " --json @a.json --sign-key @k.pem",
            "card @m.effigy --ledger @l.ledger -o @c.html --json @c.json --sign-key @k.pem",
            "sign @a.html --key @k.pem -o @a2.sig",
            "verify @a.html --key @k.pub.pem --signature @a2.sig",
            "verify @a.json --key @k.pub.pem --input train=@train.csv",
            "decide @a.json --decision send-back --reason r --name n --role r -o @d.json --sign-key @k.pem",
            "bundle @syn.csv @c.json --schema @s.json --ledger @l.ledger --inside -o @b.zip --sign-key @k.pem",
            "curve @train.csv --holdout @holdout.csv --schema @s.json --target b --from @m.effigy --draws 2"
                    + " -o @curve.csv --json @curve.json",
            "advise @holdout.csv --train @train.csv --synthetic @syn.csv --schema @s.json --learner linear --json"
                    + " @advice.json",
            "drift --reference @train.csv --batch @holdout.csv --schema @s.json --json @drift.json --report"
                    + " @drift.html",
            "advise @train.csv --holdout @holdout.csv --from @m.effigy --learner linear",
            "attack @train.csv --schema @s.json --epsilon 1 --delta 1e-9 --model independent --kind one-run --targets"
                    + " 50",
            "simulate hospital --rows 50 -o @sim.csv --schema-out @sim.json");

    private PathWalk() {}

    /** Writes what the first commands read. */
    static void begin(Path folder) throws IOException, GeneralSecurityException {
        Files.writeString(folder.resolve("s.json"), """
            {"fields": [
              {"name": "a", "type": "integer", "constraints": {"minimum": 0, "maximum": 99, "required": true}},
              {"name": "b", "type": "string", "constraints": {"enum": ["x", "y"], "required": true},
               "effigy:role": "target"}]}
            """);
        StringBuilder rows = new StringBuilder("a,b\n");
        IntStream.range(0, 600).forEach(i -> rows.append(i * 7 % 100).append(i % 3 == 0 ? ",x\n" : ",y\n"));
        Files.writeString(folder.resolve("t.csv"), rows);
        Files.writeString(folder.resolve("given.csv"), "b\nx\ny\n");
        Files.writeString(
                folder.resolve("policy.json"),
                "{\"name\": \"lenient\", \"falseAlarms\": 0.05, \"rules\": [{\"figure\":"
                        + " \"privacy.copies.exact.synthetic\", \"kind\": \"gate\", \"compare\": \"low\", \"must\":"
                        + " \"at-most\", \"limit\": 0.5, \"why\": \"a test\", \"source\": \"a test\"}]}");
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(
                folder.resolve("k.pem"), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        Files.writeString(
                folder.resolve("k.pub.pem"), pem("PUBLIC KEY", keys.getPublic().getEncoded()));
    }

    private static String pem(String what, byte[] key) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(key) + "\n-----END " + what
                + "-----\n";
    }

    /** A line's words, with files of the folder in their places. */
    static String[] words(String line, Path folder) {
        return Stream.of(line.split(" "))
                .map(word -> word.replaceFirst(
                        "(^|=)@", "$1" + java.util.regex.Matcher.quoteReplacement(folder.toString() + "/")))
                .toArray(String[]::new);
    }

    /** Prints a line for each command that did not do its work, and how many there were. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        Path folder = Path.of(args[0]);
        begin(folder);
        StringBuilder failed = new StringBuilder();
        for (String line : LINES) {
            StringWriter said = new StringWriter();
            int status = Effigy.run(new PrintWriter(said, true), new PrintWriter(said, true), words(line, folder));
            if (status != 0 && !(status == AuditCommand.GATE_FAILED && line.startsWith("audit "))) {
                failed.append(status)
                        .append(": ")
                        .append(line)
                        .append('\n')
                        .append(said)
                        .append('\n');
            }
        }
        failed.append(LINES.size()).append(" commands");
        System.out.write(failed.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}

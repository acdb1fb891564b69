package org.effigy.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.effigy.fuzz.JsonEdits;
import org.effigy.fuzz.Refusal;
import org.effigy.fuzz.Scratch;

/**
 * Any bytes are a ledger or are refused. A first byte of 0: edits of a ledger's lines, with hashes that fit, as a forger
 * would write them. What is read keeps to its limits, and is read the same when it is opened for charging.
 */
public final class LedgerFuzz {
    private static final String SOURCE = "rows.ledger";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PrivacyBudget BUDGET = PrivacyBudget.of(1, 1e-9);
    private static final List<LedgerEvent> EVENTS = List.of(
            new LedgerEvent.Created("id", "adult", BUDGET, BUDGET.limit(), "", Instant.EPOCH),
            new LedgerEvent.Opened("r1", "fit", BUDGET, BUDGET.limit(), Instant.EPOCH),
            new LedgerEvent.Charged("r1", 1, LedgerContract.charge(0.004), Instant.EPOCH),
            new LedgerEvent.Charged("r1", 2, LedgerContract.charge(0.004), Instant.EPOCH));

    private LedgerFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        byte[] bytes = data.length > 0 && data[0] == 0 ? forged(data) : data;
        Path file = Scratch.file(SOURCE, bytes);
        try {
            FileLedger.isAt(file);
            LedgerStatement statement = FileLedger.read(file);
            if (!(statement.implied().epsilon() <= statement.budget().epsilon())) {
                throw new AssertionError("a ledger past its limit is read: " + statement);
            }
            try (FileLedger ledger = FileLedger.open(file)) {
                if (!ledger.statement().equals(statement)) {
                    throw new AssertionError("opened for charging, the ledger is another");
                }
            }
        } catch (LedgerException e) {
            Refusal.check(e, SOURCE);
        }
    }

    /** Edits of the lines as one list, each line then padded and chained again. */
    private static byte[] forged(byte[] data) throws IOException {
        ObjectNode seed = JSON.createObjectNode();
        String before = LedgerLine.ORIGIN;
        for (int i = 0; i < EVENTS.size(); i++) {
            byte[] line = LedgerLine.write(i + 1, EVENTS.get(i), before).bytes();
            seed.withArray("lines").add(((ObjectNode) JSON.readTree(line)).without("hash"));
        }
        ObjectNode edited = JsonEdits.apply(seed, data, 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> lines = new ArrayList<>();
        edited.path("lines").forEach(line -> lines.add(line.toString()));
        for (String line : lines) {
            String content = line.endsWith("}") && line.length() > 2 ? line.substring(0, line.length() - 1) : line;
            before = Digest.of(before.getBytes(StandardCharsets.US_ASCII), content.getBytes(StandardCharsets.UTF_8));
            byte[] whole = (content + ",\"hash\":\"" + before + "\"}").getBytes(StandardCharsets.UTF_8);
            byte[] padded = Arrays.copyOf(whole, Math.max(whole.length + 1, LedgerLine.LENGTH));
            Arrays.fill(padded, whole.length, padded.length - 1, (byte) ' ');
            padded[padded.length - 1] = '\n';
            bytes.write(padded);
        }
        return bytes.toByteArray();
    }

    /** A ledger, edits of it, a torn one, and what is none. */
    public static List<byte[]> seeds() throws IOException {
        byte[] whole = forged(new byte[] {0});
        return List.of(
                new byte[] {0},
                new byte[] {0, 0, 8, 1, 10, 0, 30, 1, 12},
                new byte[] {0, 0, 1, 10, 2},
                whole,
                Arrays.copyOf(whole, whole.length - 300),
                Arrays.copyOf(whole, 1024),
                "{\"format\":\"effigy-ledger\",\"version\":99}\n".getBytes(StandardCharsets.UTF_8),
                "a,b\n".getBytes(StandardCharsets.UTF_8),
                new byte[0]);
    }
}

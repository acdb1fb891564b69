package org.effigy.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.effigy.fuzz.JsonEdits;
import org.effigy.fuzz.Refusal;
import org.effigy.fuzz.Scratch;

/** Any bytes are a policy or are refused; one that is written is read as itself. A first byte of 0: edits of the standard. */
public final class PolicyFuzz {
    private static final String SOURCE = "policy.json";
    private static final ObjectNode STANDARD = PolicyJson.tree(PolicyJson.standard());

    private PolicyFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        byte[] json = data.length > 0 && data[0] == 0
                ? JsonEdits.apply(STANDARD, data, 1).toString().getBytes(StandardCharsets.UTF_8)
                : data;
        try {
            Policy policy = PolicyJson.read(Scratch.file(SOURCE, json));
            if (!PolicyJson.parse(PolicyJson.text(policy), SOURCE).equals(policy)) {
                throw new AssertionError("written and read again, the policy is another: " + PolicyJson.text(policy));
            }
            policy.judge(List.of());
        } catch (IllegalArgumentException e) {
            Refusal.check(e, SOURCE);
        }
    }

    /** The standard policy, edits of it, and what is none. */
    public static List<byte[]> seeds() {
        return List.of(
                new byte[] {0},
                new byte[] {0, 0, 1, 1, 22, 0, 9, 3, 4},
                PolicyJson.text(PolicyJson.standard()).getBytes(StandardCharsets.UTF_8),
                "{\"name\": \"p\", \"falseAlarms\": 0.05, \"rules\": []}".getBytes(StandardCharsets.UTF_8),
                "[1, 2".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xc0, (byte) 0x80});
    }
}

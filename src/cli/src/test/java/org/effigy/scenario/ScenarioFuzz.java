package org.effigy.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.effigy.fuzz.JsonEdits;
import org.effigy.fuzz.Refusal;
import org.effigy.fuzz.Scratch;
import org.effigy.table.TableFormatException;

/** Any bytes are a scenario or are refused, at once or at the row that can't be made. A first byte of 0: edits of one. */
public final class ScenarioFuzz {
    private static final String SOURCE = "scenario.json";
    private static final String SAMPLE = """
            {"schema": {"fields": [{"name": "a", "type": "integer", "constraints": {"minimum": 0, "maximum": 9}},
              {"name": "b", "type": "string", "constraints": {"enum": ["x", "y"]}},
              {"name": "d", "type": "date", "constraints": {"minimum": "2024-01-01", "maximum": "2024-12-31"}}]},
             "seed": 3, "kinds": [{"name": "k", "rows": 3, "base": "schema", "valid": false, "expect": "e",
               "set": {"a": {"formula": "a * 2 + 1"}, "b": {"oneOf": {"x": 1, "y": 2}},
                 "d": {"cases": [{"where": "a > 3", "value": "2024-02-29"}], "otherwise": {"uniform": ["2024-01-01", "2024-02-01"]}}}},
               {"name": "l", "rows": 2, "set": {"a": {"normal": [4, 2]}, "b": {"copy": "b"}, "d": null}}],
             "mess": [{"kind": "typo", "rate": 0.5, "columns": ["b"]}, {"kind": "extreme", "rate": 0.5}, {"kind": "notation", "rate": 0.5},
               {"kind": "torn", "rate": 0.1}, {"kind": "duplicate", "rate": 0.1}]}
            """;

    private ScenarioFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        byte[] json = data.length > 0 && data[0] == 0
                ? JsonEdits.apply((ObjectNode) new ObjectMapper().readTree(SAMPLE), data, 1)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8)
                : data;
        try {
            ScenarioFile scenario = ScenarioFile.read(Scratch.file(SOURCE, json));
            if (scenario.rows() > 10_000) {
                return;
            }
            try {
                long[] made = new long[1];
                scenario.each(1, row -> made[0]++);
                if (made[0] < scenario.rows()) {
                    throw new AssertionError(made[0] + " rows were made of " + scenario.rows());
                }
            } catch (IllegalArgumentException e) {
                Refusal.check(e, "kind '");
            }
        } catch (IllegalArgumentException | TableFormatException e) {
            Refusal.check(e, SOURCE);
        }
    }

    /** A scenario, edits of it, and what is none. */
    public static List<byte[]> seeds() {
        return List.of(
                new byte[] {0},
                new byte[] {0, 0, 1, 1, 22, 0, 9, 3, 4},
                new byte[] {0, 3, 7, 2, 40, 5, 9, 3, 4, 61},
                SAMPLE.getBytes(StandardCharsets.UTF_8),
                "{\"kinds\": []}".getBytes(StandardCharsets.UTF_8),
                "[1, 2".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xc0, (byte) 0x80});
    }
}

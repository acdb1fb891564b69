package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Tables of invented people to audit: {@code leaky.csv} holds a quarter of the training rows, {@code fresh.csv} none. */
final class AuditedTables {
    private final SplittableRandom random = new SplittableRandom(4);

    private AuditedTables() {}

    /** Writes schema.json, train.csv, holdout.csv, fresh.csv and leaky.csv. */
    static void write(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("schema.json"),
                "{\"fields\": [{\"name\": \"age\", \"type\": \"integer\", \"constraints\": {\"minimum\": 0, \"maximum\": 999}},"
                        + " {\"name\": \"job\", \"type\": \"string\", \"constraints\": {\"enum\": [\"a\", \"b\", \"c\"]}},"
                        + " {\"name\": \"seen\", \"type\": \"date\", \"constraints\":"
                        + " {\"minimum\": \"2020-01-01\", \"maximum\": \"2024-12-31\"}}]}");
        AuditedTables tables = new AuditedTables();
        List<String> train = tables.people(400);
        write(folder.resolve("train.csv"), train);
        write(folder.resolve("holdout.csv"), tables.people(300));
        write(folder.resolve("fresh.csv"), tables.people(300));
        List<String> leaky = tables.people(200);
        leaky.addAll(train.subList(0, 100));
        write(folder.resolve("leaky.csv"), leaky);
    }

    /** Writes a table of these rows. */
    static void write(Path file, List<String> rows) throws IOException {
        Files.writeString(file, "age,job,seen\n" + String.join("\n", rows) + "\n");
    }

    private List<String> people(int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(random.nextInt(1000) + "," + "abc".charAt(random.nextInt(3)) + ","
                    + LocalDate.of(2020, 1, 1).plusDays(random.nextInt(1800)));
        }
        return lines;
    }
}

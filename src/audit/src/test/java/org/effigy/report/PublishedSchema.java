package org.effigy.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;

/** The JSON Schemas that the library publishes, as another's program would use them. */
public enum PublishedSchema {
    /** Of audits. */
    AUDIT("audit.schema.json"),
    /** Of release cards. */
    RELEASE_CARD("release-card.schema.json"),
    /** Of decisions. */
    DECISION("decision.schema.json");

    private final JsonSchema schema;

    PublishedSchema(String name) {
        try (InputStream in = ReleaseCard.class.getResourceAsStream(name)) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a document breaks the schema, and how; empty if nowhere. */
    public Set<String> faults(JsonNode document) {
        return schema.validate(document).stream()
                .map(ValidationMessage::toString)
                .collect(Collectors.toSet());
    }

    /** Where a file breaks the schema. */
    public Set<String> faults(byte[] json) throws IOException {
        return faults(new ObjectMapper().readTree(json));
    }
}

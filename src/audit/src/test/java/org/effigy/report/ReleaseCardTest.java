package org.effigy.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.SilentNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Synthesizer;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Role;
import org.effigy.table.Rule;
import org.effigy.table.Schema;
import org.effigy.table.TableCodec;
import org.junit.jupiter.api.Test;

class ReleaseCardTest {
    private static final Schema SCHEMA = Schema.of(List.of(
            Field.builder("nurse", FieldType.STRING).role(Role.IDENTIFIER).build(),
            Field.builder("<script>alert(1)</script>", FieldType.INTEGER)
                    .minimum("0")
                    .maximum("3")
                    .required(true)
                    .domainOrigin("public & \"documented\"")
                    .build(),
            Field.builder("sex", FieldType.STRING)
                    .categories(List.of("f", "m"))
                    .required(true)
                    .build()));

    private static final MemoryLedger LEDGER = MemoryLedger.of("patients <b>", PrivacyBudget.of(3, 1e-9));

    private static FittedModel fit(PrivacyBudget budget, NoiseSource noise) {
        Records rows = Records.of(TableCodec.of(SCHEMA).domain(), new int[][] {{0, 1, 2, 3}, {0, 1, 0, 1}});
        PrivateTable door = PrivateTable.ofRows(rows, LEDGER.open("fit", budget), noise);
        return FittedModel.fit(Synthesizer.named("independent"), door, SCHEMA);
    }

    private static ReleaseCard card(FittedModel model) {
        return ReleaseCard.of(model, ModelFile.digest(model), Optional.of(LEDGER.statement()), "Teaching <i>.");
    }

    @Test
    void thePageIsWellFormedWhateverColumnsAreCalledAndReachesNowhere() throws Exception {
        String text = PageChecks.check(
                card(fit(PrivacyBudget.of(1, 1e-9), OpenDpNoise.load())).html());
        assertTrue(text.contains("Teaching <i>.") && text.contains("<script>alert(1)</script>"));
        assertTrue(text.contains("How far a belief can move") && text.contains("The best possible attack"));
    }

    @Test
    void theSameCardIsTheSameBytesAndItsTwinFollowsThePublishedSchema() throws IOException {
        FittedModel model = fit(PrivacyBudget.of(0.5, 1e-9), OpenDpNoise.load());
        ReleaseCard card = card(model);
        assertArrayEquals(card.html(), card(model).html());
        assertArrayEquals(card.json(), card(model).json());
        JsonNode json = new ObjectMapper().readTree(card.json());
        assertEquals(Set.of(), PublishedSchema.RELEASE_CARD.faults(json));
        assertEquals(0.5, json.path("budget").path("epsilon").asDouble());
        assertEquals(2, json.path("charges").size());
        ((ObjectNode) json).put("version", 2);
        assertEquals(1, PublishedSchema.RELEASE_CARD.faults(json).size());
    }

    @Test
    void theRulesThatEveryRowKeepsStandOnPageAndTwin() throws Exception {
        FittedModel model = fit(PrivacyBudget.of(0.5, 1e-9), OpenDpNoise.load());
        Schema ruled = SCHEMA.withRules(List.of(new Rule(
                "men",
                "No <b>man</b> is called so.",
                new Rule.Determines("sex", "<script>alert(1)</script>", Map.of("m", "0")),
                true)));
        ReleaseCard card = new ReleaseCard(
                model.provenance(),
                ruled,
                ModelFile.digest(model),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of());
        String text = PageChecks.check(card.html());
        assertTrue(
                text.contains("Rules of the schema that the model was made to keep")
                        && text.contains("No <b>man</b> is called so."),
                text);
        assertTrue(text.contains("Seen in the real rows, not known before"), text);
        JsonNode json = new ObjectMapper().readTree(card.json());
        assertEquals(Set.of(), PublishedSchema.RELEASE_CARD.faults(json));
        assertEquals("men", json.at("/rules/0/name").asText());
        assertTrue(json.at("/rules/0/derivedFromData").asBoolean());
        assertFalse(new ObjectMapper().readTree(card(model).json()).has("rules"));
    }

    @Test
    void aCardOfAModelWithoutAPromiseSaysSoAndShowsNoCeiling() throws Exception {
        FittedModel model = fit(PrivacyBudget.of(0.25, 1e-9), new SilentNoise());
        String text = PageChecks.check(card(model).html());
        assertTrue(text.contains("No privacy promise"));
        assertFalse(text.contains("best possible attack"));
        JsonNode json = new ObjectMapper().readTree(card(model).json());
        assertFalse(json.path("private").asBoolean());
        assertEquals(0, json.path("ceiling").size());
    }

    @Test
    void anotherTablesLedgerIsRefused() {
        FittedModel model = fit(PrivacyBudget.of(0.25, 1e-9), OpenDpNoise.load());
        MemoryLedger other = MemoryLedger.of("another", PrivacyBudget.of(3, 1e-9));
        assertThrows(
                IllegalArgumentException.class,
                () -> ReleaseCard.of(model, ModelFile.digest(model), Optional.of(other.statement()), ""));
    }
}

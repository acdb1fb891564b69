package org.effigy.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.effigy.synth.Ancestor;
import org.effigy.synth.Provenance;

/** Where a synthetic table came from, in the two vocabularies that programs exchange: W3C PROV-O and OpenLineage. */
final class Lineages {
    private static final String FIT = "effigy:fit";
    private static final String SAMPLE = "effigy:sample";
    private static final String MODEL = "effigy:model";
    private static final String ROWS = "effigy:table";
    private static final String PROGRAM = "effigy:program";

    private Lineages() {}

    /** As JSON-LD of PROV-O (W3C recommendation of 30 April 2013): the table, the model, both runs and the program. */
    static ObjectNode prov(DataSet table) {
        Provenance provenance = table.manifest().provenance();
        ObjectNode root = Documents.MAPPER.createObjectNode();
        root.putObject("@context")
                .put("prov", "http://www.w3.org/ns/prov#")
                .put("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
                .put("xsd", "http://www.w3.org/2001/XMLSchema#")
                .put("effigy", "urn:effigy:");
        ArrayNode graph = root.putArray("@graph");
        node(graph, PROGRAM, "prov:SoftwareAgent", table.program());
        ObjectNode source = node(graph, "effigy:source", "prov:Entity", provenance.dataset());
        source.put("effigy:ledger", provenance.ledger()).put("effigy:release", provenance.release());
        int generation = 0;
        for (Ancestor ancestor : provenance.lineage().ancestors()) {
            String id = "effigy:ancestor" + ++generation;
            node(graph, id, "prov:Entity", ancestor.table()).put("effigy:dataset", ancestor.dataset());
            refer(source, "prov:wasDerivedFrom", id);
        }
        ObjectNode fit = node(graph, FIT, "prov:Activity", "fit of " + provenance.synthesizer());
        refer(fit, "prov:used", "effigy:source");
        refer(fit, "prov:wasAssociatedWith", PROGRAM);
        ObjectNode model = node(graph, MODEL, "prov:Entity", table.manifest().model());
        model.put("effigy:promise", provenance.promise());
        refer(model, "prov:wasGeneratedBy", FIT);
        refer(model, "prov:wasDerivedFrom", "effigy:source");
        ObjectNode sample = node(graph, SAMPLE, "prov:Activity", "draw of rows");
        sample.put("effigy:seed", table.manifest().seed());
        refer(sample, "prov:used", MODEL);
        refer(sample, "prov:wasAssociatedWith", PROGRAM);
        ObjectNode rows = node(graph, ROWS, "prov:Entity", table.file());
        rows.put("effigy:digest", table.manifest().output());
        refer(rows, "prov:wasGeneratedBy", SAMPLE);
        refer(rows, "prov:wasDerivedFrom", MODEL);
        rows.putObject("prov:generatedAtTime")
                .put("@type", "xsd:date")
                .put("@value", table.day().toString());
        return root;
    }

    private static ObjectNode node(ArrayNode graph, String id, String type, String label) {
        return graph.addObject().put("@id", id).put("@type", type).put("rdfs:label", label);
    }

    private static void refer(ObjectNode node, String how, String id) {
        node.withArray(how).addObject().put("@id", id);
    }

    /** As the event of a run that is complete (OpenLineage 2-0-2); its time is the day alone. */
    static ObjectNode openLineage(DataSet table) {
        Provenance provenance = table.manifest().provenance();
        String producer = "urn:effigy:" + table.manifest().version();
        ObjectNode root = Documents.MAPPER.createObjectNode();
        root.put("eventType", "COMPLETE").put("eventTime", table.day() + "T00:00:00Z");
        root.put("producer", producer);
        root.put("schemaURL", "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
        // The same table, the same run: a number that was drawn would differ in each bundle.
        String run = table.manifest().model() + table.manifest().output();
        root.putObject("run")
                .put(
                        "runId",
                        UUID.nameUUIDFromBytes(run.getBytes(StandardCharsets.UTF_8))
                                .toString());
        root.putObject("job").put("namespace", "effigy").put("name", "sample " + provenance.synthesizer());
        root.putArray("inputs")
                .addObject()
                .put("namespace", "effigy:ledger:" + provenance.ledger())
                .put("name", provenance.dataset());
        ObjectNode output = root.putArray("outputs").addObject();
        output.put("namespace", "effigy:table").put("name", table.file());
        ObjectNode columns = output.putObject("facets").putObject("schema");
        columns.put("_producer", producer);
        columns.put("_schemaURL", "https://openlineage.io/spec/facets/1-1-1/SchemaDatasetFacet.json");
        ArrayNode fields = columns.putArray("fields");
        table.schema()
                .fields()
                .forEach(field -> fields.addObject()
                        .put("name", field.columnName())
                        .put("type", field.type().word()));
        return root;
    }
}

package org.effigy.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.effigy.table.Field;
import org.effigy.table.FieldType;

/**
 * A synthetic table in Croissant 1.1, the vocabulary of data sets for machine learning (MLCommons; Akhtar et al. 2024,
 * "Croissant: a metadata format for ML-ready datasets").
 */
final class Croissant {
    private static final String RULES = "http://mlcommons.org/croissant/1.1";
    private static final String ROWS = "rows";

    /** The names of the vocabulary that are not of schema.org, and how values are to be read. */
    private static final String CONTEXT = "{\"@language\": \"en\", \"@vocab\": \"https://schema.org/\","
            + " \"sc\": \"https://schema.org/\", \"cr\": \"http://mlcommons.org/croissant/\","
            + " \"rai\": \"http://mlcommons.org/croissant/RAI/\", \"dct\": \"http://purl.org/dc/terms/\","
            + " \"citeAs\": \"cr:citeAs\", \"column\": \"cr:column\", \"conformsTo\": \"dct:conformsTo\","
            + " \"data\": {\"@id\": \"cr:data\", \"@type\": \"@json\"},"
            + " \"dataType\": {\"@id\": \"cr:dataType\", \"@type\": \"@vocab\"},"
            + " \"equivalentProperty\": \"cr:equivalentProperty\", \"samplingRate\": \"cr:samplingRate\","
            + " \"examples\": {\"@id\": \"cr:examples\", \"@type\": \"@json\"}, \"extract\": \"cr:extract\","
            + " \"field\": \"cr:field\", \"fileProperty\": \"cr:fileProperty\", \"fileObject\": \"cr:fileObject\","
            + " \"fileSet\": \"cr:fileSet\", \"format\": \"cr:format\", \"includes\": \"cr:includes\","
            + " \"isLiveDataset\": \"cr:isLiveDataset\", \"jsonPath\": \"cr:jsonPath\", \"key\": \"cr:key\","
            + " \"md5\": \"cr:md5\", \"parentField\": \"cr:parentField\", \"path\": \"cr:path\","
            + " \"recordSet\": \"cr:recordSet\", \"references\": \"cr:references\", \"regex\": \"cr:regex\","
            + " \"repeated\": \"cr:repeated\", \"replace\": \"cr:replace\", \"separator\": \"cr:separator\","
            + " \"source\": \"cr:source\", \"subField\": \"cr:subField\", \"transform\": \"cr:transform\"}";

    private static final Map<FieldType, String> TYPES = Map.of(
            FieldType.STRING, "sc:Text",
            FieldType.INTEGER, "sc:Integer",
            FieldType.NUMBER, "sc:Float",
            FieldType.BOOLEAN, "sc:Boolean",
            FieldType.DATE, "sc:Date",
            FieldType.DATETIME, "sc:DateTime");

    private Croissant() {}

    static ObjectNode of(DataSet table) {
        ObjectNode root = Documents.MAPPER.createObjectNode();
        root.set(
                "@context",
                Documents.tree(CONTEXT.getBytes(StandardCharsets.UTF_8)).orElseThrow());
        root.put("@type", "sc:Dataset").put("conformsTo", RULES);
        root.put("name", table.name()).put("description", table.description());
        root.put("version", "1.0.0").put("datePublished", table.day().toString());
        root.put("sdVersion", "1.0.0").put("isLiveDataset", false);
        root.put("sdLicense", "unspecified");
        root.put("rai:dataCollection", "Drawn from a statistical model; no row was collected from a person.");
        root.put(
                "rai:personalSensitiveInformation",
                table.manifest().provenance().promise());
        if (!table.manifest().license().isEmpty()) {
            root.put("license", table.manifest().license());
        }
        root.putObject("creator").put("@type", "sc:Organization").put("name", table.program());
        ObjectNode file = root.putArray("distribution").addObject();
        file.put("@type", "cr:FileObject").put("@id", ROWS).put("name", table.file());
        file.put("contentUrl", table.path()).put("encodingFormat", table.mediaType());
        file.put("sha256", table.sha256());
        ObjectNode records = root.putArray("recordSet").addObject();
        records.put("@type", "cr:RecordSet").put("@id", "records").put("name", "records");
        ArrayNode fields = records.putArray("field");
        for (Field field : table.schema().fields()) {
            fields(fields, field);
        }
        return root;
    }

    private static void fields(ArrayNode fields, Field field) {
        ObjectNode node = fields.addObject();
        node.put("@type", "cr:Field")
                .put("@id", "records/" + field.columnName())
                .put("name", field.columnName());
        if (!field.description().isEmpty()) {
            node.put("description", field.description());
        }
        node.put("dataType", TYPES.get(field.type()));
        ObjectNode source = node.putObject("source");
        source.putObject("fileObject").put("@id", ROWS);
        source.putObject("extract").put("column", field.columnName());
    }
}

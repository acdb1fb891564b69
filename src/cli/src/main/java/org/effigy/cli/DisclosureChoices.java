package org.effigy.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.effigy.audit.disclosure.DisclosureOptions;
import picocli.CommandLine.Option;

/** What a person may choose about attacks on single people. */
final class DisclosureChoices {
    @Option(
            names = "--secret",
            paramLabel = "COLUMN",
            description =
                    "What an attacker would like to infer. May be given several times. Default: the schema's fields"
                            + " of role sensitive or target.")
    private List<String> secrets = List.of();

    @Option(
            names = "--known",
            paramLabel = "COL,COL",
            split = ",",
            description = "What an attacker who infers knows of a person. Default: all other columns.")
    private List<String> known = List.of();

    @Option(
            names = "--link",
            paramLabel = "COL,COL/COL,COL",
            description =
                    "The columns that two sources hold, which an attacker would like to link. Default: all columns,"
                            + " in two halves that tell rows apart about equally well.")
    private String link;

    /**
     * The choices.
     *
     * @throws UsageException if they don't go together
     */
    DisclosureOptions options() {
        DisclosureOptions options = DisclosureOptions.standard();
        options = secrets.isEmpty() ? options : options.withSecrets(secrets);
        options = known.isEmpty() ? options : options.withKnown(known);
        return link == null ? options : options.withHalves(halves());
    }

    /** What was chosen, by option, in words. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        if (!secrets.isEmpty()) {
            given.put("--secret", String.join(",", secrets));
        }
        if (!known.isEmpty()) {
            given.put("--known", String.join(",", known));
        }
        if (link != null) {
            given.put("--link", link);
        }
        return given;
    }

    private DisclosureOptions.Halves halves() {
        String[] parts = link.split("/", -1);
        if (parts.length != 2) {
            throw new UsageException(
                    "--link takes two lists of columns with a '/' between them, as age,sex/zip; it is '" + link + "'");
        }
        return UsageException.unless(() ->
                new DisclosureOptions.Halves(Arrays.asList(parts[0].split(",")), Arrays.asList(parts[1].split(","))));
    }
}

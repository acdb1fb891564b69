package org.effigy.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is wrong with a page as a browser shows it, each fault in words; no faults, no words. The page itself is looked
 * at, not a copy: scripts come in through the protocol, where a page's content security policy has no say.
 */
public final class PageFaults {
    /** Of axe-core: WCAG 2.0 to 2.2, levels A and AA, and what its makers think good. */
    private static final String RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

    private static final Set<String> PICTURES = Set.of("image", "img", "SvgRoot", "Canvas", "canvas");

    private static final Pattern SHEET = Pattern.compile("/Type\\s*/Page[^s]");

    private PageFaults() {}

    /** Warnings and errors that the browser or a script wrote to the console. */
    public static List<String> console(Tab tab) {
        List<String> faults = new ArrayList<>();
        for (JsonNode event : tab.events("Log.entryAdded")) {
            String level = event.path("entry").path("level").asText();
            if (level.equals("warning") || level.equals("error")) {
                faults.add(level + ": " + event.path("entry").path("text").asText());
            }
        }
        for (JsonNode event : tab.events("Runtime.consoleAPICalled")) {
            if (Set.of("warning", "error", "assert").contains(event.path("type").asText())) {
                faults.add(event.path("type").asText() + ": " + event.path("args"));
            }
        }
        for (JsonNode event : tab.events("Runtime.exceptionThrown")) {
            faults.add("exception: "
                    + event.path("exceptionDetails")
                            .at("/exception/description")
                            .asText());
        }
        return faults;
    }

    /** Addresses other than the page's own that it asked for, and what came out at the way into the network. */
    public static List<String> requests(Tab tab) {
        List<String> faults = new ArrayList<>();
        List<JsonNode> requests = tab.events("Network.requestWillBeSent");
        for (JsonNode event : requests.subList(Math.min(1, requests.size()), requests.size())) {
            String address = event.at("/request/url").asText();
            if (!address.startsWith("data:")) {
                faults.add("asks for " + address);
            }
        }
        tab.left().forEach(line -> faults.add("left the machine: " + line));
        return faults;
    }

    /** Pictures that a screen reader can't name. */
    public static List<String> nameless(Tab tab) throws IOException, InterruptedException {
        List<String> faults = new ArrayList<>();
        for (JsonNode node : tab.spoken()) {
            String role = node.path("role").path("value").asText();
            if (!node.path("ignored").asBoolean()
                    && PICTURES.contains(role)
                    && node.path("name").path("value").asText().isBlank()) {
                faults.add("a picture without a name: " + role);
            }
        }
        tab.evaluate(script("page-faults.js"));
        tab.evaluate("pageFaults.unspoken()").forEach(fault -> faults.add(fault.asText()));
        return faults;
    }

    /** What axe-core finds in the page as it is shown now. */
    public static List<String> axe(Tab tab) throws IOException, InterruptedException {
        if (!tab.evaluate("typeof axe === 'object'").asBoolean()) {
            tab.evaluate(script("/axe.min.js") + ";1");
        }
        List<String> faults = new ArrayList<>();
        tab.evaluate("axe.run(document, {runOnly: {type: 'tag', values: " + RULES
                        + "}, resultTypes: ['violations']}).then(found => found.violations.map(rule => rule.id + ': '"
                        + " + rule.help + ': ' + rule.nodes.length + ' times, first ' + rule.nodes[0].html.slice(0, 160)"
                        + " + ' ' + rule.nodes[0].any.concat(rule.nodes[0].all).map(check => check.message)))")
                .forEach(fault -> faults.add(fault.asText()));
        return faults;
    }

    /** Labels and marks of pictures that don't stand out, are cut off, or lie on each other. */
    public static List<String> pictures(Tab tab) throws IOException, InterruptedException {
        return found(tab, "pictures");
    }

    /** What is wider than its window, so that a person must scroll sideways; a table in a box of its own may. */
    public static List<String> sideways(Tab tab) throws IOException, InterruptedException {
        return found(tab, "sideways");
    }

    /** Boxes that hold more than they show: on paper nobody can scroll. */
    public static List<String> cut(Tab tab) throws IOException, InterruptedException {
        return found(tab, "cut");
    }

    /** Opens what is shut: one of each kind, because rules for thousands of equal cells take minutes. */
    static void open(Tab tab) throws IOException, InterruptedException {
        tab.evaluate(script("page-faults.js"));
        tab.evaluate("pageFaults.open()");
    }

    static void shut(Tab tab) throws IOException, InterruptedException {
        tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = false)");
    }

    private static List<String> found(Tab tab, String what) throws IOException, InterruptedException {
        tab.evaluate(script("page-faults.js"));
        List<String> faults = new ArrayList<>();
        tab.evaluate("pageFaults." + what + "()").forEach(fault -> faults.add(fault.asText()));
        return faults;
    }

    /** How many sheets a PDF has. */
    public static int sheets(byte[] pdf) {
        return (int) SHEET.matcher(new String(pdf, StandardCharsets.ISO_8859_1))
                .results()
                .count();
    }

    private static String script(String name) throws IOException {
        try (InputStream in = PageFaults.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, name + " is not on the class path")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }
}

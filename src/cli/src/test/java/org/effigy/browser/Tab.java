package org.effigy.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One page in a browser: what it does while it loads, what it looks like in other lights, and what it prints. */
public final class Tab implements AutoCloseable {
    private static final double INCH = 25.4;

    private final DevTools tools;
    private final String id;
    private final String session;
    private final NoWayOut network;
    private final int before;
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch loaded = new CountDownLatch(1);

    Tab(DevTools tools, String id, String session, NoWayOut network) {
        this.tools = tools;
        this.id = id;
        this.session = session;
        this.network = network;
        this.before = network.asked().size();
        tools.listen(session, event -> {
            events.add(event);
            if (event.path("method").asText().equals("Page.loadEventFired")) {
                loaded.countDown();
            }
        });
    }

    void load(URI page) throws IOException, InterruptedException {
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Accessibility")) {
            ask(domain + ".enable", Map.of());
        }
        JsonNode found = ask("Page.navigate", Map.of("url", page.toString()));
        if (found.has("errorText")) {
            // A browser shows a page of its own then, which must not be judged.
            throw new IOException(page + ": " + found.path("errorText").asText());
        }
        if (!loaded.await(2, TimeUnit.MINUTES)) {
            throw new IOException(page + " does not load");
        }
        // Two frames later what was to be drawn is drawn, and what that asks for has been asked for.
        evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
    }

    private JsonNode ask(String method, Map<String, ?> parameters) throws IOException, InterruptedException {
        return tools.ask(session, method, parameters);
    }

    /** The events of a kind, as {@code Network.requestWillBeSent}: their parameters, in order. */
    List<JsonNode> events(String method) {
        return events.stream()
                .filter(event -> event.path("method").asText().equals(method))
                .map(event -> event.path("params"))
                .toList();
    }

    /** What came out at the browser's way into the network since this page was opened. */
    List<String> left() {
        List<String> all = network.asked();
        return all.subList(before, all.size());
    }

    /** The value of an expression, or of its promise. @throws IOException if it throws */
    JsonNode evaluate(String script) throws IOException, InterruptedException {
        JsonNode answer =
                ask("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(answer.path("exceptionDetails").toString());
        }
        return answer.path("result").path("value");
    }

    /** What the browser tells a screen reader, node by node. */
    JsonNode spoken() throws IOException, InterruptedException {
        return ask("Accessibility.getFullAXTree", Map.of()).path("nodes");
    }

    /**
     * Shows the page in another light.
     *
     * @param medium {@code screen} or {@code print}
     * @param scheme {@code light} or {@code dark}
     */
    public void show(String medium, String scheme) throws IOException, InterruptedException {
        ask(
                "Emulation.setEmulatedMedia",
                Map.of("media", medium, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Makes the window so large, in CSS pixels. */
    public void resize(int width, int height) throws IOException, InterruptedException {
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Shows the page as people see it whose eyes are like that, as {@code deuteranopia} or {@code achromatopsia}. */
    public void see(String deficiency) throws IOException, InterruptedException {
        ask("Emulation.setEmulatedVisionDeficiency", Map.of("type", deficiency));
    }

    /** A picture of a part of the page, as PNG. */
    public byte[] picture(double top, double width, double height) throws IOException, InterruptedException {
        return Base64.getDecoder()
                .decode(ask(
                                "Page.captureScreenshot",
                                Map.of(
                                        "captureBeyondViewport",
                                        true,
                                        "clip",
                                        Map.of("x", 0, "y", top, "width", width, "height", height, "scale", 1)))
                        .path("data")
                        .asText());
    }

    /** Prints the page as it is, with the margins that it asks for. @return a PDF */
    public byte[] print(Paper paper) throws IOException, InterruptedException {
        show("print", "light");
        ask("Emulation.clearDeviceMetricsOverride", Map.of());
        return Base64.getDecoder()
                .decode(ask(
                                "Page.printToPDF",
                                Map.of(
                                        "paperWidth",
                                        paper.width / INCH,
                                        "paperHeight",
                                        paper.height / INCH,
                                        "printBackground",
                                        false,
                                        "preferCSSPageSize",
                                        false))
                        .path("data")
                        .asText());
    }

    @Override
    public void close() {
        tools.tell("Target.closeTarget", Map.of("targetId", id));
    }
}

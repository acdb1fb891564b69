package org.effigy.browser;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window, whose way into the network ends at a door of ours. */
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** Tenths of a second that a browser may take to start. */
    private static final int PATIENCE = 600;

    private final Process process;
    private final NoWayOut network;
    private final DevTools tools;

    private Chromium(Process process, NoWayOut network, URI address) {
        this.process = process;
        this.network = network;
        this.tools = new DevTools(address);
    }

    /**
     * Starts the browser of this machine: the program that {@code -Deffigy.chromium=PATH} names, or one on the path. Where
     * there is none that starts, the test that asks is skipped with a word.
     *
     * @param folder an empty one, for what a browser keeps
     * @throws IOException if the program that is named doesn't start
     */
    public static Chromium startOrSkip(Path folder) throws IOException, InterruptedException {
        String named = System.getProperty("effigy.chromium", "");
        if (!named.isEmpty()) {
            return start(Path.of(named), folder);
        }
        Optional<Path> program = find();
        assumeTrue(
                program.isPresent(),
                "no Chromium on the path: pages were not looked at (-Deffigy.chromium=PATH names one)");
        try {
            return start(program.get(), folder);
        } catch (IOException e) {
            // Some systems have a stub of that name which only says how to install the program.
            return abort("pages were not looked at: " + e.getMessage());
        }
    }

    private static Optional<Path> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @throws IOException if it doesn't start; what it said is in the message */
    private static Chromium start(Path program, Path folder) throws IOException, InterruptedException {
        NoWayOut network = new NoWayOut();
        Path log = folder.resolve("chromium.log");
        Path profile = folder.resolve("profile");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        // Its sandbox needs rights that containers lack; it opens nothing but pages that tests write.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-extensions",
                        // What a browser asks of its maker on its own must not be taken for a page's request.
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-default-apps",
                        "--disable-sync",
                        "--allow-browser-signin=false",
                        "--no-first-run",
                        "--proxy-server=127.0.0.1:" + network.port(),
                        "--proxy-bypass-list=<-loopback>",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Path address = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < PATIENCE && process.isAlive(); i++) {
            List<String> lines = Files.exists(address) ? Files.readAllLines(address) : List.of();
            if (lines.size() == 2) {
                return new Chromium(process, network, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        process.destroyForcibly();
        network.close();
        throw new IOException(program + " does not start: " + Files.readString(log));
    }

    /** Opens a page in a tab of its own, and waits until it has loaded. */
    public Tab open(URI page) throws IOException, InterruptedException {
        JsonNode target = tools.ask("", "Target.createTarget", Map.of("url", "about:blank"));
        String id = target.path("targetId").asText();
        String session = tools.ask("", "Target.attachToTarget", Map.of("targetId", id, "flatten", true))
                .path("sessionId")
                .asText();
        Tab tab = new Tab(tools, id, session, network);
        tab.load(page);
        return tab;
    }

    @Override
    public void close() throws IOException {
        tools.tell("Browser.close", Map.of());
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join().destroyForcibly();
        network.close();
    }
}

package org.effigy.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Talks to a browser in the Chrome DevTools protocol: questions with a number, answers with the same, and events in the
 * order in which they happen.
 */
final class DevTools implements WebSocket.Listener {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Seconds after which a browser that doesn't answer is taken to hang. */
    private static final int PATIENCE = 600;

    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Map<String, Consumer<JsonNode>> listeners = new ConcurrentHashMap<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    DevTools(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, this)
                .join();
    }

    /** Hands a session's events on, in their order. */
    void listen(String session, Consumer<JsonNode> listener) {
        listeners.put(session, listener);
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param session of a tab, or nothing for the browser itself
     * @throws IOException if the browser refuses, or doesn't answer
     */
    JsonNode ask(String session, String method, Map<String, ?> parameters) throws IOException, InterruptedException {
        try {
            JsonNode found = send(session, method, parameters).get(PATIENCE, TimeUnit.SECONDS);
            if (found.has("error")) {
                throw new IOException(method + ": " + found.path("error"));
            }
            return found.path("result");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(method + ": the browser does not answer", e);
        }
    }

    /** Asks the browser itself, and doesn't wait. */
    void tell(String method, Map<String, ?> parameters) {
        send("", method, parameters);
    }

    private CompletableFuture<JsonNode> send(String session, String method, Map<String, ?> parameters) {
        int id = last.incrementAndGet();
        ObjectNode question = MAPPER.createObjectNode().put("id", id).put("method", method);
        question.set("params", MAPPER.valueToTree(parameters));
        if (!session.isEmpty()) {
            question.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        socket.sendText(question.toString(), true).join();
        return answer;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean complete) {
        message.append(part);
        if (complete) {
            String whole = message.toString();
            message.setLength(0);
            receive(whole);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void receive(String text) {
        try {
            JsonNode received = MAPPER.readTree(text);
            if (received.has("id")) {
                asked.remove(received.path("id").intValue()).complete(received);
            } else {
                listeners
                        .getOrDefault(received.path("sessionId").asText(), event -> {})
                        .accept(received);
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the browser sent no JSON", e);
        }
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        asked.values().forEach(answer -> answer.completeExceptionally(error));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        asked.values()
                .forEach(answer -> answer.completeExceptionally(new IOException("the browser has gone: " + reason)));
        return CompletableFuture.completedFuture(null);
    }
}

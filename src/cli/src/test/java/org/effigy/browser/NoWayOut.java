package org.effigy.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * A proxy that forwards nothing and remembers what it was asked for: also what no page script and no protocol event
 * tells of, as a connection that is opened in advance.
 */
final class NoWayOut implements AutoCloseable {
    /** Whom the browser calls on its own, now and then, whatever is switched off. A page's request is an event as well. */
    private static final Pattern MAKER = Pattern.compile(
            "[A-Z]+ (http://)?[\\w.-]*\\b(google|googleapis|googleusercontent|gstatic|gvt1)\\.com[:/].*");

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> asked = new CopyOnWriteArrayList<>();

    NoWayOut() throws IOException {
        Thread porter = new Thread(this::refuse, "no way out");
        porter.setDaemon(true);
        porter.start();
    }

    int port() {
        return door.getLocalPort();
    }

    /** The first line of each request so far, as {@code GET http://example.org/ HTTP/1.1}, but for the browser's own. */
    List<String> asked() {
        return asked.stream().filter(line -> !MAKER.matcher(line).matches()).toList();
    }

    private void refuse() {
        while (!door.isClosed()) {
            try (Socket guest = door.accept()) {
                guest.setSoTimeout(2000);
                String line = new BufferedReader(
                                new InputStreamReader(guest.getInputStream(), StandardCharsets.ISO_8859_1))
                        .readLine();
                asked.add(line == null ? "a connection without a word" : line);
                guest.getOutputStream()
                        .write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // The guest has left, or the door was closed: both are its right.
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}

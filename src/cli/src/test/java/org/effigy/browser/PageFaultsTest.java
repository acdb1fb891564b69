package org.effigy.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each look at a page finds the fault that it is for, planted in a page that has no other. */
class PageFaultsTest {
    @TempDir
    private static Path folder;

    private static Chromium browser;

    @BeforeAll
    static void startBrowser() throws IOException, InterruptedException {
        browser = Chromium.startOrSkip(Files.createDirectory(folder.resolve("browser")));
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static Inspection look(String head, String body) throws IOException, InterruptedException {
        Path page = Files.createTempFile(folder, "page", ".html");
        Files.writeString(
                page,
                "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A page</title>"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                        + "<style>html{background:#fff;color:#000}</style>" + head
                        + "</head><body><main><h1>A page</h1>" + body + "</main></body></html>");
        return Inspection.of(browser, page);
    }

    @Test
    void aPageWithoutFaultsHasNone() throws IOException, InterruptedException {
        Inspection seen = look(
                "",
                "<p>A text.</p><figure><svg role=\"img\" aria-label=\"A line\" viewBox=\"0 0 100 40\" width=\"100\">"
                        + "<rect width=\"50\" height=\"40\"/><text x=\"10\" y=\"20\" fill=\"#fff\">one</text><path class=\"line\" stroke=\"#000\" d=\"M0 0L9 9\"/>"
                        + "</svg></figure>");
        assertEquals(Map.of(), seen.faults());
        assertEquals(Map.of(Paper.A4, 1, Paper.LETTER, 1), seen.sheets());
    }

    @Test
    void aPageThatIsNotThereIsNotJudged() {
        assertThrows(IOException.class, () -> Inspection.of(browser, folder.resolve("none.html")));
    }

    private static Stream<Arguments> offenders() {
        return Stream.of(
                Arguments.of("console", "thrown", "<script>thrown()</script>", ""),
                Arguments.of("console", "planted", "<script>console.warn('planted')</script>", ""),
                Arguments.of(
                        "requests", "http://192.0.2.1/a.png", "", "<img alt=\"a\" src=\"http://192.0.2.1/a.png\">"),
                Arguments.of(
                        "requests",
                        "left the machine: CONNECT 192.0.2.2:443",
                        "<link rel=\"preconnect\" href=\"https://192.0.2.2\">",
                        ""),
                Arguments.of(
                        "requests",
                        "left the machine: GET http://192.0.2.3/",
                        "<style>html{background:#fff url(http://192.0.2.3/)}</style>",
                        ""),
                Arguments.of(
                        "requests", "file:///other.css", "<link rel=\"stylesheet\" href=\"file:///other.css\">", ""),
                Arguments.of("spoken", "without a name", "", "<canvas role=\"img\"></canvas>"),
                Arguments.of("spoken", "neither an image nor hidden", "", "<svg><text y=\"9\">seen</text></svg>"),
                Arguments.of("desk, rules", "image-alt", "", "<img src=\"data:,\">"),
                Arguments.of("desk, rules", "color-contrast", "", "<p style=\"color:#999\">pale</p>"),
                Arguments.of("desk, rules", "heading-order", "", "<h4>too deep</h4>"),
                Arguments.of("desk, rules", "region", "", "</main><p>outside</p><main hidden>"),
                Arguments.of(
                        "telephone in the dark, rules",
                        "color-contrast",
                        "<style>@media (prefers-color-scheme:dark){html{background:#000;color:#333}}</style>",
                        ""),
                Arguments.of(
                        "telephone in the dark, rules",
                        "scrollable-region-focusable",
                        "",
                        "<div style=\"overflow-x:auto\"><p style=\"width:50rem\">a wide text</p></div>"),
                Arguments.of(
                        "desk, pictures",
                        "a label with contrast",
                        "",
                        picture("<text x=\"9\" y=\"20\" fill=\"#aaa\">pale")),
                Arguments.of(
                        "desk, pictures",
                        "a label with contrast 1.00",
                        "",
                        picture("<rect width=\"60\" height=\"40\"/><text x=\"9\" y=\"20\">dark")),
                Arguments.of("desk, pictures", "cut off", "", picture("<text x=\"90\" y=\"20\">too far to the right")),
                Arguments.of(
                        "desk, pictures",
                        "on another",
                        "",
                        picture("<text x=\"9\" y=\"20\">one</text><text x=\"12\" y=\"22\">two")),
                Arguments.of(
                        "desk, pictures", "a mark with contrast", "", picture("<text class=\"bar\" fill=\"#ccc\">")),
                Arguments.of("desk", "wide in a window", "", "<p style=\"width:99rem\">a wide text</p>"),
                Arguments.of("telephone in the dark", "wide in a window", "", "<p style=\"width:30rem\">wide</p>"),
                Arguments.of(
                        "print on A4",
                        "wide in a box",
                        "",
                        "<div style=\"overflow:hidden\"><p style=\"width:60rem\">a wide text</p></div>"));
    }

    private static String picture(String inside) {
        return "<figure><svg role=\"img\" aria-label=\"a\" viewBox=\"0 0 100 40\" width=\"100\">" + inside
                + "</text></svg></figure>";
    }

    @ParameterizedTest
    @MethodSource("offenders")
    void aPlantedFaultIsFoundWhereItShows(String view, String words, String head, String body)
            throws IOException, InterruptedException {
        List<String> found = look(head, body).faults().getOrDefault(view, List.of());
        assertTrue(found.stream().anyMatch(fault -> fault.contains(words)), () -> view + ": " + found);
    }

    @Test
    void sheetsOfPaperAreCounted() throws IOException, InterruptedException {
        Inspection seen = look("", "<p style=\"height:250cm\">a long text</p>");
        assertTrue(
                seen.sheets().get(Paper.A4) >= 9 && seen.sheets().get(Paper.A4) <= 11,
                seen.sheets().toString());
        assertTrue(seen.sheets().get(Paper.LETTER) >= seen.sheets().get(Paper.A4));
    }
}

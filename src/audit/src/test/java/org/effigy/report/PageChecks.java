package org.effigy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What holds of every page: well-formed, nothing from elsewhere, and pictures that say what they show. */
public final class PageChecks {
    private PageChecks() {}

    /** Checks a page. @return its text, without markup */
    public static String check(byte[] html) throws Exception {
        Document page = parsed(html);
        assertEquals(List.of(), elements(page, "script"));
        Set<String> ids = new HashSet<>();
        for (Element element : elements(page, "*")) {
            if (element.hasAttribute("id")) {
                assertTrue(ids.add(element.getAttribute("id")), element.getAttribute("id") + " stands twice");
            }
            assertFalse(element.hasAttribute("src"));
            assertFalse(element.hasAttribute("onclick"));
        }
        for (Element link : elements(page, "a")) {
            assertTrue(link.getAttribute("href").startsWith("#"), link.getAttribute("href"));
            assertTrue(ids.contains(link.getAttribute("href").substring(1)), link.getAttribute("href"));
        }
        for (Element picture : elements(page, "svg")) {
            if (picture.getAttribute("aria-hidden").equals("true")) {
                continue;
            }
            assertEquals("img", picture.getAttribute("role"));
            for (String label : picture.getAttribute("aria-labelledby").split(" ")) {
                assertTrue(ids.contains(label), label);
            }
        }
        for (Element heading : elements(page, "th")) {
            assertTrue(heading.hasAttribute("scope"), heading.getTextContent());
        }
        assertEquals(1, elements(page, "h1").size());
        assertEquals(1, elements(page, "main").size());
        return page.getDocumentElement().getTextContent();
    }

    private static Document parsed(byte[] html) throws Exception {
        String text = new String(html, StandardCharsets.UTF_8).replaceFirst("<!DOCTYPE html>\n", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document page, String tag) {
        NodeList nodes = page.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}

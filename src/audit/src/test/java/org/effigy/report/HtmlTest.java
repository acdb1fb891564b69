package org.effigy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void noTextAndNoAttributeBecomesMarkup() {
        String text = new Html()
                .open("p", "title", "\"><script>")
                .text("</p><script>alert('1')&amp;\u0000\ud800")
                .close()
                .finish();
        assertEquals(
                "<!DOCTYPE html>\n<p title=\"&quot;&gt;&lt;script&gt;\">&lt;/p&gt;&lt;script&gt;alert('1')&amp;amp;"
                        + "\uFFFD\uFFFD</p>\n",
                text);
    }

    @Test
    void whatIsNotWellFormedIsRefused() {
        assertThrows(IllegalStateException.class, () -> new Html().open("p").finish());
        assertThrows(IllegalArgumentException.class, () -> new Html().open("p", "class"));
        assertThrows(IllegalArgumentException.class, () -> new Html().style("</style><script>"));
    }
}

package org.effigy.cli;

import java.awt.AWTError;
import java.awt.Desktop;
import java.io.IOException;
import java.nio.file.Path;

/** Shows a page to a person who sits at a desktop. */
final class Browser {
    private Browser() {}

    /** Opens a page in the person's browser; where there is none, says what to open instead. */
    static void show(Path page, Talk talk) {
        try {
            if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
                Desktop.getDesktop().browse(page.toUri());
                return;
            }
        } catch (IOException | UnsupportedOperationException | AWTError | LinkageError e) {
            // Java without a desktop's libraries fails in all of these ways; the page is there all the same.
        }
        talk.say("No browser can be opened from here: open %s yourself.", page.toUri());
    }
}

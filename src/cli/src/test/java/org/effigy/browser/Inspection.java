package org.effigy.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at a page as people would: on a screen in light and in the dark, on a telephone with one of
 * each kind of detail opened, and on
 * paper.
 *
 * @param faults what is wrong, by the view that shows it; empty for a good page
 * @param sheets how many sheets it prints on, by the paper
 */
public record Inspection(Map<String, List<String>> faults, Map<Paper, Integer> sheets) {
    /** CSS pixels across: a desk's screen, and a small telephone's. */
    private static final int DESK = 1280;

    private static final int TELEPHONE = 360;

    /** The margin that the style sheet asks for, in millimetres. */
    private static final double MARGIN = 13;

    /** Opens a page and looks at it. */
    public static Inspection of(Chromium browser, Path page) throws IOException, InterruptedException {
        Map<String, List<String>> faults = new TreeMap<>();
        Map<Paper, Integer> sheets = new TreeMap<>();
        try (Tab tab = browser.open(page.toUri())) {
            note(faults, "console", PageFaults.console(tab));
            note(faults, "requests", PageFaults.requests(tab));
            tab.resize(DESK, 900);
            tab.show("screen", "light");
            note(faults, "spoken", PageFaults.nameless(tab));
            note(faults, "desk", PageFaults.sideways(tab));
            note(faults, "desk, rules", PageFaults.axe(tab));
            note(faults, "desk, pictures", PageFaults.pictures(tab));
            tab.resize(TELEPHONE, 740);
            tab.show("screen", "dark");
            PageFaults.open(tab);
            note(faults, "telephone in the dark", PageFaults.sideways(tab));
            note(faults, "telephone in the dark, rules", PageFaults.axe(tab));
            note(faults, "telephone in the dark, pictures", PageFaults.pictures(tab));
            PageFaults.shut(tab);
            for (Paper paper : Paper.values()) {
                tab.resize(paper.between(MARGIN), 900);
                tab.show("print", "light");
                note(faults, "print on " + paper, PageFaults.cut(tab));
                note(faults, "print on " + paper, PageFaults.sideways(tab));
                sheets.put(paper, PageFaults.sheets(tab.print(paper)));
            }
        }
        return new Inspection(faults, sheets);
    }

    private static void note(Map<String, List<String>> faults, String view, List<String> found) {
        if (!found.isEmpty()) {
            faults.computeIfAbsent(view, any -> new ArrayList<>()).addAll(found);
        }
    }
}

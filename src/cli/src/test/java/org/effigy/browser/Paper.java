package org.effigy.browser;

/** A sheet, upright, in millimetres. */
public enum Paper {
    A4(210, 297),
    LETTER(215.9, 279.4);

    private static final double PIXELS_PER_MILLIMETRE = 96 / 25.4;

    final double width;
    final double height;

    Paper(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** What is left between two margins, in CSS pixels. */
    int between(double margin) {
        return (int) Math.floor((width - 2 * margin) * PIXELS_PER_MILLIMETRE);
    }
}

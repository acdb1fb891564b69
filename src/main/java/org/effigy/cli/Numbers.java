package org.effigy.cli;

import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Numbers as people type them. */
final class Numbers {
    private Numbers() {}

    /** The same command line, which says what a number looks like where one was mistyped. */
    static CommandLine told(CommandLine line) {
        return line.registerConverter(Double.class, Numbers::real)
                .registerConverter(Double.TYPE, Numbers::real)
                .registerConverter(Integer.class, Numbers::whole)
                .registerConverter(Integer.TYPE, Numbers::whole)
                .registerConverter(Long.class, Numbers::large)
                .registerConverter(Long.TYPE, Numbers::large);
    }

    private static Double real(String typed) {
        try {
            return Double.valueOf(typed);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(
                    "'" + typed + "' is not a number: write it with a point and nothing between thousands, as 1.5");
        }
    }

    private static Integer whole(String typed) {
        try {
            return Integer.valueOf(typed);
        } catch (NumberFormatException e) {
            throw notWhole(typed, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    }

    private static Long large(String typed) {
        try {
            return Long.valueOf(typed);
        } catch (NumberFormatException e) {
            throw notWhole(typed, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    private static TypeConversionException notWhole(String typed, long least, long most) {
        return new TypeConversionException("'" + typed + "' is not a whole number from " + least + " to " + most
                + ": write digits alone, as 1000");
    }
}

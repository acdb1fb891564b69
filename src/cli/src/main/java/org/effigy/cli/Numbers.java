package org.effigy.cli;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Numbers as people type them. */
final class Numbers {
    /** No count is written with more zeros. */
    private static final int MOST_DIGITS = 400;

    private Numbers() {}

    /** The same command line, which says what a number looks like where one was mistyped. */
    static CommandLine told(CommandLine line) {
        return line.registerConverter(Double.class, Numbers::real)
                .registerConverter(Double.TYPE, Numbers::real)
                .registerConverter(Integer.class, Numbers::whole)
                .registerConverter(Integer.TYPE, Numbers::whole)
                .registerConverter(Long.class, Numbers::large)
                .registerConverter(Long.TYPE, Numbers::large)
                .registerConverter(Path.class, Numbers::path);
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
            return exact(typed).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw notWhole(typed, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    }

    private static Long large(String typed) {
        try {
            return exact(typed).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw notWhole(typed, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    /** Thousands and millions may be written by their letters, as 10k and 1.5M; 1e6 is a number too. */
    private static BigDecimal exact(String typed) {
        int zeros = typed.endsWith("k") || typed.endsWith("K") ? 3 : typed.endsWith("m") || typed.endsWith("M") ? 6 : 0;
        BigDecimal number = new BigDecimal(zeros == 0 ? typed : typed.substring(0, typed.length() - 1));
        if (number.scale() < -MOST_DIGITS || number.scale() > MOST_DIGITS) {
            throw new NumberFormatException("longer than any count");
        }
        return number.scaleByPowerOfTen(zeros);
    }

    /** A name that a locale can't write down is no name of a file on this system; nothing of Java is told. */
    private static Path path(String typed) {
        try {
            return Path.of(typed);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'" + typed + "' can't be the name of a file here (" + e.getReason() + ")" + Failure.LOCALE);
        }
    }

    private static TypeConversionException notWhole(String typed, long least, long most) {
        return new TypeConversionException("'" + typed + "' is not a whole number from " + least + " to " + most
                + ": write digits alone, as 1000, or 10k or 1.5M");
    }
}

package org.effigy.fuzz;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever bytes a reader is given, it gives a value or refuses them in words. Here each target runs its seeds, what
 * fuzzing has found, and some hundred changes of both; {@code benchmarks/fuzz.sh} runs the same targets under Jazzer.
 */
class ReadersTest {
    /** Changes a target: {@code -Deffigy.fuzz.changes=100000} for more without a fuzzer. */
    private static final int CHANGES = Integer.getInteger("effigy.fuzz.changes", 500);

    /** Inputs that once failed, one a line in hexadecimal, by target. */
    private static final Path FOUND = Path.of(System.getProperty("effigy.root"), "src/cli/src/test/resources/fuzz");

    @ParameterizedTest
    @EnumSource
    void anyBytesAreAValueOrRefusedInWords(FuzzTarget target) throws IOException {
        List<byte[]> inputs = new ArrayList<>(target.seeds());
        inputs.addAll(found(target));
        for (byte[] input : inputs) {
            run(target, input);
        }
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < CHANGES; i++) {
            run(target, changed(inputs.get(random.nextInt(inputs.size())), random));
        }
    }

    private static void run(FuzzTarget target, byte[] input) {
        try {
            target.run(input);
        } catch (Exception | StackOverflowError | AssertionError e) {
            throw new AssertionError(
                    "on " + HexFormat.of().formatHex(Arrays.copyOf(input, Math.min(input.length, 4000))), e);
        }
    }

    private static List<byte[]> found(FuzzTarget target) throws IOException {
        Path file = FOUND.resolve(target.name().toLowerCase(Locale.ROOT) + ".hex");
        if (Files.notExists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(HexFormat.of()::parseHex)
                    .toList();
        }
    }

    /** One to four of: a byte changed, removed, put in, or a piece repeated. */
    private static byte[] changed(byte[] input, SplittableRandom random) {
        byte[] bytes = input;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            int length = random.nextInt(1 << random.nextInt(7)) + 1;
            byte[] head = Arrays.copyOf(bytes, at);
            byte[] tail = Arrays.copyOfRange(bytes, Math.min(bytes.length, at), bytes.length);
            bytes = switch (random.nextInt(4)) {
                case 0 ->
                    join(
                            head,
                            bytes(length, random),
                            Arrays.copyOfRange(tail, Math.min(length, tail.length), tail.length));
                case 1 -> join(head, Arrays.copyOfRange(tail, Math.min(length, tail.length), tail.length));
                case 2 -> join(head, bytes(length, random), tail);
                default -> join(head, Arrays.copyOf(tail, Math.min(length, tail.length)), tail);
            };
        }
        return bytes;
    }

    private static byte[] bytes(int length, SplittableRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    @Test
    void aReaderThatRefusesBadlyIsCaught() {
        String source = "rows.csv";
        Refusal.check(new IllegalArgumentException("rows.csv, line 1: the header is empty"), source);
        for (String bad : new String[] {null, " ", "the header is empty", source + "x".repeat(Refusal.LONGEST)}) {
            assertThrows(AssertionError.class, () -> Refusal.check(new IllegalArgumentException(bad), source));
        }
    }
}

package org.effigy.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What one question was answered with, noise and all: whole numbers, and where names are found, these.
 *
 * @param numbers noisy counts or sums, or the index of what was chosen; not to be modified
 * @param texts the names that go with them; mostly none
 */
public record Answer(long[] numbers, List<String> texts) {
    /** Copies the list. */
    public Answer {
        texts = List.copyOf(texts);
    }

    /** Numbers alone. */
    public static Answer of(long... numbers) {
        return new Answer(numbers, List.of());
    }

    /** The bytes that an answer of so many numbers takes, whatever they are. */
    public static long room(long numbers) {
        return room(numbers, List.of());
    }

    /**
     * The bytes that an answer takes at most.
     *
     * @param numbers how many there may be
     * @param texts all that may be among the names
     */
    public static long room(long numbers, List<String> texts) {
        long room = 2L * Integer.BYTES + numbers * Long.BYTES;
        for (String text : texts) {
            room += Integer.BYTES + text.getBytes(StandardCharsets.UTF_8).length;
        }
        return room;
    }

    void write(ByteBuffer to) {
        to.putInt(numbers.length);
        for (long number : numbers) {
            to.putLong(number);
        }
        to.putInt(texts.size());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            to.putInt(bytes.length).put(bytes);
        }
    }

    static Answer read(ByteBuffer from) {
        long[] numbers = new long[from.getInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = from.getLong();
        }
        int count = from.getInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[from.getInt()];
            from.get(bytes);
            texts.add(new String(bytes, StandardCharsets.UTF_8));
        }
        return new Answer(numbers, texts);
    }
}

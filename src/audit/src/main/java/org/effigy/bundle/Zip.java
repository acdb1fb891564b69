package org.effigy.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** An archive whose bytes follow from its files alone: in the order of their names, stored as they are, without times. */
final class Zip {
    /** The earliest time that the format knows. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int MOST_FILES = 1000;

    private Zip() {}

    static byte[] write(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                // Compressed bytes would be those of one version of a compressor.
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.getValue().length);
                entry.setTimeLocal(NO_TIME);
                CRC32 sum = new CRC32();
                sum.update(file.getValue());
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The files of an archive.
     *
     * @throws IllegalArgumentException if it is none that {@link #write} makes: cut, compressed, with a file twice or one
     *     that would be put elsewhere
     */
    static Map<String, byte[]> read(byte[] bytes) {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (!name.matches("[\\p{L}\\p{N}_. -]+(/[\\p{L}\\p{N}_. -]+)?") || name.contains("..")) {
                    throw new IllegalArgumentException("it holds '" + name + "', which no bundle does");
                }
                // Stored files are as long as they are in the archive: none can fill the memory.
                if (entry.getMethod() != ZipEntry.STORED || files.size() == MOST_FILES) {
                    throw new IllegalArgumentException("its files are compressed or too many, which is not so in a"
                            + " bundle: it was packed again, or is none");
                }
                if (files.put(name, zip.readAllBytes()) != null) {
                    throw new IllegalArgumentException("it holds '" + name + "' twice");
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e instanceof ZipException ? "it is cut or changed (" + e.getMessage() + ")" : e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is cut or changed (" + e.getMessage() + ")", e);
        }
        // A reader from the front and one from the end must see the same: nothing else may stand in the file.
        if (files.isEmpty() || !Arrays.equals(write(files), bytes)) {
            throw new IllegalArgumentException(
                    "it is no bundle, or was packed again: its bytes are not those that its" + " files make");
        }
        return files;
    }
}

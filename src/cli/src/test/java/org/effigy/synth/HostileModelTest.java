package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.effigy.fuzz.Refusal;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.SilentNoise;
import org.effigy.table.InvalidValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model files that are made to hurt. */
class HostileModelTest {
    @TempDir
    private Path folder;

    private void refused(String words, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("model.effigy"), bytes);
        ModelFileException refused = assertThrows(ModelFileException.class, () -> ModelFile.read(file));
        Refusal.check(refused, "model.effigy");
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    private static byte[] fitted() throws IOException {
        return ModelFile.bytes(
                Fixture.fit(Fixture.ROWS, InvalidValues.REFUSE, PrivacyBudget.of(1, 1e-9), new SilentNoise()));
    }

    /** 64 MB of spaces before a model, packed into 64 kB. */
    private static void bomb(OutputStream out) throws IOException {
        byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 1 << 10; i++) {
            out.write(spaces);
        }
        out.write(fitted());
    }

    @Test
    void packedFilesAreNeverUnpacked() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            bomb(out);
        }
        refused("is packed", gzip.toByteArray());
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("../../model.effigy"));
            bomb(out);
        }
        refused("is a ZIP archive", zip.toByteArray());
        ByteArrayOutputStream bare = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bare)) {
            bomb(out);
        }
        refused("is no effigy-model", bare.toByteArray());
    }

    @Test
    void depthLengthAndDigitsHaveTheirLimits() throws IOException {
        String text = new String(fitted(), StandardCharsets.UTF_8);
        int at = text.indexOf("\"content\" : {") + 13;
        String head = text.substring(0, at);
        String tail = "," + text.substring(at);
        refused(
                "nesting depth",
                (head + "\"a\":" + "[".repeat(200) + "]".repeat(200) + tail).getBytes(StandardCharsets.UTF_8));
        refused("exceeds the maximum", (head + "\"a\":" + "9".repeat(100_000) + tail).getBytes(StandardCharsets.UTF_8));
        refused(
                "exceeds the maximum",
                (head + "\"a\":\"" + "x".repeat(21_000_000) + "\"" + tail).getBytes(StandardCharsets.UTF_8));
        refused(
                "exceeds the maximum",
                (head + "\"" + "n".repeat(60_000) + "\":1" + tail).getBytes(StandardCharsets.UTF_8));
        refused("altered", (head + "\"a\":1" + tail).getBytes(StandardCharsets.UTF_8));
    }

    /** In UTF-16 the same text would have the same digest, but no other tool would know the file. */
    @Test
    void aFileThatIsCodedOtherwiseOrNotAtAllIsRefused() throws IOException {
        refused(
                "",
                new String(fitted(), StandardCharsets.UTF_8).substring(0, 400).getBytes(StandardCharsets.UTF_16));
        refused("no effigy-model", new byte[] {0x21, 0, 0, 0, 1, 0x35, (byte) 0xd8, 0x11});
        refused("no effigy-model", new byte[0]);
    }

    @Test
    void theLargestFileIsAskedForBeforeItIsRead() throws IOException {
        Path sparse = folder.resolve("model.effigy");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(SealedJson.LARGEST + 1);
        }
        assertTrue(assertThrows(ModelFileException.class, () -> ModelFile.read(sparse))
                .getMessage()
                .contains("over 2 GB"));
        assertEquals(SealedJson.LARGEST + 1, Files.size(sparse));
    }
}

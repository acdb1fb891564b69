package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PackingTest {
    private static final Schema AGES = TestTables.schema(
            "{'name': 'age', 'type': 'integer', 'constraints': {'minimum': 0, 'maximum': 99}}",
            "{'name': 'job', 'type': 'string', 'constraints': {'enum': ['clerk', 'nurse']}}");

    @TempDir
    private Path folder;

    private static String rows(int count) {
        SplittableRandom random = new SplittableRandom(5);
        return IntStream.range(0, count)
                .mapToObj(i -> random.nextInt(99) + "," + (random.nextBoolean() ? "clerk" : "nurse") + "\n")
                .collect(Collectors.joining("", "age,job\n", ""));
    }

    private static byte[] packed(Packing packing, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packing.packed(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static CsvInput input(Packing packing, byte[] bytes) {
        return CsvInput.of(new ByteArrayInputStream(bytes), name(packing));
    }

    private static String name(Packing packing) {
        return switch (packing) {
            case NONE -> "t.csv";
            case GZIP -> "t.csv.gz";
            case ZSTD -> "t.csv.ZST";
        };
    }

    private static String refused(CsvInput input) {
        return assertThrows(
                        TableFormatException.class, () -> TableReader.of(AGES).readRecords(input))
                .getMessage();
    }

    @ParameterizedTest
    @EnumSource
    void aPackedTableIsReadAsTheTable(Packing packing) throws IOException {
        CodedTable plain = TableReader.of(AGES).readRecords(TestTables.csv(rows(50_000)));
        CodedTable read = TableReader.of(AGES).readRecords(input(packing, packed(packing, rows(50_000))));
        TestTables.assertSameCodes(plain.records(), read.records());
    }

    @ParameterizedTest
    @EnumSource
    void aWrittenTableIsPackedAsItsNameSays(Packing packing) throws IOException {
        Path file = folder.resolve(name(packing));
        String digest;
        try (TableWriter writer = TableWriter.open(CsvOutput.of(file), AGES)) {
            for (int i = 0; i < 20_000; i++) {
                writer.write(List.of("" + i % 99, "nurse"));
            }
            digest = writer.finish();
            assertFalse(Files.exists(file));
            writer.commit();
        }
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(digest, new Digested(bytes).hex());
        assertEquals(
                20_000,
                TableReader.of(AGES).readTable(CsvInput.of(file)).table().rowCount());
        try (InputStream unpacked = packing.unpacked(new ByteArrayInputStream(bytes))) {
            String text = new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.startsWith("age,job\n0,nurse\n1,nurse\n"), text.substring(0, 40));
        }
        assertTrue(packing == Packing.NONE || bytes.length < 20_000, "bytes: " + bytes.length);
    }

    @Test
    void gzipThatIsWrittenNamesNoFileAndNoTime() throws IOException {
        Path file = folder.resolve("patients-of-dr-roe.csv.gz");
        try (TableWriter writer = TableWriter.open(CsvOutput.of(file), AGES)) {
            writer.write(List.of("3", "clerk"));
            writer.commit();
        }
        byte[] head = Arrays.copyOf(Files.readAllBytes(file), 10);
        // Magic, method, no flags, no time, no level; the system is 0 or "unknown".
        assertArrayEquals(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0}, Arrays.copyOf(head, 9));
        assertTrue(head[9] == 0 || head[9] == (byte) 255, "system " + head[9]);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = Mode.EXCLUDE)
    void severalPackedPiecesAreOneTable(Packing packing) throws IOException {
        byte[] first = packed(packing, "age,job\n1,clerk\n");
        byte[] second = packed(packing, "2,nurse\n3,nurse\n");
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        assertEquals(
                3, TableReader.of(AGES).readTable(input(packing, whole)).table().rowCount());
    }

    @Test
    void gzipPaddedWithZerosIsRead() throws IOException {
        byte[] padded = packed(Packing.GZIP, rows(3));
        assertEquals(
                3,
                TableReader.of(AGES)
                        .readTable(input(Packing.GZIP, Arrays.copyOf(padded, padded.length + 512)))
                        .table()
                        .rowCount());
    }

    @Test
    void gzipWithANameAndAllElseInItsHeaderIsRead() throws IOException {
        byte[] plain = packed(Packing.GZIP, rows(3));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(plain, 0, 3);
        whole.write(2 | 4 | 8 | 16);
        whole.write(plain, 4, 6);
        whole.write(new byte[] {3, 0, 'a', 'b', 'c'});
        whole.write("t.csv\0a comment\0".getBytes(StandardCharsets.UTF_8));
        whole.write(new byte[] {0, 0});
        whole.write(plain, 10, plain.length - 10);
        assertEquals(
                3,
                TableReader.of(AGES)
                        .readTable(input(Packing.GZIP, whole.toByteArray()))
                        .table()
                        .rowCount());
    }

    @ParameterizedTest
    @EnumSource
    void aWrongCellIsToldAtItsLine(Packing packing) throws IOException {
        String told = refused(input(packing, packed(packing, rows(30_000) + "7,doctor\n")));
        assertTrue(told.startsWith(name(packing) + ", line 30002, column 'job'"), told);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = Mode.EXCLUDE)
    void aTableThatIsCutIsRefusedNearItsEndAndLosesNoRowInSilence(Packing packing) throws IOException {
        byte[] whole = packed(packing, rows(200_000));
        for (int cut : new int[] {1, 4, 9, whole.length / 2, whole.length - 12}) {
            String told = refused(input(packing, Arrays.copyOf(whole, whole.length - cut)));
            assertTrue(told.startsWith(name(packing)), told);
            assertTrue(told.contains("copy it again"), told);
        }
        String told = refused(input(packing, Arrays.copyOf(whole, whole.length / 2)));
        int line = Integer.parseInt(told.replaceAll("(?s).*, line (\\d+): .*", "$1"));
        // Zstandard gives out a window of some megabytes when the next one begins.
        assertTrue(line > (packing == Packing.ZSTD ? 0 : 50_000) && line < 150_000, told);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = Mode.EXCLUDE)
    void changedBytesAndBytesAfterTheEndAreRefused(Packing packing) throws IOException {
        byte[] whole = packed(packing, rows(20_000));
        byte[] more = Arrays.copyOf(whole, whole.length + 64);
        Arrays.fill(more, whole.length, more.length, (byte) 'x');
        String told = refused(input(packing, more));
        assertTrue(told.contains("copy it again"), told);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 0x55;
        assertTrue(refused(input(packing, changed)).startsWith(name(packing)));
    }

    @Test
    void whatUnpacksToManyTimesItsBytesIsRefusedAndNotUnpackedToItsEnd() throws IOException {
        byte[] zeros = new byte[1 << 20];
        Arrays.fill(zeros, (byte) '\n');
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            out.write("age,job\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 200; i++) {
                out.write(zeros);
            }
        }
        String told = refused(input(Packing.GZIP, bomb.toByteArray()));
        assertTrue(told.contains("more comes out than 200 times what went in"), told);
        try (InputStream in = Packing.GZIP.unpacked(new ByteArrayInputStream(bomb.toByteArray()))) {
            byte[] some = new byte[1 << 16];
            long out = 0;
            try {
                for (int n = in.read(some); n >= 0; n = in.read(some)) {
                    out += n;
                }
                throw new AssertionError("a bomb was unpacked");
            } catch (PackedException e) {
                assertTrue(out <= BoundedInput.FREE + BoundedInput.RATIO * (long) bomb.size(), "came out: " + out);
            }
            assertThrows(PackedException.class, () -> in.read(some));
        }
    }

    @Test
    void bytesThatAreNotWhatTheNameSaysAreRefusedWithWhatTheyAre() throws IOException {
        assertTrue(refused(CsvInput.of(new ByteArrayInputStream(packed(Packing.GZIP, rows(3))), "t.csv"))
                .equals("t.csv: by its first bytes it is gzip: name a file that ends in '.gz', or unpack it first"));
        assertTrue(refused(CsvInput.of(new ByteArrayInputStream(packed(Packing.ZSTD, rows(3))), "t.csv.gz"))
                .contains("it is zstd"));
        assertTrue(refused(input(Packing.GZIP, rows(3).getBytes(StandardCharsets.UTF_8)))
                .contains("name it without '.gz'"));
        assertTrue(refused(CsvInput.of(new ByteArrayInputStream(new byte[] {'P', 'K', 3, 4, 0}), "t.csv"))
                .contains("a ZIP archive or a spreadsheet"));
        assertTrue(refused(input(Packing.GZIP, new byte[0])).contains("the file is empty"));
    }

    @ParameterizedTest
    @EnumSource
    void aSplitWritesWhatItsNamesSay(Packing packing) throws IOException {
        Path table = folder.resolve(name(packing));
        Files.write(table, packed(packing, rows(2_000)));
        Path train = folder.resolve("train.csv.gz");
        Path holdout = folder.resolve("holdout.csv.zst");
        TableSplit.Rows rows = TableSplit.of(AGES, 0.3, 1).write(CsvInput.of(table), train, holdout);
        assertEquals(2_000, rows.fitted() + rows.heldOut());
        assertEquals(
                rows.fitted(),
                TableReader.of(AGES).readTable(CsvInput.of(train)).table().rowCount());
        assertEquals(
                rows.heldOut(),
                TableReader.of(AGES).readTable(CsvInput.of(holdout)).table().rowCount());
    }

    /** The SHA-256 of bytes. */
    private record Digested(byte[] bytes) {
        String hex() throws IOException {
            try {
                return java.util.HexFormat.of()
                        .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                .digest(bytes));
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IOException(e);
            }
        }
    }
}

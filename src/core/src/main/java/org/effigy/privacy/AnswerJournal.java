package org.effigy.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The answers of one release that is not finished, in a file beside its ledger that its owner alone may read. A fit that dies
 * is resumed from it; it ends with the fit. What may be made of it, and why that is private: {@code docs/privacy/Resume.md}.
 *
 * <p>The first line is JSON: ledger, release, a key, what was asked for, and a keyed digest of the rows. Then comes a record for
 * each answer: a mark, the room that its content may take, the content with zeros up to that, and the SHA-256 of the hash
 * before and of all this. A record takes the same room whatever was drawn. Not thread-safe.
 */
public final class AnswerJournal implements AutoCloseable {
    static final String FORMAT = "effigy-answers";

    private static final String ENDING = ".journal";
    private static final Pattern NAME = Pattern.compile("(.+)\\.r[0-9]+-[0-9a-f]{8}\\.journal");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Begins each record; zeros begin none. */
    private static final int MARK = 0x45464149;

    private static final int HEAD = Integer.BYTES * 2;
    private static final int HASH = 32;
    private static final int KEY = 32;

    /** The most bytes of an answer. */
    private static final long MOST = 1L << 30;

    /** The most bytes of the first line. */
    private static final int LONGEST = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final JsonNode header;
    private final List<Long> starts = new ArrayList<>();
    private byte[] before;
    private long end;
    private int room = -1;

    private AnswerJournal(Path file, FileChannel channel, JsonNode header, byte[] line) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.before = sha(line);
        this.end = line.length;
    }

    /**
     * Begins the journal of a release that was just opened.
     *
     * @param request what the fit was asked for, by name; public
     * @param rows a digest of the rows, which is kept under a key
     */
    static AnswerJournal create(Path ledger, String id, String release, Map<String, String> request, byte[] rows) {
        byte[] key = new byte[KEY];
        new SecureRandom().nextBytes(key);
        return create(ledger, id, release, request, rows, key);
    }

    /** As above with a given key: two fits of one key keep the same rows of each unit. */
    static AnswerJournal create(
            Path ledger, String id, String release, Map<String, String> request, byte[] rows, byte[] key) {
        ObjectNode header = JSON.createObjectNode().put("format", FORMAT).put("version", 1);
        header.put("ledger", id)
                .put("release", release)
                .put("key", HexFormat.of().formatHex(key));
        header.put("rows", HexFormat.of().formatHex(mac(key, "rows", rows)));
        request.forEach(header.putObject("request")::put);
        byte[] line = (header + "\n").getBytes(StandardCharsets.UTF_8);
        // The identifier is a text of a file: its digest is what may stand in a file's name.
        String whose = Digest.of(id.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
        Path file = ledger.resolveSibling(ledger.getFileName() + "." + release + "-" + whose + ENDING);
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            try (FileChannel out = FileChannel.open(
                    unfinished,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    ownerOnly(ledger.getParent()))) {
                write(out, ByteBuffer.wrap(line), 0);
                out.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            LedgerFile.syncFolder(file.getParent());
            return open(file);
        } catch (IOException e) {
            throw LedgerException.of(
                    ledger,
                    "the journal '" + file.getFileName() + "' beside it can't be made, and nothing was charged",
                    "check that the folder may be written to and has space",
                    e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** The journals beside a ledger by their names; one that was emptied and not yet removed when its program died is none. */
    public static List<Path> beside(Path ledger) {
        String name = ledger.getFileName() + ".";
        try (Stream<Path> files = Files.list(ledger.getParent())) {
            List<Path> found = files.filter(file -> {
                        String its = file.getFileName().toString();
                        return its.startsWith(name) && NAME.matcher(its).matches() && its.endsWith(ENDING);
                    })
                    .sorted()
                    .toList();
            List<Path> journals = new ArrayList<>();
            for (Path file : found) {
                if (Files.size(file) == 0) {
                    Files.deleteIfExists(file);
                } else {
                    journals.add(file);
                }
            }
            return journals;
        } catch (IOException e) {
            throw LedgerException.of(ledger, "its folder can't be listed", "check the folder's permissions", e);
        }
    }

    /** Whether this is, by its name, the journal of a ledger that is there. */
    static boolean isNamed(Path path) {
        Matcher name = NAME.matcher(path.toAbsolutePath().getFileName().toString());
        return name.matches() && FileLedger.isAt(path.resolveSibling(name.group(1)));
    }

    /**
     * Opens a journal, and keeps others from doing so. What was not whole at its end is passed over.
     *
     * @throws LedgerException if it is in use or is none
     */
    static AnswerJournal open(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw broken(file, "it is in use by another process", "wait until that process ends");
            }
            byte[] line = line(Files.newInputStream(file));
            JsonNode header = JSON.readTree(line);
            if (!FORMAT.equals(header.path("format").asText())
                    || header.path("version").asInt() != 1
                    || HexFormat.of().parseHex(header.path("key").asText()).length != KEY) {
                throw broken(file, "it is no journal that this version reads", "use the version that wrote it");
            }
            AnswerJournal journal = new AnswerJournal(file, channel, header, line);
            journal.find();
            channel = null;
            return journal;
        } catch (OverlappingFileLockException e) {
            throw broken(file, "it is in use by this process", "close it first");
        } catch (IOException | IllegalArgumentException e) {
            throw LedgerException.of(file, "this journal of answers can't be read", "restore it, or remove it", e);
        } finally {
            if (channel != null) {
                quietly(channel);
            }
        }
    }

    private static LedgerException broken(Path file, String wrong, String next) {
        return LedgerException.of(file, "the journal of a fit: " + wrong, next);
    }

    private static void quietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Another error is on its way, and says more.
            return;
        }
    }

    private static byte[] line(InputStream in) throws IOException {
        try (in) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int next = 0;
            while (next != '\n' && line.size() < LONGEST) {
                next = in.read();
                if (next < 0) {
                    throw new IOException("its first line is not whole");
                }
                line.write(next);
            }
            return line.toByteArray();
        }
    }

    /** Finds the records that are whole: the first that is not, ends them. */
    private void find() throws IOException {
        while (true) {
            ByteBuffer head = read(end, HEAD);
            if (head.remaining() < HEAD || head.getInt() != MARK) {
                return;
            }
            int size = head.getInt();
            if (size < 0 || end + HEAD + size + HASH > channel.size()) {
                return;
            }
            ByteBuffer record = read(end, HEAD + size + HASH);
            byte[] bytes = record.array();
            byte[] hash = sha(before, Arrays.copyOf(bytes, HEAD + size));
            if (!Arrays.equals(bytes, HEAD + size, bytes.length, hash, 0, HASH)) {
                return;
            }
            starts.add(end);
            before = hash;
            end += bytes.length;
        }
    }

    /** The ledger's identifier. */
    String ledger() {
        return header.path("ledger").asText();
    }

    /** The release in it. */
    public String release() {
        return header.path("release").asText();
    }

    /** What the fit was asked for, by name. */
    public Map<String, String> request() {
        Map<String, String> request = new LinkedHashMap<>();
        header.path("request")
                .properties()
                .forEach(field -> request.put(field.getKey(), field.getValue().asText()));
        return request;
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /** How many answers it holds whole. */
    public int size() {
        return starts.size();
    }

    /** The hash over the first line and all answers. */
    String hash() {
        return HexFormat.of().formatHex(before);
    }

    /** Bytes of the file up to the end of the last whole answer. */
    long end() {
        return end;
    }

    /** Whether these are the rows that it was begun with. */
    boolean isOf(byte[] rows) {
        byte[] ours = HexFormat.of().parseHex(header.path("rows").asText());
        return MessageDigest.isEqual(ours, mac(key(), "rows", rows));
    }

    /** The {@code n}th choice of rows, from 1: 32 bytes that follow from the journal's key and say nothing of the rows. */
    byte[] choice(int n) {
        return mac(key(), "choice " + n, new byte[0]);
    }

    private byte[] key() {
        return HexFormat.of().parseHex(header.path("key").asText());
    }

    /** An answer that it holds, from 0. */
    Answer answer(int number) {
        try {
            int size = read(starts.get(number) + Integer.BYTES, Integer.BYTES).getInt();
            return Answer.read(read(starts.get(number) + HEAD, size));
        } catch (IOException e) {
            throw LedgerException.of(file, "this journal of answers can't be read", "mend the disk", e);
        }
    }

    /**
     * Makes the room on the disk that the next answer will take, before there is one: what can fail for lack of space fails
     * here, whatever will be drawn. It also clears what is left of an answer that was never whole.
     *
     * @param bytes of the answer, by {@link Answer#room}
     * @throws IllegalArgumentException if that is too much to keep
     */
    void reserve(long bytes) {
        if (bytes > MOST) {
            throw new IllegalArgumentException("an answer of " + (bytes >> 20) + " MB is more than the " + (MOST >> 20)
                    + " MB that are kept at once, and was not asked for: take fewer or smaller marginals at a time");
        }
        try {
            channel.truncate(end);
            ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
            long whole = end + HEAD + bytes + HASH;
            for (long at = end; at < whole; at += zeros.capacity()) {
                zeros.position(0).limit((int) Math.min(zeros.capacity(), whole - at));
                write(channel, zeros, at);
            }
            channel.force(true);
            room = (int) bytes;
        } catch (IOException e) {
            throw LedgerException.of(
                    file,
                    "there is no room for the next answer in this journal, and it was not asked for",
                    "make space, then resume the fit",
                    e);
        }
    }

    /** Keeps an answer, on the disk when this returns. */
    void append(Answer answer) {
        if (room < 0) {
            throw new IllegalStateException("no room was made for this answer: reserve it before it is drawn");
        }
        ByteBuffer record = ByteBuffer.allocate(HEAD + room + HASH);
        record.putInt(MARK).putInt(room);
        answer.write(record);
        byte[] hash = sha(before, Arrays.copyOf(record.array(), HEAD + room));
        record.position(HEAD + room).put(hash).flip();
        try {
            write(channel, record, end);
            channel.force(true);
        } catch (IOException e) {
            throw LedgerException.of(
                    file,
                    "an answer could not be kept, and nobody has seen it",
                    "mend the disk, then resume the fit",
                    e);
        }
        starts.add(end);
        before = hash;
        end += record.capacity();
        room = -1;
    }

    /** Ends it: the fit is whole, and nothing can be made of the file any more. */
    public void delete() {
        try {
            channel.truncate(0);
            close();
            Files.deleteIfExists(file);
            LedgerFile.syncFolder(file.getParent());
        } catch (IOException e) {
            throw LedgerException.of(file, "this journal of a fit that is whole can't be removed", "remove it", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw LedgerException.of(file, "this journal can't be closed", "nothing: its answers are on the disk", e);
        }
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(length, channel.size() - at)));
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
            continue;
        }
        return bytes.flip();
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        int from = bytes.position();
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position() - from);
        }
    }

    private static byte[] sha(byte[]... parts) {
        return HexFormat.of().parseHex(Digest.of(parts));
    }

    private static byte[] mac(byte[] key, String purpose, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((purpose + "\0").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC with SHA-256, which every Java must have", e);
        }
    }
}

package org.effigy.privacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A process that charges a ledger's file until it is killed, and writes down, synced, what it drew noise for.
 *
 * <p>Arguments: the ledger; the file of what was drawn; a name for this run; and how: {@code honest} charges, then draws;
 * {@code offender} draws, then would charge, and waits to be killed in between; {@code idle} only opens the ledger.
 */
final class ChargingProcess {
    private ChargingProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[0]);
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        try (FileLedger ledger =
                        Files.exists(path) ? FileLedger.open(path) : FileLedger.create(path, "killed", budget);
                FileChannel drawn =
                        FileChannel.open(Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            Release release = ledger.open(arguments[2], PrivacyBudget.of(0.5, 1e-9));
            System.out.println("ready");
            for (int i = 1; !arguments[3].equals("idle"); i++) {
                String query = arguments[2] + "-" + i;
                if (arguments[3].equals("offender") && i == 3) {
                    draw(drawn, query);
                    break;
                }
                release.charge(LedgerContract.charge(query, new PrivacyLoss.ZeroConcentrated(1e-9)));
                draw(drawn, query);
            }
            System.out.println("waiting");
            System.in.read();
        } catch (LedgerException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void draw(FileChannel drawn, String query) throws IOException {
        drawn.write(ByteBuffer.wrap((query + "\n").getBytes(StandardCharsets.UTF_8)));
        drawn.force(true);
    }
}

package org.effigy.synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.effigy.table.CsvOutput;

/**
 * A process that draws samples of a model, one table after the other, until it is killed. Arguments: the model; a folder
 * for the tables; and how: {@code honest}, or {@code offender}, which puts a table in its place and waits to be killed
 * before it writes the manifest.
 */
final class EndlessSamples {
    private EndlessSamples() {}

    public static void main(String[] arguments) throws IOException {
        FittedModel model = ModelFile.read(Path.of(arguments[0]));
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        System.out.println("ready");
        for (int i = 0; ; i++) {
            Sample sample = new Sample(model, 2000, i, "", "");
            Path table = folder.resolve(ProcessHandle.current().pid() + "-" + i + ".csv");
            if (arguments[2].equals("offender")) {
                sample.write(CsvOutput.of(table), Progress.NONE);
                System.out.println("waiting");
                System.in.read();
            }
            sample.write(table, Clock.systemUTC(), Progress.NONE);
        }
    }
}

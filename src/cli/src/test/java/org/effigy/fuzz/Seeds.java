package org.effigy.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes the inputs that a fuzzer begins with: a folder a target under the folder that is named. */
public final class Seeds {
    private Seeds() {}

    public static void main(String[] arguments) throws IOException {
        for (FuzzTarget target : FuzzTarget.values()) {
            Path folder = Files.createDirectories(
                    Path.of(arguments[0]).resolve(target.name().toLowerCase(Locale.ROOT)));
            List<byte[]> seeds = target.seeds();
            for (int i = 0; i < seeds.size(); i++) {
                Files.write(folder.resolve("seed-" + i), seeds.get(i));
            }
        }
    }
}

package org.effigy.audit.learn;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Loads LightGBM's native library. Its Java wrapper unpacks it to a fixed name in the folder of temporary files, over
 * whatever is there: a second process would pull the code from under the first, and on a shared machine anybody could put
 * a library of theirs in its place. So the wrapper is shown a folder of our own, which only this user can open, and which
 * is gone when the process ends.
 */
final class LightGbmLibrary {
    private static final String FOLDER = "java.io.tmpdir";
    private static boolean loaded;

    private LightGbmLibrary() {}

    /** @throws IllegalStateException if it can't be loaded, with what to install */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        String before = System.getProperty(FOLDER);
        try {
            File folder = Files.createTempDirectory("effigy-lightgbm").toFile();
            System.setProperty(FOLDER, folder.getPath());
            // The wrapper loads the library when its class is first used, and keeps its failures to itself.
            if (!LGBMBooster.isNativeLoaded()) {
                LGBMBooster.loadNative();
            }
            discard(folder);
        } catch (IOException | LinkageError e) {
            throw unavailable(before, e);
        } finally {
            System.setProperty(FOLDER, before);
        }
        if (!LGBMBooster.isNativeLoaded()) {
            throw unavailable(before, null);
        }
        loaded = true;
    }

    /** Now where the system allows it (a loaded library needs no name), else when the process ends. */
    private static void discard(File folder) {
        // What is registered first goes last.
        folder.deleteOnExit();
        File[] files = folder.listFiles();
        for (File file : files == null ? new File[0] : files) {
            if (!file.delete()) {
                file.deleteOnExit();
            }
        }
        folder.delete();
    }

    private static IllegalStateException unavailable(String folder, Throwable cause) {
        return new IllegalStateException(
                "boosted trees need LightGBM's native library, which could not be loaded on "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                        + (cause == null ? "" : " (" + cause.getMessage() + ")")
                        + ": install OpenMP (libgomp1 on Linux, libomp on macOS), make sure that programs may run from "
                        + folder + " (or set -Djava.io.tmpdir), or audit with the learner 'linear' alone",
                cause);
    }
}

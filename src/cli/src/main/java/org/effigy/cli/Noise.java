package org.effigy.cli;

import java.util.Optional;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.opendp.OpenDpNoise;
import picocli.CommandLine.Command;

/**
 * Where the noise of a command's fit comes from: OpenDP. No option leads elsewhere; whoever runs a command from this package
 * may put a source of its own here, which is how a whole command is replayed.
 */
@Command
final class Noise {
    private final Optional<NoiseSource> source;

    Noise() {
        this.source = Optional.empty();
    }

    Noise(NoiseSource source) {
        this.source = Optional.of(source);
    }

    /** Loads the noise library, unless the source is another. */
    NoiseSource source() {
        return source.orElseGet(OpenDpNoise::load);
    }
}

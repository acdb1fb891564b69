package org.effigy.synth;

/** AIM as it fits tables of many columns, for tables of few. */
public final class WideAim {
    private WideAim() {}

    /** With these settings. */
    public static Synthesizer of(Settings settings) {
        return new Aim(settings, AimSchedule::wide);
    }
}

package org.effigy.synth;

/** This program, as it is named in the files that it writes. */
public final class Generator {
    /** The program's name. */
    public static final String NAME = "effigy";

    private Generator() {}

    /** The version in the jar's manifest; {@code "development"} where classes run outside a jar. */
    public static String version() {
        String version = Generator.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}

package org.effigy.simulate;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The simulated tables by name: where a command line starts. */
public enum Simulation {
    /** {@link HospitalEncounters}. */
    HOSPITAL("hospital"),
    /** {@link CardTransactions}. */
    CARDS("cards"),
    /** {@link PatientHistories}. */
    PATIENTS("patients"),
    /** {@link AccountHistories}. */
    ACCOUNTS("accounts");

    private final String label;

    Simulation(String label) {
        this.label = label;
    }

    /**
     * The simulation of this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static Simulation named(String name) {
        return Arrays.stream(values())
                .filter(simulation -> simulation.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no simulated table \"" + name
                        + "\": choose one of "
                        + Arrays.stream(values()).map(Simulation::toString).collect(Collectors.joining(", "))));
    }

    /** The table that this seed draws. */
    public SimulatedTable<?> table(long seed) {
        return switch (this) {
            case HOSPITAL -> HospitalEncounters.of(seed);
            case CARDS -> CardTransactions.of(seed);
            case PATIENTS -> PatientHistories.of(seed);
            case ACCOUNTS -> AccountHistories.of(seed);
        };
    }

    /** The name, in lower case. */
    @Override
    public String toString() {
        return label;
    }
}

package org.effigy.privacy;

import java.util.function.DoubleFunction;

/** How mechanisms are called in a ledger's file. */
enum MechanismName {
    DISCRETE_GAUSSIAN("discrete Gaussian", Mechanism.DiscreteGaussian.class, Mechanism.DiscreteGaussian::new),
    DISCRETE_LAPLACE("discrete Laplace", Mechanism.DiscreteLaplace.class, Mechanism.DiscreteLaplace::new),
    EXPONENTIAL_SELECTION(
            "exponential selection", Mechanism.ExponentialSelection.class, Mechanism.ExponentialSelection::new),
    PURE_SELECTION("pure selection", Mechanism.PureSelection.class, Mechanism.PureSelection::new);

    private final String written;
    private final Class<? extends Mechanism> type;
    private final DoubleFunction<Mechanism> make;

    MechanismName(String written, Class<? extends Mechanism> type, DoubleFunction<Mechanism> make) {
        this.written = written;
        this.type = type;
        this.make = make;
    }

    /** The name of this mechanism. */
    static MechanismName of(Mechanism mechanism) {
        for (MechanismName name : values()) {
            if (name.type.isInstance(mechanism)) {
                return name;
            }
        }
        throw new IllegalArgumentException(
                "a ledger has no name for " + mechanism + ": give its kind one in MechanismName");
    }

    /**
     * The mechanism with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static MechanismName reading(String written) {
        for (MechanismName name : values()) {
            if (name.written.equals(written)) {
                return name;
            }
        }
        throw new IllegalArgumentException("mechanism '" + written + "' is unknown");
    }

    /** The name as it stands in the file. */
    String written() {
        return written;
    }

    /**
     * The mechanism at this scale.
     *
     * @throws IllegalArgumentException if the scale is not positive and finite
     */
    Mechanism with(double scale) {
        return make.apply(scale);
    }
}

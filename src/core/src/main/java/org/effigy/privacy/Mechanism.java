package org.effigy.privacy;

/**
 * A way to answer with noise. The loss that a ledger is charged comes from OpenDP's own privacy map, by
 * {@link NoiseSource#loss}.
 */
public sealed interface Mechanism {

    /** The noise's scale: standard deviation-like for the Gaussian, {@code b} for the Laplace and the noisy maximum. */
    double scale();

    /** Noise that is added to each entry of a vector of whole numbers. */
    sealed interface Additive extends Mechanism {}

    /**
     * The discrete Gaussian: {@code rho = L2^2 / (2 scale^2)} zero-concentrated (Canonne, Kamath and Steinke 2020,
     * Theorem 4).
     *
     * @param scale the parameter sigma, positive and finite
     */
    record DiscreteGaussian(double scale) implements Additive {
        /** @throws IllegalArgumentException if the scale is not positive and finite */
        public DiscreteGaussian {
            requireScale(scale);
        }
    }

    /**
     * The discrete Laplace: {@code epsilon = L1 / scale} (Ghosh, Roughgarden and Sundararajan 2009).
     *
     * @param scale the parameter b, positive and finite
     */
    record DiscreteLaplace(double scale) implements Additive {
        /** @throws IllegalArgumentException if the scale is not positive and finite */
        public DiscreteLaplace {
            requireScale(scale);
        }
    }

    /**
     * The exponential mechanism, as the largest of scores with Gumbel noise: the candidate {@code r} has weight
     * {@code exp(score_r / scale)}. With {@code epsilon = 2 Linf / scale} it is epsilon-DP and, by bounded range,
     * {@code epsilon^2 / 8}-zCDP (Cesar and Rogers 2021).
     *
     * @param scale positive and finite, in the unit of the scores
     */
    record ExponentialSelection(double scale) implements Mechanism {
        /** @throws IllegalArgumentException if the scale is not positive and finite */
        public ExponentialSelection {
            requireScale(scale);
        }
    }

    /**
     * Permute-and-flip's equal, the largest of scores with exponential noise: {@code epsilon = 2 Linf / scale} pure
     * (Ding et al. 2021).
     *
     * @param scale positive and finite, in the unit of the scores
     */
    record PureSelection(double scale) implements Mechanism {
        /** @throws IllegalArgumentException if the scale is not positive and finite */
        public PureSelection {
            requireScale(scale);
        }
    }

    private static void requireScale(double scale) {
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a noise scale must be positive and finite; it is " + scale);
        }
    }
}

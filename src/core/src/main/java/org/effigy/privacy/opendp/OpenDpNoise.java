package org.effigy.privacy.opendp;

import com.sun.jna.ptr.DoubleByReference;
import com.sun.jna.ptr.LongByReference;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Sensitivity;

/**
 * Noise from OpenDP's samplers, exact in rational arithmetic, fed by OpenSSL's private generator. It has no seed and no
 * state of its own, and may be shared between threads.
 *
 * <p>The claims and their proofs are in {@code docs/privacy/}: DiscreteGaussian, DiscreteLaplace, NoisySelection. A
 * draw costs some ten microseconds of one core ({@code benchmarks/results/}), so noise is asked for in batches, and
 * large batches are split over threads. Timing is not hardened: the time of a draw depends on its outcome.
 */
public final class OpenDpNoise implements NoiseSource {
    private static OpenDpNoise loaded;

    private final OpenDpLibrary library;
    private final int threads;

    OpenDpNoise(OpenDpLibrary library, int threads) {
        this.library = library;
        this.threads = threads;
    }

    /**
     * The noise of this machine's library, over as many threads as there are processors. The library is loaded once.
     *
     * @throws NoiseLibraryException if there is no library for this platform, or it is cut short, foreign, of another
     *     interface version or without the secure generator
     */
    public static synchronized OpenDpNoise load() {
        if (loaded == null) {
            OpenDpLibrary library =
                    LibraryFile.load(System.getProperty(LibraryFile.PROPERTY), OpenDpNoise.class.getClassLoader());
            loaded = new OpenDpNoise(library, Runtime.getRuntime().availableProcessors());
        }
        return loaded;
    }

    /**
     * The same source over another number of threads.
     *
     * @param most at least 1
     * @throws IllegalArgumentException if it is less
     */
    public OpenDpNoise withThreads(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("noise needs at least 1 thread, not " + most);
        }
        return new OpenDpNoise(library, most);
    }

    /** True: a library without the secure generator is refused when it is loaded. */
    @Override
    public boolean secure() {
        return true;
    }

    @Override
    public String name() {
        return "OpenDP " + library.version() + " with OpenSSL";
    }

    /** @throws OpenDpException if OpenDP gives no finite loss, as it does for a scale next to nothing */
    @Override
    public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
        double scale = mechanism.scale();
        if (mechanism instanceof Mechanism.DiscreteGaussian) {
            return new PrivacyLoss.ZeroConcentrated(
                    finiteLoss(mechanism, loss -> library.gaussianLoss(scale, sensitivity.l2(), loss)));
        }
        if (mechanism instanceof Mechanism.DiscreteLaplace) {
            return new PrivacyLoss.Pure(
                    finiteLoss(mechanism, loss -> library.laplaceLoss(scale, sensitivity.l1(), loss)));
        }
        if (mechanism instanceof Mechanism.ExponentialSelection) {
            return new PrivacyLoss.ZeroConcentrated(
                    finiteLoss(mechanism, loss -> library.gumbelMaxLoss(scale, sensitivity.lInf(), loss)));
        }
        return new PrivacyLoss.Pure(
                finiteLoss(mechanism, loss -> library.exponentialMaxLoss(scale, sensitivity.lInf(), loss)));
    }

    /**
     * Adds one draw to each entry, in place. Sums beyond the 64-bit range become its end, which is post-processing.
     *
     * @throws OpenDpException if OpenDP fails; then no entry is changed
     */
    @Override
    public void add(Mechanism.Additive mechanism, long[] values) {
        OpenDpLibrary.Size length = new OpenDpLibrary.Size(values.length);
        OpenDpLibrary.Size most = new OpenDpLibrary.Size(threads);
        double scale = mechanism.scale();
        int status = mechanism instanceof Mechanism.DiscreteGaussian
                ? library.addGaussian(scale, values, length, most)
                : library.addLaplace(scale, values, length, most);
        refuseUnlessDone(status, mechanism);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Expected cost: up to one trial a score, about ten microseconds each; fewer the more scores are near the top.
     *
     * @throws OpenDpException if OpenDP fails
     */
    @Override
    public int select(Mechanism mechanism, long[] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("there is no score to choose from: give at least one candidate");
        }
        OpenDpLibrary.Size length = new OpenDpLibrary.Size(scores.length);
        LongByReference index = new LongByReference(-1);
        int status;
        if (mechanism instanceof Mechanism.ExponentialSelection) {
            status = library.gumbelMax(mechanism.scale(), scores, length, index);
        } else if (mechanism instanceof Mechanism.PureSelection) {
            status = library.exponentialMax(mechanism.scale(), scores, length, index);
        } else {
            throw new IllegalArgumentException(
                    mechanism + " does not select: use an exponential selection or a pure selection");
        }
        refuseUnlessDone(status, mechanism);
        return Objects.checkIndex(Math.toIntExact(index.getValue()), scores.length);
    }

    /**
     * The smallest epsilon that OpenDP finds for rho-zCDP at delta, to set beside
     * {@link org.effigy.privacy.Conversions}; infinite if there is none.
     *
     * @param rho at least 0
     * @param delta in [0, 1]
     * @throws OpenDpException if OpenDP refuses a number
     */
    public double epsilon(double rho, double delta) {
        return answer(
                "epsilon of rho " + rho + " at delta " + delta, epsilon -> library.zcdpEpsilon(rho, delta, epsilon));
    }

    /**
     * The smallest delta that OpenDP finds for rho-zCDP at epsilon.
     *
     * @param rho at least 0
     * @param epsilon at least 0
     * @throws OpenDpException if OpenDP refuses a number
     */
    public double delta(double rho, double epsilon) {
        return answer(
                "delta of rho " + rho + " at epsilon " + epsilon, delta -> library.zcdpDelta(rho, epsilon, delta));
    }

    private double finiteLoss(Mechanism mechanism, ToIntFunction<DoubleByReference> call) {
        double loss = answer(mechanism, call);
        if (!(loss < Double.POSITIVE_INFINITY)) {
            throw new OpenDpException(mechanism + ": its loss is " + loss + "; raise the scale");
        }
        return loss;
    }

    private double answer(Object asked, ToIntFunction<DoubleByReference> call) {
        DoubleByReference answer = new DoubleByReference(Double.NaN);
        refuseUnlessDone(call.applyAsInt(answer), asked);
        return answer.getValue();
    }

    private void refuseUnlessDone(int status, Object asked) {
        if (status != 0) {
            throw new OpenDpException(asked + ": " + library.lastError() + " (status " + status + ")");
        }
    }
}

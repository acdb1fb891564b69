package org.effigy.privacy.opendp;

import com.sun.jna.FunctionMapper;
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.DoubleByReference;
import com.sun.jna.ptr.LongByReference;
import java.util.Locale;

/**
 * The C interface of {@code src/core/src/main/rust/src/lib.rs}, function by function: {@code addGaussian} is
 * {@code effigy_opendp_add_gaussian}. Each {@code int} is a status, 0 for done; nothing is written on any other.
 * JNA copies arrays in and out, which is nothing beside the cost of a draw.
 */
interface OpenDpLibrary extends Library {
    /** The interface that these declarations describe. */
    int ABI_VERSION = 1;

    /** From the names here to the names in the library. */
    FunctionMapper NAMES = (library, method) ->
            "effigy_opendp_" + method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);

    int abiVersion();

    /** The version of the opendp crate. */
    String version();

    /** 1 if OpenDP draws from OpenSSL's private generator. */
    int isSecure();

    /** OpenDP's text of the last failure on the calling thread. */
    String lastError();

    int gaussianLoss(double scale, double l2, DoubleByReference rho);

    int laplaceLoss(double scale, long l1, DoubleByReference epsilon);

    int gumbelMaxLoss(double scale, long lInf, DoubleByReference rho);

    int exponentialMaxLoss(double scale, long lInf, DoubleByReference epsilon);

    int addGaussian(double scale, long[] values, Size length, Size threads);

    int addLaplace(double scale, long[] values, Size length, Size threads);

    int gumbelMax(double scale, long[] scores, Size length, LongByReference index);

    int exponentialMax(double scale, long[] scores, Size length, LongByReference index);

    int zcdpEpsilon(double rho, double delta, DoubleByReference epsilon);

    int zcdpDelta(double rho, double epsilon, DoubleByReference delta);

    /** C's {@code size_t}, as wide as a pointer. */
    final class Size extends IntegerType {
        private static final long serialVersionUID = 1L;

        /** Zero, for JNA. */
        public Size() {
            this(0);
        }

        Size(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }
}

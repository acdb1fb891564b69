package org.effigy.model;

/**
 * The inner loops of a {@link Contraction}, over rows of one length that all start at 0: the shape that the compiler
 * turns into vector instructions. Nothing else is here.
 */
final class Kernels {
    private Kernels() {}

    /** {@code to = a * b}. */
    static void multiply(double[] to, double[] a, double[] b) {
        for (int i = 0; i < to.length; i++) {
            to[i] = a[i] * b[i];
        }
    }

    /** {@code to += a}. */
    static void add(double[] to, double[] a) {
        for (int i = 0; i < to.length; i++) {
            to[i] += a[i];
        }
    }

    /** {@code to += s * a}. */
    static void add(double[] to, double s, double[] a) {
        for (int i = 0; i < to.length; i++) {
            to[i] += s * a[i];
        }
    }

    /** {@code to += s * a * b}. */
    static void add(double[] to, double s, double[] a, double[] b) {
        for (int i = 0; i < to.length; i++) {
            to[i] += s * a[i] * b[i];
        }
    }

    /** {@code first += s * a * b; second += s * a * b}. */
    static void addTwice(double[] first, double[] second, double s, double[] a, double[] b) {
        for (int i = 0; i < first.length; i++) {
            double product = s * a[i] * b[i];
            first[i] += product;
            second[i] += product;
        }
    }

    /** {@code first += s * a; second += s * a}. */
    static void addTwice(double[] first, double[] second, double s, double[] a) {
        for (int i = 0; i < first.length; i++) {
            double product = s * a[i];
            first[i] += product;
            second[i] += product;
        }
    }

    /** The sum of {@code a}; four running sums, because one would wait for each addition. */
    static double sum(double[] a) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < a.length - 3; i += 4) {
            s0 += a[i];
            s1 += a[i + 1];
            s2 += a[i + 2];
            s3 += a[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** The sum of {@code a * b}. */
    static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < a.length - 3; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}

package org.effigy.model;

/**
 * The expected product of a function of each of two standard normal variables, as it grows with their correlation:
 * {@code sum over k of r^k a_k b_k} for the functions' Hermite series {@code a} and {@code b} (Mehler 1866). For ascending
 * functions it is ascending in {@code r} (Plackett 1954), so an observed product tells the correlation: the polychoric
 * correlation by moments (after Pearson 1900), exact for ties and point masses, where correlations of scores fall short.
 *
 * @param products {@code a_k b_k}
 */
public record ExpectedProduct(double[] products) {
    /** Copies the products. */
    public ExpectedProduct {
        products = products.clone();
    }

    /** The products; the caller's own copy. */
    @Override
    public double[] products() {
        return products.clone();
    }

    /** Beyond it the series would need more terms, and no noisy answer tells such correlations apart. */
    private static final double LARGEST = .995;

    private static final int HALVINGS = 40;

    /** Of two functions by their series ({@link LatentScale#series}). */
    public static ExpectedProduct of(double[] a, double[] b) {
        double[] products = new double[Math.min(a.length, b.length)];
        for (int k = 0; k < products.length; k++) {
            products[k] = a[k] * b[k];
        }
        return new ExpectedProduct(products);
    }

    /** The expected product at a correlation. */
    public double at(double correlation) {
        double value = 0;
        for (int k = products.length - 1; k >= 0; k--) {
            value = value * correlation + products[k];
        }
        return value;
    }

    /** How fast it grows from independence. */
    public double slope() {
        return products[1];
    }

    /** The correlation at which this product is expected; the nearest one that there can be. */
    public double correlation(double product) {
        double low = -LARGEST;
        double high = LARGEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (at(middle) < product) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}

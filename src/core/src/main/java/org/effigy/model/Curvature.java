package org.effigy.model;

/**
 * A limited-memory quasi-Newton model of a function's curvature (L-BFGS; Nocedal 1980): the last few steps and what they
 * did to the gradient, on top of a diagonal that the caller gives anew each time.
 */
final class Curvature {
    private final double[][] steps;
    private final double[][] changes;
    private final double[] inner;
    private final double[] alpha;
    private int newest = -1;
    private int size;

    Curvature(int memory, int cells) {
        this.steps = new double[memory][cells];
        this.changes = new double[memory][cells];
        this.inner = new double[memory];
        this.alpha = new double[memory];
    }

    /** Forgets all steps. */
    void clear() {
        size = 0;
    }

    /** Takes in the step from one point to another, if the gradient grew along it, as it does where it is convex. */
    void learn(double[] from, double[] to, double[] gradientFrom, double[] gradientTo) {
        int slot = (newest + 1) % steps.length;
        double[] step = steps[slot];
        double[] change = changes[slot];
        for (int i = 0; i < step.length; i++) {
            step[i] = to[i] - from[i];
            change[i] = gradientTo[i] - gradientFrom[i];
        }
        double product = Kernels.dot(step, change);
        if (product > 0) {
            inner[slot] = product;
            newest = slot;
            size = Math.min(size + 1, steps.length);
        } else if (size == steps.length) {
            // The slot's old content is gone, and it was the oldest.
            size--;
        }
    }

    /** Allows for a function that has gained {@code by / 2} times the sum of weights times squares. */
    void shift(double[] weights, double by) {
        for (int k = 0; k < size; k++) {
            int slot = Math.floorMod(newest - k, steps.length);
            double[] step = steps[slot];
            double[] change = changes[slot];
            for (int i = 0; i < step.length; i++) {
                change[i] += by * weights[i] * step[i];
            }
            inner[slot] = Kernels.dot(step, change);
        }
    }

    /**
     * Turns a gradient into a step downhill, in place, without the sign.
     *
     * @param gradient the gradient; becomes the step
     * @param diagonal an estimate of the second derivatives, all positive
     */
    void solve(double[] gradient, double[] diagonal) {
        for (int k = 0; k < size; k++) {
            int slot = Math.floorMod(newest - k, steps.length);
            alpha[slot] = Kernels.dot(steps[slot], gradient) / inner[slot];
            Kernels.add(gradient, -alpha[slot], changes[slot]);
        }
        double scale = 1;
        if (size > 0) {
            double[] change = changes[newest];
            double squares = 0;
            for (int i = 0; i < change.length; i++) {
                squares += change[i] * change[i] / diagonal[i];
            }
            scale = inner[newest] / squares;
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= scale / diagonal[i];
        }
        for (int k = size - 1; k >= 0; k--) {
            int slot = Math.floorMod(newest - k, steps.length);
            double beta = Kernels.dot(changes[slot], gradient) / inner[slot];
            Kernels.add(gradient, alpha[slot] - beta, steps[slot]);
        }
    }
}

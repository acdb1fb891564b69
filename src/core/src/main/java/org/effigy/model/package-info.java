/**
 * Graphical-model inference: from noisy marginals to a distribution of maximum entropy, its other marginals, and rows
 * drawn from it. Knows cliques and numbers only, neither rows nor privacy.
 */
package org.effigy.model;

package org.effigy.audit.learn;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.effigy.audit.AuditColumn;

/**
 * Cells as numbers for a linear model, by what the training rows hold and nothing else: one 0/1 feature for each category
 * that occurs in them; numbers less their mean over their standard deviation, missing ones 0 with a 0/1 feature of their
 * own. A category that they don't have, in other rows, sets no feature. Immutable.
 */
final class LinearEncoder {
    private final List<Block> blocks;
    private final int size;

    private LinearEncoder(List<Block> blocks, int size) {
        this.blocks = blocks;
        this.size = size;
    }

    /** Learns the encoding of columns from training rows. */
    static LinearEncoder of(List<AuditColumn> training) {
        List<Block> blocks = new ArrayList<>();
        int next = 1;
        for (AuditColumn column : training) {
            Block block = column instanceof AuditColumn.Categories categories
                    ? categories(categories, next)
                    : numbers((AuditColumn.Numbers) column, next);
            blocks.add(block);
            next = block.next();
        }
        return new LinearEncoder(blocks, next - 1);
    }

    /** The number of features, which are numbered from 1. */
    int size() {
        return size;
    }

    /** Encodes the same columns of any rows. */
    Feature[][] encode(List<AuditColumn> columns) {
        int rows = columns.get(0).rows();
        Feature[][] encoded = new Feature[rows][];
        Feature[] row = new Feature[columns.size()];
        for (int i = 0; i < rows; i++) {
            int filled = 0;
            for (int c = 0; c < row.length; c++) {
                Feature feature = blocks.get(c).encode(columns.get(c), i);
                if (feature != null) {
                    row[filled++] = feature;
                }
            }
            encoded[i] = Arrays.copyOf(row, filled);
        }
        return encoded;
    }

    private static Block categories(AuditColumn.Categories column, int next) {
        Feature[] features = new Feature[column.labels().size() + 1];
        int free = next;
        for (int code : column.codes()) {
            if (features[code + 1] == null) {
                features[code + 1] = new FeatureNode(1, 1);
            }
        }
        for (int i = 0; i < features.length; i++) {
            if (features[i] != null) {
                features[i] = new FeatureNode(free++, 1);
            }
        }
        return new Block(features, 0, 0, 0, free);
    }

    private static Block numbers(AuditColumn.Numbers column, int next) {
        double sum = 0;
        int present = 0;
        for (double value : column.values()) {
            if (!Double.isNaN(value)) {
                sum += value;
                present++;
            }
        }
        double mean = present == 0 ? 0 : sum / present;
        double squares = 0;
        for (double value : column.values()) {
            squares += Double.isNaN(value) ? 0 : (value - mean) * (value - mean);
        }
        double deviation = present == 0 ? 0 : Math.sqrt(squares / present);
        boolean missing = present < column.rows();
        Feature[] features = {missing ? new FeatureNode(next + 1, 1) : null};
        return new Block(features, next, mean, deviation, next + (missing ? 2 : 1));
    }

    /**
     * The features of one column.
     *
     * @param shared by code + 1 for categories; the missing cell's for numbers; null where training rows had none
     * @param number the feature of a number; 0 for categories
     * @param next the first feature of the next column
     */
    private record Block(Feature[] shared, int number, double mean, double deviation, int next) {
        /** The one feature that a cell sets, or null for none. */
        Feature encode(AuditColumn column, int row) {
            if (column instanceof AuditColumn.Categories categories) {
                return shared[categories.codes()[row] + 1];
            }
            if (column.isMissing(row)) {
                return shared[0];
            }
            double value = ((AuditColumn.Numbers) column).values()[row];
            return deviation > 0 && value != mean ? new FeatureNode(number, (value - mean) / deviation) : null;
        }
    }
}

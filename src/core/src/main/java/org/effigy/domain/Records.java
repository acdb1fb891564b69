package org.effigy.domain;

import java.util.Arrays;

/**
 * Rows of codes, kept by column in the smallest whole-number type that fits: a table once each value has become the
 * index of its category. Immutable once built.
 */
public final class Records implements MarginalSource {
    /** The longest array that every JVM grants. */
    public static final int MAX_CELLS = Integer.MAX_VALUE - 8;

    private final Domain domain;
    private final int rows;
    private final Codes[] columns;

    private Records(Domain domain, int rows, Codes[] columns) {
        this.domain = domain;
        this.rows = rows;
        this.columns = columns;
    }

    /** A builder to which rows are appended; {@code expectedRows} only sets its first capacity. */
    public static Builder builder(Domain domain, int expectedRows) {
        return new Builder(domain, expectedRows);
    }

    /**
     * The rows whose codes are these, by column, copied.
     *
     * @param columns one array a column, all of one length: a code a row
     * @throws IllegalArgumentException if a column is missing, lengths differ, or a code is out of range
     */
    public static Records of(Domain domain, int[][] columns) {
        if (columns.length != domain.size()) {
            throw new IllegalArgumentException(
                    columns.length + " columns were given; the domain has " + domain.size() + " attributes");
        }
        int rows = columns.length == 0 ? 0 : columns[0].length;
        Codes[] codes = new Codes[columns.length];
        for (int c = 0; c < columns.length; c++) {
            Attribute attribute = domain.attribute(c);
            if (columns[c].length != rows) {
                throw new IllegalArgumentException("column '" + attribute.name() + "' has " + columns[c].length
                        + " codes; the first column has " + rows);
            }
            codes[c] = Codes.of(attribute.size(), rows);
            for (int row = 0; row < rows; row++) {
                int code = columns[c][row];
                if (code < 0 || code >= attribute.size()) {
                    throw new IllegalArgumentException("code " + code + " of attribute '" + attribute.name()
                            + "' is not in 0 .. " + (attribute.size() - 1));
                }
                codes[c].set(row, code);
            }
        }
        return new Records(domain, rows, codes);
    }

    @Override
    public Domain domain() {
        return domain;
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The code in a row and column, {@code 0 .. attribute.size - 1}. */
    public int code(int row, int column) {
        return columns[column].get(row);
    }

    /** The rows at these indices, in this order. */
    public Records select(int[] indices) {
        Codes[] selected = new Codes[columns.length];
        for (int c = 0; c < columns.length; c++) {
            selected[c] = Codes.of(domain.attribute(c).size(), indices.length);
            for (int i = 0; i < indices.length; i++) {
                selected[c].set(i, columns[c].get(indices[i]));
            }
        }
        return new Records(domain, indices.length, selected);
    }

    /** The rows read through a coarsening; columns whose codes stay are shared, so it costs the memory of the others. */
    @Override
    public Records coarsened(Coarsening coarsening) {
        if (!coarsening.fine().equals(domain)) {
            throw new IllegalArgumentException(
                    "the rows have the domain " + domain + "; the coarsening is of " + coarsening.fine());
        }
        Domain coarse = coarsening.coarse();
        Codes[] read = new Codes[coarse.size()];
        for (int c = 0; c < read.length; c++) {
            Codes source = columns[coarsening.source(c)];
            if (coarsening.keeps(c)) {
                read[c] = source;
                continue;
            }
            read[c] = Codes.of(coarse.attribute(c).size(), rows);
            for (int row = 0; row < rows; row++) {
                read[c].set(row, coarsening.code(c, source.get(row)));
            }
        }
        return new Records(coarse, rows, read);
    }

    @Override
    public long[] counts(Clique clique) {
        long[] counts = new long[domain.arrayCells(clique)];
        if (clique.size() == 0) {
            counts[0] = rows;
            return counts;
        }
        if (clique.size() == 2
                && columns[clique.get(0)] instanceof ByteCodes first
                && columns[clique.get(1)] instanceof ByteCodes second) {
            int size = domain.attribute(clique.get(1)).size();
            if (counts.length <= BLOCK) {
                ByteCodes.countPairs(first.codes, second.codes, size, rows, counts);
                return counts;
            }
        }
        int[] cell = new int[Math.min(rows, BLOCK)];
        for (int start = 0; start < rows; start += BLOCK) {
            int length = Math.min(BLOCK, rows - start);
            Arrays.fill(cell, 0, length, 0);
            for (int i = 0; i < clique.size(); i++) {
                int position = clique.get(i);
                columns[position].fold(cell, domain.attribute(position).size(), start, length);
            }
            for (int i = 0; i < length; i++) {
                counts[cell[i]]++;
            }
        }
        return counts;
    }

    /**
     * The sum of the rows' weights in each of a clique's cells.
     *
     * @param weights one a row, 0 or more
     */
    long[] counts(Clique clique, int[] weights) {
        long[] counts = new long[domain.arrayCells(clique)];
        int[] cell = new int[Math.min(rows, BLOCK)];
        for (int start = 0; start < rows; start += BLOCK) {
            int length = Math.min(BLOCK, rows - start);
            Arrays.fill(cell, 0, length, 0);
            for (int i = 0; i < clique.size(); i++) {
                int position = clique.get(i);
                columns[position].fold(cell, domain.attribute(position).size(), start, length);
            }
            for (int i = 0; i < length; i++) {
                counts[cell[i]] += weights[start + i];
            }
        }
        return counts;
    }

    @Override
    public long[] sums(int attribute, long[] scores, int by) {
        Codes scored = columns[attribute];
        Codes groups = columns[by];
        long[] sums = new long[domain.attribute(by).size()];
        for (int row = 0; row < rows; row++) {
            sums[groups.get(row)] += scores[scored.get(row)];
        }
        return sums;
    }

    /** Rows counted at a time: the cell indices of a block stay in the nearest cache. */
    private static final int BLOCK = 4096;

    /** Appends rows; not for use by several threads. */
    public static final class Builder {
        private final Domain domain;
        private final Codes[] columns;
        private int rows;

        private Builder(Domain domain, int expectedRows) {
            this.domain = domain;
            this.columns = new Codes[domain.size()];
            for (int c = 0; c < columns.length; c++) {
                columns[c] = Codes.of(domain.attribute(c).size(), Math.max(16, expectedRows));
            }
        }

        /**
         * Appends one row of codes, copied.
         *
         * @throws IllegalArgumentException if the row has another length than the domain, or a code is out of range
         */
        public Builder add(int... codes) {
            if (codes.length != columns.length) {
                throw new IllegalArgumentException(
                        "a row has " + codes.length + " codes; the domain has " + columns.length + " attributes");
            }
            for (int c = 0; c < columns.length; c++) {
                Attribute attribute = domain.attribute(c);
                if (codes[c] < 0 || codes[c] >= attribute.size()) {
                    throw new IllegalArgumentException("code " + codes[c] + " of attribute '" + attribute.name()
                            + "' is not in 0 .. " + (attribute.size() - 1));
                }
                if (rows == columns[c].capacity()) {
                    columns[c] = columns[c].resize((int) Math.min(MAX_CELLS, rows + (rows >> 1) + 16L));
                }
                columns[c].set(rows, codes[c]);
            }
            rows++;
            return this;
        }

        /** The rows so far. */
        public Records build() {
            Codes[] trimmed = new Codes[columns.length];
            for (int c = 0; c < columns.length; c++) {
                trimmed[c] = columns[c].resize(rows);
            }
            return new Records(domain, rows, trimmed);
        }
    }

    /** One column; three widths, so that a million rows of small categories take a megabyte a column. */
    private sealed interface Codes {
        static Codes of(int size, int capacity) {
            if (size <= 1 << Byte.SIZE) {
                return new ByteCodes(new byte[capacity]);
            }
            return size <= 1 << Short.SIZE ? new ShortCodes(new short[capacity]) : new IntCodes(new int[capacity]);
        }

        int get(int row);

        void set(int row, int code);

        int capacity();

        Codes resize(int capacity);

        /** {@code cell[i] = cell[i] * size + code(start + i)} for {@code i < length}. */
        void fold(int[] cell, int size, int start, int length);
    }

    private record ByteCodes(byte[] codes) implements Codes {
        @Override
        public int get(int row) {
            return codes[row] & 0xff;
        }

        @Override
        public void set(int row, int code) {
            codes[row] = (byte) code;
        }

        @Override
        public int capacity() {
            return codes.length;
        }

        @Override
        public Codes resize(int capacity) {
            return new ByteCodes(Arrays.copyOf(codes, capacity));
        }

        @Override
        public void fold(int[] cell, int size, int start, int length) {
            for (int i = 0; i < length; i++) {
                cell[i] = cell[i] * size + (codes[start + i] & 0xff);
            }
        }

        /**
         * Adds the rows of each pair of codes to its count. Four rows at a time are counted in four tables: in one, rows of
         * the same cell would wait for each other.
         */
        static void countPairs(byte[] first, byte[] second, int size, int rows, long[] counts) {
            int[] a = new int[counts.length];
            int[] b = new int[counts.length];
            int[] c = new int[counts.length];
            int[] d = new int[counts.length];
            int row = 0;
            for (; row + 3 < rows; row += 4) {
                a[(first[row] & 0xff) * size + (second[row] & 0xff)]++;
                b[(first[row + 1] & 0xff) * size + (second[row + 1] & 0xff)]++;
                c[(first[row + 2] & 0xff) * size + (second[row + 2] & 0xff)]++;
                d[(first[row + 3] & 0xff) * size + (second[row + 3] & 0xff)]++;
            }
            for (; row < rows; row++) {
                a[(first[row] & 0xff) * size + (second[row] & 0xff)]++;
            }
            for (int cell = 0; cell < counts.length; cell++) {
                counts[cell] += (long) a[cell] + b[cell] + c[cell] + d[cell];
            }
        }
    }

    private record ShortCodes(short[] codes) implements Codes {
        @Override
        public int get(int row) {
            return codes[row] & 0xffff;
        }

        @Override
        public void set(int row, int code) {
            codes[row] = (short) code;
        }

        @Override
        public int capacity() {
            return codes.length;
        }

        @Override
        public Codes resize(int capacity) {
            return new ShortCodes(Arrays.copyOf(codes, capacity));
        }

        @Override
        public void fold(int[] cell, int size, int start, int length) {
            for (int i = 0; i < length; i++) {
                cell[i] = cell[i] * size + (codes[start + i] & 0xffff);
            }
        }
    }

    private record IntCodes(int[] codes) implements Codes {
        @Override
        public int get(int row) {
            return codes[row];
        }

        @Override
        public void set(int row, int code) {
            codes[row] = code;
        }

        @Override
        public int capacity() {
            return codes.length;
        }

        @Override
        public Codes resize(int capacity) {
            return new IntCodes(Arrays.copyOf(codes, capacity));
        }

        @Override
        public void fold(int[] cell, int size, int start, int length) {
            for (int i = 0; i < length; i++) {
                cell[i] = cell[i] * size + codes[start + i];
            }
        }
    }
}

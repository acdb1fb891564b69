package org.effigy.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.effigy.table.RowTexts;
import org.effigy.table.Schema;

/** One drawing of a scenario's rows, from the first to the last. */
final class Making {
    /** Rows that a base draws at once. */
    private static final int BLOCK = 4096;

    private final Schema schema;
    private final RowTexts texts;
    private final List<Stock> stocks = new ArrayList<>();
    private final List<Mess> messes;
    private final SplittableRandom order;
    private final List<SplittableRandom> lots = new ArrayList<>();
    private long made;

    /** What is left of a kind. */
    private static final class Stock {
        private final Kind kind;
        private final SplittableRandom random;
        private final Deque<List<Optional<String>>> drawn = new ArrayDeque<>();
        private long left;

        private Stock(Kind kind, SplittableRandom random) {
            this.kind = kind;
            this.random = random;
            this.left = kind.rows();
        }

        private List<Optional<String>> next() {
            if (drawn.isEmpty()) {
                drawn.addAll(kind.base().draw((int) Math.min(left, BLOCK), random.nextLong()));
            }
            return drawn.remove();
        }
    }

    Making(Schema schema, List<Kind> kinds, List<Mess> messes, long seed) {
        this.schema = schema;
        this.texts = RowTexts.of(schema);
        this.messes = messes;
        SplittableRandom root = new SplittableRandom(seed);
        this.order = root.split();
        kinds.forEach(kind -> stocks.add(new Stock(kind, root.split())));
        messes.forEach(mess -> lots.add(root.split()));
    }

    /**
     * Makes all rows, kinds mixed by lot.
     *
     * @throws IllegalArgumentException if a row can't be made, or breaks the schema where its kind is to keep it
     */
    void each(Consumer<Made> sink) {
        long left = stocks.stream().mapToLong(stock -> stock.left).sum();
        for (; left > 0; left--) {
            long at = order.nextLong(left);
            int chosen = 0;
            while (at >= stocks.get(chosen).left) {
                at -= stocks.get(chosen++).left;
            }
            spoil(row(stocks.get(chosen)), stocks.get(chosen).kind, sink);
        }
    }

    private List<String> row(Stock stock) {
        Kind kind = stock.kind;
        List<Optional<String>> base = stock.next();
        List<String> cells = new ArrayList<>();
        made++;
        for (int field = 0; field < base.size(); field++) {
            boolean numbered = base.get(field).isEmpty()
                    && !schema.fields().get(field).role().isModelled();
            cells.add(base.get(field).orElse(numbered ? Long.toString(made) : texts.missing(field)));
        }
        Row row = new Row(cells, kind.rows() - stock.left, texts);
        for (int field : kind.order()) {
            try {
                cells.set(field, kind.said().get(field).draw(row, stock.random));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw wrong(stock, "column '" + schema.fields().get(field).name() + "': " + e.getMessage());
            }
        }
        if (kind.isValid()) {
            texts.problem(cells).ifPresent(problem -> {
                throw wrong(
                        stock, problem + "; or, if such rows are meant to be wrong, say \"valid\": false of the kind");
            });
        }
        stock.left--;
        return cells;
    }

    private static IllegalArgumentException wrong(Stock stock, String why) {
        return new IllegalArgumentException(
                "kind '" + stock.kind.name() + "', its row " + (stock.kind.rows() - stock.left + 1) + ": " + why);
    }

    private void spoil(List<String> cells, Kind kind, Consumer<Made> sink) {
        List<String> done = new ArrayList<>();
        List<Mess> whole = new ArrayList<>();
        List<SplittableRandom> wholeLots = new ArrayList<>();
        for (int i = 0; i < messes.size(); i++) {
            Mess mess = messes.get(i);
            if (lots.get(i).nextDouble() >= mess.rate()) {
                continue;
            }
            if (mess.sort().isOfCells()) {
                mess.befall(cells, schema, texts, lots.get(i)).ifPresent(done::add);
            } else {
                whole.add(mess);
                wholeLots.add(lots.get(i));
            }
        }
        boolean twice = false;
        for (int i = 0; i < whole.size(); i++) {
            switch (whole.get(i).sort()) {
                case TORN -> {
                    if (cells.size() > 1) {
                        int kept = 1 + wholeLots.get(i).nextInt(cells.size() - 1);
                        cells.subList(kept, cells.size()).clear();
                        done.add("torn after " + kept + " cells");
                    }
                }
                case EXTRA -> {
                    cells.add("");
                    done.add("extra cell");
                }
                default -> twice = true;
            }
        }
        sink.accept(new Made(cells, kind.name(), kind.expected(), done));
        if (twice) {
            List<String> again = new ArrayList<>(done);
            again.add("duplicate");
            sink.accept(new Made(cells, kind.name(), kind.expected(), again));
        }
    }
}

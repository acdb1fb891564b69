package org.effigy.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.effigy.table.RuleRates;
import org.effigy.table.Schema;
import tech.tablesaw.api.Table;

/**
 * How the tables of an audit keep the rules of their schema: what is always so among people must be so among the rows that
 * are to stand for them.
 *
 * @param counts of each table by name, in the order in which they were given: the first is the training table
 * @param histories what the histories of units look like, where the schema declares any
 */
public record KeptRules(Map<String, Counts> counts, List<Grid> histories) {
    /** The level of the interval by which a rule that real rows break as well is judged. */
    private static final double LEVEL = .999;

    private static final String FIGURE = Reading.PREFIX + "rules.broken";

    /**
     * Of one table.
     *
     * @param rows how many it has
     * @param broken how many of them break each rule, by its words; a rule about a column that it lacks is not in it
     */
    public record Counts(int rows, Map<String, Long> broken) {
        /** Copies the map, in its order. */
        public Counts {
            broken = Collections.unmodifiableMap(new LinkedHashMap<>(broken));
        }

        private Interval share(String rule) {
            return Interval.clopperPearson(broken.get(rule), rows, LEVEL);
        }
    }

    /** Copies the map, in its order. */
    public KeptRules {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        histories = List.copyOf(histories);
    }

    /** Counts the rows of tables that break each rule. */
    static KeptRules of(Schema schema, Map<String, Table> tables) {
        Map<String, Counts> counts = new LinkedHashMap<>();
        Map<String, KeptHistories> histories = new LinkedHashMap<>();
        if (schema.rules().isEmpty() && !schema.hasHistories()) {
            return none();
        }
        tables.forEach((name, table) -> {
            Map<String, Long> byRule = new LinkedHashMap<>();
            if (!schema.rules().isEmpty()) {
                Map<String, Long> broken = RuleRates.broken(schema, table);
                RuleRates.told(schema, table).forEach(rule -> byRule.put(rule.toString(), broken.get(rule.name())));
            }
            KeptHistories.of(schema, table).ifPresent(kept -> {
                histories.put(name, kept);
                byRule.putAll(kept.broken());
            });
            counts.put(name, new Counts(table.rowCount(), byRule));
        });
        boolean all = histories.size() == tables.size();
        return new KeptRules(counts, all ? KeptHistories.grids(histories) : List.of());
    }

    /** Of tables whose schema has no rules. */
    static KeptRules none() {
        return new KeptRules(Map.of(), List.of());
    }

    private Counts train() {
        return counts.values().iterator().next();
    }

    /** The rules that both tables can tell of. */
    private List<String> rules() {
        return counts.isEmpty()
                ? List.of()
                : train().broken().keySet().stream()
                        .filter(counts.get(Reading.SYNTHETIC).broken()::containsKey)
                        .toList();
    }

    /** Whether the synthetic rows break a rule that the training rows keep, or break it more often than chance explains. */
    private boolean isBroken(String rule) {
        Interval synthetic = counts.get(Reading.SYNTHETIC).share(rule);
        return train().broken().get(rule) == 0
                ? synthetic.low() > 0
                : synthetic.low() > train().share(rule).high();
    }

    /** What could be read, and beside it how the rules are kept. */
    Findings beside(Findings reading) {
        List<Figure> figures = new ArrayList<>(reading.figures());
        List<Grid> grids = new ArrayList<>(reading.grids());
        figures.add(new Figure(
                FIGURE,
                "Rules of the schema that synthetic rows break and training rows keep, or break more often",
                rules().stream().filter(this::isBroken).count(),
                Optional.empty(),
                Optional.of(0.0),
                rules().isEmpty()
                        ? "The schema declares no rules about these columns."
                        : "Of " + rules().size() + " rules. Each rule's rows below."));
        if (!rules().isEmpty()) {
            grids.add(grid());
        }
        grids.addAll(histories);
        return new Findings(reading.title(), figures, grids);
    }

    private Grid grid() {
        List<String> heads = new ArrayList<>();
        counts.keySet().forEach(table -> {
            heads.add(table + ": rows");
            heads.add(table + ": share");
        });
        double[][] values = rules().stream()
                .map(rule -> counts.values().stream()
                        .flatMapToDouble(table -> {
                            Long broken = table.broken().get(rule);
                            return broken == null
                                    ? DoubleStream.of(Double.NaN, Double.NaN)
                                    : DoubleStream.of(broken, (double) broken / table.rows());
                        })
                        .toArray())
                .toArray(double[][]::new);
        return new Grid(
                Reading.PREFIX + "rules",
                "Rows that break a rule of the schema",
                rules(),
                heads,
                values,
                "Cells that the schema does not allow count as missing, and a rule about a missing cell is kept unless"
                        + " it says otherwise.");
    }

    /** What a reader should know first. */
    List<Caveat> caveats() {
        List<Caveat> caveats = new ArrayList<>();
        for (String rule : rules()) {
            counts.forEach((name, table) -> {
                long broken = table.broken().getOrDefault(rule, 0L);
                if (broken > 0) {
                    boolean real = !name.equals(Reading.SYNTHETIC);
                    caveats.add(new Caveat(
                            String.format(
                                    Locale.ROOT,
                                    "%,d of %,d rows of the %s table break the rule %s.%s",
                                    broken,
                                    table.rows(),
                                    name,
                                    rule,
                                    real ? " A rule that real rows break is none: correct it, or the rows." : ""),
                            real));
                }
            });
        }
        return caveats;
    }
}

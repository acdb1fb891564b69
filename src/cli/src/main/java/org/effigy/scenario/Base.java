package org.effigy.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.effigy.synth.Scenario;
import org.effigy.synth.UniformRows;
import org.effigy.table.Schema;

/** Where the cells of a row come from before anything is said of them. */
sealed interface Base {
    /**
     * Rows of texts, one for each field of the scenario's schema; empty where the base has nothing.
     *
     * @param rows at least 1
     */
    List<List<Optional<String>>> draw(int rows, long seed);

    /** The fields that it gives texts. */
    boolean has(int field);

    /** Nothing: all cells are missing. */
    record Blank(int fields) implements Base {
        @Override
        public List<List<Optional<String>>> draw(int rows, long seed) {
            return Collections.nCopies(rows, Collections.nCopies(fields, Optional.empty()));
        }

        @Override
        public boolean has(int field) {
            return false;
        }
    }

    /**
     * A fitted model, or what it holds under conditions.
     *
     * @param columns by field of the scenario's schema, the place of the field in the model's; -1 where it has none
     */
    record Model(Scenario scenario, int[] columns) implements Base {
        @Override
        public List<List<Optional<String>>> draw(int rows, long seed) {
            List<List<Optional<String>>> all = new ArrayList<>();
            for (List<Optional<String>> texts : scenario.texts(rows, seed)) {
                List<Optional<String>> row = new ArrayList<>();
                for (int column : columns) {
                    row.add(column < 0 ? Optional.empty() : texts.get(column));
                }
                all.add(row);
            }
            return all;
        }

        @Override
        public boolean has(int field) {
            return columns[field] >= 0
                    && scenario.model()
                            .schema()
                            .fields()
                            .get(columns[field])
                            .role()
                            .isModelled();
        }
    }

    /** All rows that a schema and its rules allow, each as likely as any other. */
    record Uniform(Schema schema, UniformRows rows) implements Base {
        @Override
        public List<List<Optional<String>>> draw(int number, long seed) {
            return rows.texts(number, seed);
        }

        @Override
        public boolean has(int field) {
            return schema.fields().get(field).role().isModelled();
        }
    }
}

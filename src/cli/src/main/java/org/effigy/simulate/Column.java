package org.effigy.simulate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One column as the simulation defines it: what its schema says, and what every row keeps to.
 *
 * @param name as in the header
 * @param description one sentence
 * @param type of Frictionless Table Schema
 * @param role what the column is to a release
 * @param required whether no cell is empty
 * @param categories every string that can stand in a cell, or empty if the column is not nominal
 * @param range the lowest and highest value, as written in a cell
 * @param decimals digits after the point that are written, for numbers
 * @param edges of the bins that suit the column, ascending, from its minimum to its maximum; empty for no advice
 */
public record Column(
        String name,
        String description,
        Type type,
        Role role,
        boolean required,
        List<String> categories,
        Optional<Range> range,
        int decimals,
        List<String> edges) {
    /** The types of Frictionless Table Schema that the simulated tables use. */
    public enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        DATE,
        DATETIME
    }

    /** What a column is to a release. */
    public enum Role {
        ORDINARY,
        IDENTIFIER,
        UNIT,
        SENSITIVE,
        TARGET
    }

    /** The lowest and the highest value of a column, both allowed, as written in a cell. */
    public record Range(String minimum, String maximum) {}

    public Column {
        categories = List.copyOf(categories);
        edges = List.copyOf(edges);
    }

    static Column text(String name, Role role, String description) {
        return plain(name, Type.STRING, description).withRole(role);
    }

    static Column nominal(String name, List<String> categories, String description) {
        return new Column(
                name, description, Type.STRING, Role.ORDINARY, true, categories, Optional.empty(), 0, List.of());
    }

    static Column flag(String name, String description) {
        return plain(name, Type.BOOLEAN, description);
    }

    static Column integer(String name, int minimum, int maximum, String description) {
        Range range = new Range(Integer.toString(minimum), Integer.toString(maximum));
        return plain(name, Type.INTEGER, description).withRange(range);
    }

    static Column number(String name, Decimal grid, String description) {
        return new Column(
                name,
                description,
                grid.decimals() == 0 ? Type.INTEGER : Type.NUMBER,
                Role.ORDINARY,
                true,
                List.of(),
                Optional.of(new Range(grid.text(grid.minimum()), grid.text(grid.maximum()))),
                grid.decimals(),
                List.of());
    }

    static Column date(String name, LocalDate first, LocalDate last, String description) {
        return plain(name, Type.DATE, description).withRange(new Range(first.toString(), last.toString()));
    }

    static Column dateTime(String name, LocalDateTime first, LocalDateTime last, String description) {
        return plain(name, Type.DATETIME, description).withRange(new Range(Calendar.text(first), Calendar.text(last)));
    }

    Column withRole(Role other) {
        return new Column(name, description, type, other, required, categories, range, decimals, edges);
    }

    Column withMissing() {
        return new Column(name, description, type, role, false, categories, range, decimals, edges);
    }

    /** With bins that start at the column's minimum, end at its maximum and break at {@code inner}. */
    Column withBreaks(String... inner) {
        Range bounds = range.orElseThrow();
        List<String> all = new ArrayList<>(List.of(inner));
        all.add(0, bounds.minimum());
        all.add(bounds.maximum());
        return new Column(name, description, type, role, required, categories, range, decimals, all);
    }

    private Column withRange(Range other) {
        return new Column(name, description, type, role, required, categories, Optional.of(other), decimals, edges);
    }

    private static Column plain(String name, Type type, String description) {
        return new Column(name, description, type, Role.ORDINARY, true, List.of(), Optional.empty(), 0, List.of());
    }
}

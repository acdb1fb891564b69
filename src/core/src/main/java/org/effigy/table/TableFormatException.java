package org.effigy.table;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table or schema breaks a rule. Its message may quote real cells: it is for the curator, and must not go into
 * anything that is released.
 */
public final class TableFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final long count;
    private final transient List<String> mostlyUnread;

    /** The first problems, in order, and the number of all. */
    TableFormatException(List<Problem> problems, long count) {
        this(problems, count, List.of());
    }

    /** The same, and the columns of which most cells are not as the schema says. */
    TableFormatException(List<Problem> problems, long count, List<String> mostlyUnread) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator()))
                + (count > problems.size()
                        ? System.lineSeparator() + "and " + (count - problems.size()) + " more"
                        : ""));
        this.problems = List.copyOf(problems);
        this.count = count;
        this.mostlyUnread = List.copyOf(mostlyUnread);
    }

    /** One problem. */
    public TableFormatException(Problem problem) {
        this(List.of(problem), 1);
    }

    /** The first problems, each thing in a column once, in the order of the file; empty after deserialisation. */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }

    /**
     * The columns that the file's header line lacks; empty if that is not all that is wrong, or another name was probably
     * meant.
     */
    public Set<String> lackingColumns() {
        boolean alone = !problems().isEmpty()
                && count == problems().size()
                && problems().stream()
                        .allMatch(problem -> problem.rule().startsWith(HeaderLine.LACKING)
                                && !problem.rule().contains(HeaderLine.MEANT));
        return alone ? problems().stream().map(Problem::column).collect(Collectors.toSet()) : Set.of();
    }

    /**
     * The columns of which most cells are not as the schema says: to make them missing would empty the column. Empty after
     * deserialisation.
     */
    public List<String> mostlyUnread() {
        return mostlyUnread == null ? List.of() : mostlyUnread;
    }

    /** How many problems there are in all. */
    public long count() {
        return count;
    }
}

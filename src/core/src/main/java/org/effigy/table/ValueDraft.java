package org.effigy.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Drafts a column of numbers, dates or times: its notation, bounds, precision, missing markers and placeholders. */
final class ValueDraft {
    /** A range of values has about this many steps where doubles say nothing of how finely they were measured. */
    private static final double STEPS = 1e6;

    /** Whole numbers of fewer digits name nothing, unless they count the rows. */
    private static final double NAMES = 1000;

    /** So many different values, in so many rows each, that lie in a range of so many are those that there are. */
    private static final int LISTED = 100;

    private static final int EACH = 10;

    /** So many different values are not all multiples of a number by chance. */
    private static final int MULTIPLES = 20;

    private final String name;
    private final long rows;
    private final Notation notation;
    private final Tally tally;
    private final Map<String, Long> missing;
    private final DistinctCount count;
    private final List<String> doubts = new ArrayList<>();
    private final List<Double> spikes = new ArrayList<>();

    /** @param missing the markers with their rows; modified */
    ValueDraft(String name, long rows, Notation notation, Tally tally, Map<String, Long> missing, DistinctCount count) {
        this.name = name;
        this.rows = rows;
        this.notation = notation;
        this.tally = tally;
        this.missing = missing;
        this.count = count;
    }

    Drafted draft() {
        misfits();
        placeholders();
        boolean number = notation.type() == FieldType.NUMBER;
        boolean marked = !notation.marks().equals(NumberMarks.PLAIN);
        boolean whole = number && tally.isWhole();
        rival();
        FieldBuilder field;
        if (whole && !marked && isIdentifier()) {
            return identifier();
        }
        Optional<String> question = whole && !marked ? question() : Optional.empty();
        if (question.isPresent() && IdLooks.isNamed(name, count) && !isDayNumber()) {
            doubts.add(question.get());
            return Drafted.of(
                    identifierField(),
                    "identifier",
                    "its numbers repeat as those of people or accounts do; running numbers replace it" + gaps(),
                    doubts);
        }
        question.ifPresent(doubts::add);
        if (whole && isDayNumber()) {
            doubts.add("these may be days as Excel counts them: store them as dates if so");
        }
        if (number) {
            field = whole && notation.marks().decimal() == '.' ? integer() : number();
            field.marks(notation.marks());
            listed(field);
            multiples(field);
        } else {
            field = calendar();
        }
        markers(field);
        String what = field.type.word() + ", "
                + (field.categories.isEmpty()
                        ? field.minimum.orElseThrow() + " to " + field.maximum.orElseThrow()
                        : "one of " + field.categories.size());
        return Drafted.of(field, what, reason(field) + gaps(), doubts);
    }

    /** What is no number or date among them, and is no known marker. */
    private void misfits() {
        if (tally.misfits().isEmpty()) {
            return;
        }
        doubts.add(Drafted.percent(tally.misfitRows(), rows) + " of its cells are "
                + ColumnSurvey.texts(ColumnSurvey.byRows(tally.misfits())) + ", among "
                + (notation.type() == FieldType.NUMBER ? "numbers" : "dates")
                + ": taken as missing; if they mean values, write these");
        tally.misfits().forEach((text, of) -> missing.merge(text, of, Long::sum));
    }

    /** Values far from all others that stand there again and again: missing if nothing else is, else spikes. */
    private void placeholders() {
        double least = tally.least();
        double most = tally.most();
        for (Map.Entry<Double, Map<String, Long>> entry : tally.special().entrySet()) {
            double value = entry.getKey();
            long of = entry.getValue().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            String text = entry.getValue().keySet().iterator().next();
            if (!(least <= most) || !isPlaceholder(value, of, least, most)) {
                tally.take(value);
                continue;
            }
            boolean number = notation.type() == FieldType.NUMBER;
            boolean isMissing = number ? value < 0 : missing.isEmpty();
            doubts.add("'" + text + "' stands in " + Drafted.percent(of, rows) + " of its cells, "
                    + (value < least ? "far below" : "far above") + " all others: taken as "
                    + (isMissing ? "missing" : "a value that stands for itself (effigy:spikes)"));
            if (isMissing) {
                entry.getValue().forEach((cell, number1) -> missing.merge(cell, number1, Long::sum));
            } else {
                spikes.add(value);
            }
        }
        spikes.forEach(tally::take);
    }

    private boolean isPlaceholder(double value, long of, double least, double most) {
        if (of < Math.max(2, tally.rows() / 200)) {
            return false;
        }
        if (notation.type() == FieldType.NUMBER && value < 0) {
            return least >= 0;
        }
        double gap = value < least ? least - value : value - most;
        double years = gap / stepsAYear();
        return gap > (most - least) / 2 && (notation.type() == FieldType.NUMBER || years > 5)
                || notation.isCalendar() && years > 5 && of >= tally.rows() / 50;
    }

    private double stepsAYear() {
        if (!(notation.format().orElseThrow() instanceof DateFormat dates)) {
            return 1;
        }
        return dates.isMonthly() ? 12 : 365.25 * 24 * 60 * 60 / dates.stepSeconds();
    }

    private void rival() {
        notation.rival()
                .ifPresent(other -> doubts.add("its cells can be read in two ways: taken as "
                        + (notation.isCalendar()
                                ? notation.pattern()
                                : "decimalChar \"" + notation.marks().decimal() + "\"")
                        + "; if " + other + " is meant, say so"));
    }

    private boolean isIdentifier() {
        if (!IdLooks.namesRows(count)) {
            return false;
        }
        boolean counting = count.distinct() == count.rows() && tally.most() - tally.least() < 1.2 * count.rows();
        return counting || Math.max(Math.abs(tally.least()), Math.abs(tally.most())) >= NAMES;
    }

    private Drafted identifier() {
        if (count.distinct() < count.rows()) {
            doubts.add(IdQuestion.ofRows(name, count));
        }
        return Drafted.of(
                identifierField(),
                "identifier",
                Drafted.percent(count.distinct(), count.rows())
                        + " of its whole numbers are different: it names rows; running numbers replace it" + gaps(),
                doubts);
    }

    private FieldBuilder identifierField() {
        FieldBuilder field = Field.builder(name, FieldType.INTEGER);
        markers(field);
        return field.role(Role.IDENTIFIER);
    }

    private Optional<String> question() {
        return IdLooks.repeatsLikeIds(name, count) ? Optional.of(IdQuestion.ofPeople(name, count)) : Optional.empty();
    }

    /** The days of 1995 to 2050, as Excel counts them. */
    private boolean isDayNumber() {
        return tally.least() >= 34_700 && tally.most() <= 54_789 && tally.most() - tally.least() > 100;
    }

    private FieldBuilder integer() {
        IntegerFormat format = new IntegerFormat();
        FieldBuilder field = Field.builder(name, FieldType.INTEGER)
                .minimum(format.text((long) tally.least()))
                .maximum(format.text((long) tally.most()));
        return field.spikes(
                spikes.stream().map(value -> format.text(value.longValue())).toList());
    }

    private FieldBuilder number() {
        double largest = Math.max(Math.abs(tally.least()), Math.abs(tally.most()));
        int fit = largest == 0 ? 15 : (int) Math.floor(Math.log10(DecimalFormat.LARGEST / 2.0 / largest));
        int kept = Math.min(tally.decimals(), 15);
        if (tally.isOfDoubles()) {
            double range = Math.max(tally.most() - tally.least(), largest * 1e-9);
            kept = Math.min(kept, (int) Math.max(0, Math.ceil(Math.log10(STEPS / range))));
        }
        kept = Math.max(0, Math.min(kept, fit));
        DecimalFormat format = new DecimalFormat(kept, NumberMarks.PLAIN);
        FieldBuilder field = Field.builder(name, FieldType.NUMBER)
                .precision(kept)
                .minimum(format.text(format.step(tally.least())))
                .maximum(format.text(format.step(tally.most())));
        if (kept < Math.min(tally.decimals(), 15)) {
            doubts.add("its numbers have all the digits of a double: drafted with " + kept
                    + " decimals; say in effigy:precision how finely it was measured");
        }
        return field.spikes(
                spikes.stream().map(value -> format.text(format.step(value))).toList());
    }

    private FieldBuilder calendar() {
        DateFormat format = (DateFormat) notation.format().orElseThrow();
        return Field.builder(name, notation.type())
                .pattern(notation.pattern())
                .minimum(format.text((long) tally.least()))
                .maximum(format.text((long) tally.most()))
                .spikes(spikes.stream()
                        .map(value -> format.text(value.longValue()))
                        .toList());
    }

    /** Few values that recur in a wide range are codes or settings: between them there is nothing. */
    private void listed(FieldBuilder field) {
        if (count.distinct() > LISTED || count.rows() < EACH * count.distinct() || !spikes.isEmpty()) {
            return;
        }
        CellFormat format = field.type == FieldType.INTEGER
                ? new IntegerFormat()
                : new DecimalFormat(field.precision.orElseThrow(), NumberMarks.PLAIN);
        DecimalFormat written = (DecimalFormat) notation.format().orElseThrow();
        TreeSet<Long> steps = new TreeSet<>();
        for (String text : count.held().keySet()) {
            double value = written.number(text);
            if (value >= tally.least() && value <= tally.most()) {
                steps.add(format.step(value));
            }
        }
        if (steps.size() < 2 || steps.last() - steps.first() < FineCells.MOST) {
            return;
        }
        List<String> values = steps.stream().map(format::text).toList();
        doubts.add("only " + values.size() + " different numbers are in it, from " + values.get(0) + " to "
                + values.get(values.size() - 1) + ": drafted as a list; if others are possible, give it a minimum and a"
                + " maximum instead");
        field.categories(values);
        field.minimum = Optional.empty();
        field.maximum = Optional.empty();
    }

    private void multiples(FieldBuilder field) {
        if (field.type == FieldType.INTEGER
                && field.categories.isEmpty()
                && tally.divisor() > 1
                && count.distinct() >= MULTIPLES
                && spikes.stream().allMatch(value -> value % tally.divisor() == 0)) {
            doubts.add("all its numbers are multiples of " + tally.divisor()
                    + ": drafted so; if others are possible, take effigy:multipleOf out");
            field.multipleOf(Long.toString(tally.divisor()));
        }
    }

    private void markers(FieldBuilder field) {
        field.required(missing.isEmpty());
        if (!missing.isEmpty()) {
            field.missingValues(ColumnSurvey.byRows(missing));
        }
    }

    private String reason(FieldBuilder field) {
        String share = missing.isEmpty() ? "all of its cells are" : "the others are";
        if (notation.isCalendar()) {
            return share + (field.type == FieldType.DATE ? " dates" : " times") + " written as '" + field.maximum.get()
                    + "'";
        }
        NumberMarks marks = notation.marks();
        List<String> ways = new ArrayList<>();
        if (marks.decimal() != '.') {
            ways.add("decimal mark '" + marks.decimal() + "'");
        }
        marks.group().ifPresent(mark -> ways.add("'" + mark + "' between thousands"));
        if (!marks.bare()) {
            ways.add("a unit, currency or brackets around them");
        }
        return share
                + (tally.isWhole() ? " whole numbers" : " numbers")
                + (ways.isEmpty() ? "" : " with " + String.join(" and ", ways));
    }

    private String gaps() {
        if (missing.isEmpty()) {
            return "";
        }
        Map<String, Long> ordered = new LinkedHashMap<>();
        ColumnSurvey.byRows(missing).forEach(marker -> ordered.put(marker, missing.get(marker)));
        long of = ordered.values().stream().mapToLong(Long::longValue).sum();
        return String.format(
                Locale.ROOT, "; %s missing (%s)", Drafted.percent(of, rows), ColumnSurvey.texts(ordered.keySet()));
    }
}

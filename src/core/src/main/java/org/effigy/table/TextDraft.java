package org.effigy.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Drafts a column of texts: a list, the names of rows or people, two words for true and false, or something to discover. */
final class TextDraft {
    private final String name;
    private final long rows;
    private final Optional<Map<String, Integer>> texts;
    private final Map<String, Long> missing;
    private final DistinctCount count;
    private final List<String> doubts = new ArrayList<>();

    /**
     * @param texts the different ones with their rows; empty if they are too many
     * @param missing the markers with their rows
     * @param odd texts that would be markers among numbers; here they are values
     */
    TextDraft(
            String name,
            long rows,
            Optional<Map<String, Integer>> texts,
            Map<String, Long> missing,
            Map<String, Long> odd,
            DistinctCount count) {
        this.name = name;
        this.rows = rows;
        this.texts = texts.map(found -> {
            Map<String, Integer> all = new LinkedHashMap<>(found);
            odd.forEach((text, of) -> all.merge(text, of.intValue(), Integer::sum));
            return all;
        });
        this.missing = missing;
        this.count = count;
    }

    Drafted draft() {
        List<String> markers = ColumnSurvey.byRows(missing);
        String gaps = markers.isEmpty()
                ? ""
                : "; "
                        + Drafted.percent(
                                missing.values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum(),
                                rows) + " missing (" + ColumnSurvey.texts(markers) + ")";
        FieldBuilder field = withMarkers(Field.builder(name, FieldType.STRING), markers);
        texts.filter(found -> found.size() > 5)
                .flatMap(Notation::mixture)
                .ifPresent(mixed -> doubts.add(
                        "it is of several kinds: " + mixed + ": make them one, or it stays a column of texts"));
        if (IdLooks.namesRows(count)) {
            if (count.distinct() < count.rows()) {
                doubts.add(IdQuestion.ofRows(name, count));
            }
            return Drafted.of(
                    field.role(Role.IDENTIFIER),
                    "identifier",
                    Drafted.percent(count.distinct(), count.rows())
                            + " of its texts are different: it names rows, or is free"
                            + " text; running numbers replace it" + gaps,
                    doubts);
        }
        boolean few = texts.isPresent() && texts.get().size() <= ColumnSurvey.CATEGORIES;
        boolean repeats = IdLooks.repeatsLikeIds(name, count);
        if (repeats && (!few || IdLooks.isNamed(name, count))) {
            doubts.add(IdQuestion.ofPeople(name, count));
        }
        if (repeats && IdLooks.isNamed(name, count)) {
            return Drafted.of(
                    field.role(Role.IDENTIFIER),
                    "identifier",
                    "its texts repeat as the names of people or accounts do; running numbers replace it" + gaps,
                    doubts);
        }
        if (!few) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "%,d different texts: its common ones will be discovered under the budget, which needs a --delta"
                            + " above 0; or declare effigy:groups or an enum from public knowledge, hash it with"
                            + " effigy:buckets, or drop it",
                    count.distinct()));
            return Drafted.of(
                    field.discover(true), "string, to be discovered", "more texts than a person lists" + gaps, doubts);
        }
        List<String> values = ColumnSurvey.sorted(texts.get().keySet());
        if (values.stream().allMatch(TextDraft::isTruth)) {
            return Drafted.of(
                    withMarkers(Field.builder(name, FieldType.BOOLEAN), markers)
                            .booleans(words(values, "true"), words(values, "false")),
                    "boolean",
                    "its texts are " + ColumnSurvey.texts(values) + gaps,
                    doubts);
        }
        spellings(values);
        return Drafted.of(
                field.categories(values),
                "string, a list of " + values.size(),
                values.size() == 1 ? "one text" + gaps : values.size() + " different texts" + gaps,
                doubts);
    }

    private static FieldBuilder withMarkers(FieldBuilder field, List<String> markers) {
        return markers.isEmpty() ? field.required(true) : field.required(false).missingValues(markers);
    }

    private static boolean isTruth(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    private static List<String> words(List<String> values, String word) {
        List<String> found =
                values.stream().filter(value -> value.equalsIgnoreCase(word)).toList();
        return found.isEmpty() ? List.of(word) : found;
    }

    private void spellings(List<String> values) {
        Map<String, String> seen = new HashMap<>();
        for (String value : values) {
            String other = seen.putIfAbsent(value.strip().toLowerCase(Locale.ROOT), value);
            if (other != null) {
                doubts.add("'" + Excerpt.of(other, 40) + "' and '" + Excerpt.of(value, 40)
                        + "' differ only in case or blanks: if they are one thing, write them alike");
                return;
            }
        }
    }
}

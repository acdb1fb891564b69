package org.effigy.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** A column of declared texts: the code of a text is its place in the declaration. */
public final class CategoryCodec implements ColumnCodec {
    private final List<String> categories;
    private final Map<String, Integer> codes = new HashMap<>();
    private final Optional<Groups> groups;
    private final Optional<Buckets> buckets;
    private final Optional<MissingValues> missing;

    private CategoryCodec(
            List<String> categories,
            Optional<Groups> groups,
            Optional<Buckets> buckets,
            Optional<MissingValues> missing) {
        this.categories = List.copyOf(categories);
        this.groups = groups;
        this.buckets = buckets;
        this.missing = missing;
        for (int i = 0; i < this.categories.size(); i++) {
            codes.put(this.categories.get(i), i);
        }
    }

    /** Categories in order, distinct; {@code missing} is empty for a required field. */
    static CategoryCodec of(List<String> categories, Optional<Groups> groups, Optional<MissingValues> missing) {
        return new CategoryCodec(categories, groups, Optional.empty(), missing);
    }

    /** The buckets of a hash; {@code missing} is empty for a required field. */
    static CategoryCodec of(Buckets buckets, Optional<MissingValues> missing) {
        return new CategoryCodec(buckets.names(), Optional.empty(), Optional.of(buckets), missing);
    }

    /** The categories in order; cannot be modified. */
    public List<String> categories() {
        return categories;
    }

    @Override
    public int size() {
        return categories.size() + (missing.isPresent() ? 1 : 0);
    }

    @Override
    public OptionalInt missing() {
        return missing.isPresent() ? OptionalInt.of(categories.size()) : OptionalInt.empty();
    }

    @Override
    public boolean isOrdered() {
        return false;
    }

    /** The code of a text that isn't missing; -1 if it is no category. */
    int code(String text) {
        if (groups.isPresent()) {
            return groups.get().groupOf(text);
        }
        Integer code = codes.get(text);
        if (code == null && buckets.isPresent()) {
            return buckets.get().bucketOf(text);
        }
        return code == null ? -1 : code;
    }

    @Override
    public int encode(String text) {
        if (missing.isPresent() && missing.get().contains(text)) {
            return categories.size();
        }
        int code = code(text);
        if (code < 0) {
            throw new IllegalArgumentException("'" + text + "' is not " + rule());
        }
        return code;
    }

    @Override
    public String decode(int code, RandomGenerator random) {
        return missing.isPresent() && code == categories.size() ? missing.get().written() : categories.get(code);
    }

    @Override
    public String label(int code) {
        return missing.isPresent() && code == categories.size() ? "missing" : categories.get(code);
    }

    /** What a text must be. */
    String rule() {
        int shown = Math.min(8, categories.size());
        return (groups.isPresent() ? "in one of the " : "one of the ")
                + categories.size()
                + (groups.isPresent() ? " declared groups " : " declared categories ")
                + categories.subList(0, shown)
                + (shown < categories.size() ? " and more" : "");
    }
}

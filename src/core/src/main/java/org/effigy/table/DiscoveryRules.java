package org.effigy.table;

/** What a declaration may say beside {@code effigy:buckets}, {@code effigy:discover} and {@code effigy:discovered}. */
final class DiscoveryRules {
    private DiscoveryRules() {}

    /**
     * Checks a declaration.
     *
     * @throws IllegalArgumentException if a rule is broken, with the rule and what to do
     */
    static void check(FieldBuilder field) {
        boolean string = field.type == FieldType.STRING;
        if (field.buckets.isPresent()) {
            if (!string || !field.categories.isEmpty() || !field.groups.isEmpty()) {
                throw new IllegalArgumentException(
                        "effigy:buckets is for strings without an enum or effigy:groups: keep" + " one of them");
            }
            if (field.other.isPresent()) {
                throw new IllegalArgumentException(
                        "effigy:other has no use beside effigy:buckets, which take every text: take it out");
            }
        }
        if (field.discovered.isPresent()
                && (field.discover || !field.role.isModelled() || field.type == FieldType.BOOLEAN)) {
            throw new IllegalArgumentException("effigy:discovered is for a domain that was found: "
                    + (field.discover
                            ? "take it out to find one again, or take effigy:discover out to use this one"
                            : "take it out"));
        }
        if (!field.discover) {
            return;
        }
        if (!field.role.isModelled()) {
            throw new IllegalArgumentException("a field of effigy:role " + field.role.word()
                    + " is not fitted, so there is nothing to discover: take effigy:discover out, or the role");
        }
        if (field.type == FieldType.BOOLEAN) {
            throw new IllegalArgumentException("a boolean's values are known: take effigy:discover out");
        }
        if (!field.categories.isEmpty() || !field.groups.isEmpty() || field.buckets.isPresent()) {
            throw new IllegalArgumentException(
                    "its values are declared already (enum, effigy:groups or effigy:buckets):"
                            + " take them or effigy:discover out");
        }
        if (field.bins instanceof Bins.Edges) {
            throw new IllegalArgumentException(
                    "its bounds are declared already, by the edges of effigy:bins: give a number"
                            + " of bins instead, or take effigy:discover out");
        }
    }
}

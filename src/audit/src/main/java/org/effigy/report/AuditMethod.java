package org.effigy.report;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How an audit was made: enough to make it again and get the same numbers.
 *
 * @param sources the files that were read, by their role: the tables {@code train}, {@code holdout}, {@code synthetic} and
 *     {@code later}, and {@code schema}, {@code policy}, {@code manifest} and {@code ledger}; what came from no file is left
 *     out
 * @param schemaDigest {@code sha256:} and the digest of what the schema means, without titles and descriptions: as it
 *     stands on release cards and manifests
 * @param options what the person chose and figures depend on, by name, in words
 * @param date the date that the person gave the report; empty if none, since a clock would give other bytes each day
 * @param environment the program and what it ran on
 */
public record AuditMethod(
        Map<String, Source> sources,
        String schemaDigest,
        Map<String, String> options,
        Optional<LocalDate> date,
        Environment environment) {
    private static final Set<String> TABLES = Set.of("train", "holdout", "synthetic", "later");
    private static final Set<String> OTHERS = Set.of("schema", "policy", "manifest", "ledger");

    /**
     * A file that was read.
     *
     * @param digest {@code sha256:} and the SHA-256 of its bytes in hexadecimal
     * @param rows how many rows it has; empty if it is no table
     */
    public record Source(String digest, Optional<Integer> rows) {
        /** @throws IllegalArgumentException if the digest is none */
        public Source {
            requireDigest(digest);
            Objects.requireNonNull(rows, "rows");
        }

        /** For people, as "2,000 rows, sha256:9f86d0...". */
        String words() {
            return rows.map(count -> String.format(Locale.ROOT, "%,d rows, ", count))
                            .orElse("")
                    + digest;
        }
    }

    /**
     * Copies the maps, in their order.
     *
     * @throws IllegalArgumentException if a role is none, a table has no number of rows or another file has one, or the
     *     schema's digest is none
     */
    public AuditMethod {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        sources.forEach((role, source) -> {
            if (!(source.rows().isPresent() ? TABLES : OTHERS).contains(role)) {
                throw new IllegalArgumentException("a file that an audit reads is one of "
                        + Stream.of(TABLES, OTHERS)
                                .flatMap(Set::stream)
                                .sorted()
                                .toList()
                        + ", the tables among them with their rows and the others without; there is '" + role
                        + "' with "
                        + source.words());
            }
        });
        requireDigest(schemaDigest);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(environment, "environment");
    }

    private static void requireDigest(String digest) {
        if (!digest.matches("sha256:[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "a digest is 'sha256:' and 64 hexadecimal digits; it is '" + digest + "'");
        }
    }
}

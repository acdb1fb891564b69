package org.effigy.attack;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Domain;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;

/** Invented units that an audit puts in or leaves out: as many equal rows as a unit may have, the most one can do. */
final class Canaries {
    private Canaries() {}

    /** A unit of this row; under replace its stand-in differs in every column that has two values or more. */
    static Target of(int[] row, Domain domain, PrivacyBudget budget) {
        int[] other = IntStream.range(0, row.length)
                .map(column -> (row[column] + 1) % domain.attribute(column).size())
                .toArray();
        return target(row, other, budget);
    }

    /** A unit of a row of any codes, each as likely as the others. */
    static Target random(Domain domain, PrivacyBudget budget, SplittableRandom random) {
        return target(any(domain, random), any(domain, random), budget);
    }

    private static Target target(int[] with, int[] without, PrivacyBudget budget) {
        int rows = budget.unit().maxRows();
        return new Target(
                Collections.nCopies(rows, with),
                budget.neighbours() == Neighbours.REPLACE ? Collections.nCopies(rows, without) : List.of());
    }

    private static int[] any(Domain domain, SplittableRandom random) {
        return domain.attributes().stream()
                .mapToInt(attribute -> random.nextInt(attribute.size()))
                .toArray();
    }
}

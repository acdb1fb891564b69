package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.Charge;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How a budget is split: the first part of it, and choices, as the proofs in docs/privacy say; the whole of it in the end. The
 * shares are written down here once more, so that one that is off by a factor of 1.3 is seen. Exact, with no noise.
 */
class SharesTest {
    private static final Domain DOMAIN = Domain.of(IntStream.range(0, 5)
            .mapToObj(i -> new Attribute("c" + i, 4, i < 3 ? Ordering.ORDERED : Ordering.NOMINAL))
            .toList());

    private static final Predicate<Charge> CHOICE = charge -> charge.query().startsWith("selection");
    private static final Predicate<Charge> SCATTER = charge -> charge.query().startsWith("scatter");

    static Stream<Arguments> splits() {
        return Stream.of(PrivacyBudget.of(3, 1e-9), PrivacyBudget.of(3, 0))
                .flatMap(budget -> Stream.of(
                        // Of the charges from the first on, as many as there are columns to begin with, and their part.
                        Arguments.of("mst", budget, 5, .5, CHOICE, .1),
                        Arguments.of("privbayes", budget, 5, .4, CHOICE, .1),
                        Arguments.of("copula", budget, 5, .5, SCATTER, .5),
                        Arguments.of("hybrid", budget, 3, .2, SCATTER, .4),
                        Arguments.of("independent", budget, 5, 1., CHOICE, 0.)));
    }

    @ParameterizedTest
    @MethodSource("splits")
    void eachPartGetsTheShareThatTheProofSays(
            String model, PrivacyBudget budget, int columns, double first, Predicate<Charge> kind, double share) {
        List<Charge> charges = charges(model, budget);
        double whole = amounts(charges.stream());
        assertEquals(1, whole / SelectingContract.amount(budget.limit()).doubleValue(), 1e-9, "of the budget");
        assertEquals(first, amounts(charges.stream().limit(columns)) / whole, 1e-9, "for the columns");
        assertEquals(share, amounts(charges.stream().filter(kind)) / whole, 1e-9, "for what the proof names next");
    }

    private static List<Charge> charges(String model, PrivacyBudget budget) {
        Records.Builder rows = Records.builder(DOMAIN, 4000);
        IntStream.range(0, 4000).forEach(i -> rows.add(i % 4, (i + i / 4 % 2) % 4, i / 7 % 4, i % 4, i / 3 % 4));
        Release release = MemoryLedger.of("test", budget).open("test", budget);
        Synthesizer.named(model).fit(PrivateTable.ofRows(rows.build(), release, new SilentNoise()), Progress.NONE);
        return release.charges();
    }

    private static double amounts(Stream<Charge> charges) {
        return charges.mapToDouble(
                        charge -> SelectingContract.amount(charge.loss()).doubleValue())
                .sum();
    }
}

package org.effigy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.effigy.privacy.AttackCeiling;
import org.effigy.privacy.PrivacyLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromiseMeaningTest {
    private static PromiseMeaning.Promise promise(double epsilon, double delta) {
        return new PromiseMeaning.Promise(
                "the claim", epsilon, delta, AttackCeiling.of(new PrivacyLoss.Approximate(epsilon, delta)));
    }

    /** Odds move by a factor of e^epsilon, up and down alike. */
    @Test
    void oddsMoveByTheFactorThatThePromiseAllows() {
        for (double epsilon : new double[] {0, 0.1, 1, 5}) {
            PromiseMeaning.Promise promise = promise(epsilon, 0);
            for (double prior : new double[] {0.001, 0.3, 0.5, 0.99}) {
                double before = prior / (1 - prior);
                double most = promise.most(prior) / (1 - promise.most(prior));
                double least = promise.least(prior) / (1 - promise.least(prior));
                assertEquals(Math.exp(epsilon), most / before, 1e-6 * Math.exp(epsilon));
                assertEquals(Math.exp(epsilon), before / least, 1e-6 * Math.exp(epsilon));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-12, 1, 50, 1e6})
    void aPageIsWellFormedForAnyEpsilon(double epsilon) throws Exception {
        Page page =
                new Page("p").section("s", "S", html -> new PromiseMeaning(List.of(promise(epsilon, 1e-9))).draw(html));
        byte[] html = page.text(head -> head.element("h1", "P"), foot -> {}).getBytes(StandardCharsets.UTF_8);
        String text = PageChecks.check(html);
        assertFalse(new String(html, StandardCharsets.UTF_8).contains("NaN"), text);
        assertTrue(text.contains("absent people accused"));
    }
}

package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.junit.jupiter.api.Test;

class AimTest extends SelectingContract {
    @Override
    Synthesizer synthesizer(Settings settings) {
        return Aim.of(settings);
    }

    /** AIM tells of rounds alone. */
    @Override
    int noticeAfterColumns() {
        return 2;
    }

    /** AIM's limit is on the whole model, single columns included. */
    @Test
    void theWholeModelStaysWithinItsSize() {
        Records rows = rows(4000, 5);
        for (int cells : new int[] {30, 60, 200}) {
            Settings settings = new Settings(Workload.triples(), cells * 8 / 1e6);
            Fit fit = synthesizer(settings)
                    .fit(door(rows, release(PrivacyBudget.of(10, 1e-6)), new SilentNoise()), Progress.NONE);
            assertTrue(Fields.of(fit).tree().cells() <= cells, Fields.of(fit).tree() + " of " + cells);
        }
        Fit free = fit(rows, release(PrivacyBudget.of(10, 1e-6)), new SilentNoise());
        assertTrue(Fields.of(free).tree().cells() > 200, "the limit did not bind");
    }

    /** (p, q) is further from independence than (r, s); with s as the target its pair weighs 10 against 8. */
    @Test
    void whatInvolvesTheTargetComesFirst() {
        Domain domain = Domain.of(Stream.of("p", "q", "r", "s")
                .map(name -> new Attribute(name, 4))
                .toList());
        Records.Builder rows = Records.builder(domain, 4096);
        for (int i = 0; i < 4096; i++) {
            int p = i % 4;
            int r = i / 4 % 4;
            int other = i / 256 % 4;
            rows.add(p, i / 16 % 16 < 12 ? p : other, r, i / 16 % 16 < 11 ? r : other);
        }
        for (Workload workload : List.of(Workload.pairs(), Workload.pairs().withTarget("s"))) {
            Release release = release(PrivacyBudget.of(2, 1e-9));
            synthesizer(new Settings(workload, 16))
                    .fit(PrivateTable.ofRows(rows.build(), release, new SilentNoise()), Progress.NONE);
            String first = release.charges().get(domain.size() + 1).query();
            assertEquals(workload.target().isEmpty() ? "marginal (p, q)" : "marginal (r, s)", first);
        }
    }

    /** A round is told once it is paid for: who stops at the third finds three choices and three answers charged. */
    @Test
    void eachRoundIsToldAfterItsCharges() {
        Release release = release(PrivacyBudget.of(1, 1e-9));
        List<String> told = new ArrayList<>();
        Progress stopping = new Progress() {
            @Override
            public void at(String stage, long done, long of) {
                assertTrue(done >= 0 && done <= of);
            }

            @Override
            public void round(int round, String measured, double error, double spent) {
                told.add(measured);
                if (round == 3) {
                    throw new CancellationException("stopped by a person");
                }
            }
        };
        PrivateTable table = door(rows(3000, 1), release, new SilentNoise());
        assertThrows(
                CancellationException.class,
                () -> synthesizer(Settings.standard()).fit(table, stopping));
        assertEquals(3, told.size());
        assertEquals(DOMAIN.size() + 2 * 3, release.charges().size());
        assertEquals(
                "marginal " + told.get(2),
                release.charges().get(DOMAIN.size() + 5).query());
    }
}

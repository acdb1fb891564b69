package org.effigy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What is said of tables with histories is true of them. Of n steps a share is off by less than 5 standard errors but for
 * 6e-7; shares that chance adds to are bounded by what it can add.
 */
class HistoriesTruthTest {
    private record Step<R>(R before, R after) {}

    private static <R> List<Step<R>> steps(SimulatedTable<R> table, int units) {
        List<Step<R>> steps = new java.util.ArrayList<>();
        for (int unit = 0; unit < units; unit++) {
            List<R> rows = table.unit(unit);
            for (int i = 1; i < rows.size(); i++) {
                steps.add(new Step<>(rows.get(i - 1), rows.get(i)));
            }
        }
        return steps;
    }

    private static <R> void assertShare(double least, double most, List<Step<R>> steps, Predicate<Step<R>> holds) {
        double share = (double) steps.stream().filter(holds).count() / steps.size();
        double error = 5 * Math.sqrt(.25 / steps.size());
        assertTrue(share > least - error && share < most + error, share + " of " + steps.size() + " steps");
    }

    @Test
    void patientsKeepTheirDiagnosisAndGetWorse() {
        List<Step<Encounter>> steps = steps(PatientHistories.of(11), 20_000);
        assertTrue(steps.size() > 8000, steps.size() + " steps");
        double kept = PatientHistories.KEPT;
        assertShare(
                kept,
                kept + (1 - kept) * .3,
                steps,
                step -> step.before().diagnosis().equals(step.after().diagnosis()));
        List<Step<Encounter>> open = steps.stream()
                .filter(step -> step.before().comorbidities() < Population.MOST_COMORBIDITIES)
                .toList();
        assertShare(
                PatientHistories.WORSE,
                PatientHistories.WORSE,
                open,
                step -> step.after().comorbidities() == step.before().comorbidities() + 1);
        for (Step<Encounter> step : steps) {
            assertTrue(step.after()
                    .admissionDate()
                    .isAfter(step.before().dischargedAt().toLocalDate()));
            boolean soon = !step.after()
                    .admissionDate()
                    .isAfter(step.before().dischargedAt().toLocalDate().plusDays(30));
            assertEquals(soon, step.before().readmitted());
        }
    }

    @Test
    void accountsHaveHabitsAndBursts() {
        List<Step<Transaction>> steps = steps(AccountHistories.of(11), 3000);
        assertTrue(steps.size() > 10_000, steps.size() + " steps");
        double habit = AccountHistories.HABIT;
        assertShare(
                habit,
                habit + (1 - habit) * .1,
                steps,
                step -> step.before().merchantId().equals(step.after().merchantId()));
        List<Step<Transaction>> home = steps.stream()
                .filter(step -> step.before().country().equals(step.before().homeCountry()))
                .toList();
        assertShare(
                AccountHistories.STAYS,
                AccountHistories.STAYS,
                home,
                step -> step.after().country().equals(step.after().homeCountry()));
        List<Step<Transaction>> after =
                steps.stream().filter(step -> step.before().fraud()).toList();
        assertShare(
                AccountHistories.AGAIN,
                AccountHistories.AGAIN,
                after,
                step -> step.after().fraud());
    }
}

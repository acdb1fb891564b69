package org.effigy.attack;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.Progress;

/**
 * The long form of the audits on worst neighbours: each model, both relations, one and two rows a unit, at (1, 0.01), and
 * rows added or removed at (3, 0). Prints a line of a table an audit; exits with 1 if a bound is above its claim at
 * {@value #SURE}.
 *
 * <p>Arguments: fits an audit, at least 200, 6,000 unless given; and models, all unless named. mst and aim with rows added
 * get five times as many fits, the hybrid a tenth, since each of its fits draws 20,000 rows.
 */
public final class TightAudits {
    private static final double LEVEL = .95;
    private static final double SURE = 1 - 1e-7;

    private record Task(String model, PrivacyBudget budget, int fits) {}

    private TightAudits() {}

    /** Runs the audits. */
    public static void main(String[] arguments) {
        int fits = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 6_000;
        NoiseSource noise = OpenDpNoise.load().withThreads(1);
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println(
                "| model | relation | rows a unit | epsilon, delta | fits | mu: ceiling | reachable | all answers >= |"
                        + " synthetic rows >= | rho: claim | all answers >= | synthetic rows >= | epsilon: all answers >= |"
                        + " synthetic rows >= | CPU ms a fit |");
        System.out.println("| --- ".repeat(15) + "|");
        boolean exceeded = false;
        List<String> models = arguments.length > 1
                ? Arrays.asList(arguments).subList(1, arguments.length)
                : List.of("mst", "aim", "independent", "copula", "privbayes", "hybrid");
        for (Task task : tasks(fits, models)) {
            long begun = machine.getProcessCpuTime();
            TightAudit audit = TightAudit.of(
                    WorstCase.of(task.model, task.budget),
                    noise,
                    new AttackSettings(
                            task.fits,
                            1,
                            0,
                            Sight.MODEL,
                            LEVEL,
                            Runtime.getRuntime().availableProcessors(),
                            1),
                    Progress.NONE);
            print(task, audit, (machine.getProcessCpuTime() - begun) / 1e6 / task.fits);
            exceeded |= audit.exceeded(SURE);
        }
        System.out.println();
        System.out.println((exceeded ? "ABOVE A CLAIM at " : "No bound is above its claim at ") + SURE + "; "
                + machine.getProcessCpuTime() / 1_000_000_000 + " CPU s.");
        System.exit(exceeded ? 1 : 0);
    }

    private static List<Task> tasks(int fits, List<String> models) {
        List<Task> tasks = new ArrayList<>();
        for (String model : models) {
            for (Neighbours neighbours : Neighbours.values()) {
                for (int kept = 1; kept <= 2; kept++) {
                    PrivacyUnit unit = kept == 1 ? PrivacyUnit.row() : PrivacyUnit.of("unit", kept);
                    boolean most = kept == 1
                            && neighbours == Neighbours.ADD_REMOVE
                            && (model.equals("mst") || model.equals("aim"));
                    int times = most ? 5 * fits : model.equals("hybrid") ? Math.max(200, fits / 10) : fits;
                    tasks.add(new Task(model, new PrivacyBudget(1, .01, neighbours, unit), times));
                }
            }
        }
        for (String model : models) {
            tasks.add(
                    new Task(model, PrivacyBudget.of(3, 0), model.equals("hybrid") ? Math.max(200, fits / 10) : fits));
        }
        return tasks;
    }

    private static void print(Task task, TightAudit audit, double milliseconds) {
        boolean pure = task.budget.delta() == 0;
        List<String> cells = new ArrayList<>(List.of(
                task.model,
                task.budget.neighbours().words(),
                "" + task.budget.unit().maxRows(),
                task.budget.epsilon() + ", " + task.budget.delta(),
                "" + task.fits));
        double rho = task.budget.limit() instanceof PrivacyLoss.ZeroConcentrated limit ? limit.rho() : Double.NaN;
        cells.add(pure ? "" : digits(audit.ceiling()));
        cells.add(pure ? "epsilon " + digits(audit.reach()) : digits(audit.information()));
        for (Telling telling : List.of(audit.answers(), audit.rows())) {
            cells.add(pure ? "" : digits(telling.mu(LEVEL)) + " (" + digits(telling.mu(SURE)) + ")");
        }
        cells.add(pure ? "" : digits(rho));
        for (Telling telling : List.of(audit.answers(), audit.rows())) {
            cells.add(pure ? "" : digits(telling.rho(LEVEL)) + " (" + digits(telling.rho(SURE)) + ")");
        }
        for (Telling telling : List.of(audit.answers(), audit.rows())) {
            cells.add(digits(telling.epsilon(LEVEL)) + " (" + digits(telling.epsilon(SURE)) + ")");
        }
        cells.add(String.format(Locale.ROOT, "%.1f", milliseconds));
        System.out.println("| " + String.join(" | ", cells) + " |");
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, value < .1 ? "%.4f" : "%.3f", value);
    }
}

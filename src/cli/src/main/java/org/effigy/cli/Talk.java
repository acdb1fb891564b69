package org.effigy.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.effigy.synth.Progress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a command says while it works, to people: on standard error, with progress bars on a terminal and none in a pipe. */
final class Talk {
    @Spec(Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing but errors.")
    boolean quiet;

    /** A line for people. */
    void say(String format, Object... arguments) {
        if (!quiet) {
            err().println(String.format(Locale.ROOT, format, arguments));
            err().flush();
        }
    }

    /** Names of columns in a sentence; exports have columns without one. */
    static String names(List<String> columns) {
        return columns.stream()
                .map(name -> name.isBlank() ? "one without a name" : name)
                .collect(Collectors.joining(", "));
    }

    /** Where results go. */
    PrintWriter out() {
        return Visible.of(spec.commandLine().getOut());
    }

    /** Where people read. */
    PrintWriter err() {
        return Visible.of(spec.commandLine().getErr());
    }

    /** A bar for each stage of some work, as the work reports it. */
    Bars bars() {
        return new Bars(this, !quiet && System.console() != null);
    }

    /** Progress bars, one a stage; closed with the work. */
    static final class Bars implements Progress, AutoCloseable {
        private final Talk talk;
        private final boolean shown;
        private String stage = "";
        private ProgressBar bar;

        private Bars(Talk talk, boolean shown) {
            this.talk = talk;
            this.shown = shown;
        }

        @Override
        public void asked(String marginal, String outcome) {
            close();
            talk.say("%s: %s.", marginal, outcome);
        }

        @Override
        public void at(String next, long done, long of) {
            if (!shown) {
                return;
            }
            if (bar == null || !next.equals(stage)) {
                close();
                stage = next;
                bar = new ProgressBarBuilder()
                        .setTaskName(Visible.line(next))
                        .setInitialMax(of)
                        .setStyle(ProgressBarStyle.ASCII)
                        .clearDisplayOnFinish()
                        .build();
            }
            bar.stepTo(done);
        }

        @Override
        public void round(int round, String measured, double error, double spent) {
            if (shown && bar != null) {
                bar.setExtraMessage(String.format(
                        Locale.ROOT,
                        " round %d: %s was off by %.3f; %.0f %% of the budget is left",
                        round,
                        Visible.line(measured),
                        error,
                        100 * (1 - spent)));
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }
}

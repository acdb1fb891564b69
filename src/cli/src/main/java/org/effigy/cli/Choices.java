package org.effigy.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.effigy.audit.advice.Goal;
import org.effigy.report.Decision;
import org.effigy.synth.Auto;
import org.effigy.synth.Synthesizer;

/** What a shell offers where an option takes one of few words. */
final class Choices {
    private Choices() {}

    /** Of {@code --model}. */
    static final class Models implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> names = new ArrayList<>(Synthesizer.names());
            names.add(0, Auto.NAME);
            return names.iterator();
        }
    }

    /** Of {@code --histories}. */
    static final class HistoryKinds extends Words {
        HistoryKinds() {
            super("auto", "none");
        }
    }

    /** Of {@code --bins}. */
    static final class BinMethods extends Words {
        BinMethods() {
            super("equal", "quantile", "tree");
        }
    }

    /** Of {@code --workload}. */
    static final class Workloads extends Words {
        Workloads() {
            super("triples", "pairs", "singles");
        }
    }

    /** Of {@code --copula}. */
    static final class Copulas extends Words {
        Copulas() {
            super("gaussian", "student-t");
        }
    }

    /** Of {@code --correlation}. */
    static final class Correlations extends Words {
        Correlations() {
            super("scatter", "kendall");
        }
    }

    /** Of {@code --neighbours}. */
    static final class Relations extends Words {
        Relations() {
            super("add/remove", "replace");
        }
    }

    /** Of {@code advise --by}. */
    static final class Goals implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Goal.values()).map(Goal::id).iterator();
        }
    }

    /** Of {@code advise --learner}. */
    static final class Learners extends Words {
        Learners() {
            super("trees", "linear");
        }
    }

    /** Of {@code attack --kind}. */
    static final class Kinds extends Words {
        Kinds() {
            super("one-run", "many-run", "shadow", "inference", "reconstruct");
        }
    }

    /** Of {@code decide --decision}. */
    static final class Decisions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Decision.Choice.values())
                    .map(Decision.Choice::word)
                    .iterator();
        }
    }

    /** Words that are written here. */
    private abstract static class Words implements Iterable<String> {
        private final List<String> words;

        Words(String... words) {
            this.words = List.of(words);
        }

        @Override
        public Iterator<String> iterator() {
            return words.iterator();
        }
    }
}

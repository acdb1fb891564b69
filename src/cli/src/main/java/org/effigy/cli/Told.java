package org.effigy.cli;

import java.util.Locale;
import java.util.Map;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditSection;
import org.effigy.audit.Findings;
import org.effigy.audit.Power;
import org.effigy.synth.Progress;

/** Attacks of an audit that tell when they begin. */
final class Told {
    private final Progress progress;
    private final int all;
    private int begun;

    /** Attacks of so many in all. */
    Told(Progress progress, int all) {
        this.progress = progress;
        this.all = all;
    }

    AuditSection of(AuditSection section) {
        return new AuditSection() {
            @Override
            public String title() {
                return section.title();
            }

            @Override
            public Findings examine(AuditCase tables) {
                begin(section.title());
                return section.examine(tables);
            }

            @Override
            public Map<String, Power> foresee(AuditCase tables) {
                return section.foresee(tables);
            }
        };
    }

    private void begin(String title) {
        progress.at("attack: " + title.toLowerCase(Locale.ROOT), begun++, all);
    }
}

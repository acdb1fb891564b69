package org.effigy.audit.privacy;

import java.util.SplittableRandom;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditTable;

/**
 * The real rows whose membership is guessed: all, or one drawn at random of each unit, since rows of one person are no
 * independent trials. Members and outsiders are then draws from one population, told apart only by whether the generator
 * saw them.
 *
 * @param members of train
 * @param outsiders of the holdout
 */
record Targets(AuditTable members, AuditTable outsiders) {
    /** @throws java.util.NoSuchElementException if there is no holdout */
    static Targets of(AuditCase tables) {
        SplittableRandom random = new SplittableRandom(tables.seed());
        return new Targets(
                tables.train().onePerUnit(random.split()),
                tables.holdout().orElseThrow().onePerUnit(random.split()));
    }
}

package org.effigy.table;

import java.util.Arrays;
import java.util.Locale;

/** What a field is for; {@code effigy:role} in a schema. */
public enum Role {
    /** An ordinary field: modelled. No role is written for it. */
    PLAIN,
    /** Names a row. Not modelled: the output holds running numbers, not derived from the real ones. */
    IDENTIFIER,
    /** Names the privacy unit (a patient, an account). Not modelled: the output holds running numbers. */
    UNIT,
    /** Modelled, and what an attacker would like to learn: audits look at it closely. */
    SENSITIVE,
    /** Modelled, and what a downstream model predicts. */
    TARGET;

    /**
     * The role of a name in a schema.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Role named(String name) {
        return Arrays.stream(values())
                .filter(role -> role != PLAIN && role.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("effigy:role '" + name
                        + "' is not one of identifier, unit, sensitive, target: choose one or leave the role out"));
    }

    /** The name in a schema. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether fields of this role are part of the model's domain. */
    public boolean isModelled() {
        return this != IDENTIFIER && this != UNIT;
    }
}

package org.effigy.audit.utility;

import java.util.List;
import org.effigy.audit.AuditTable;

/** Logistic regression on main effects: sees single columns, not how they go together. */
final class LogisticDiscriminator implements Discriminator {
    @Override
    public String id() {
        return "logistic";
    }

    @Override
    public List<double[]> scores(AuditTable real, AuditTable synthetic, List<AuditTable> judged) {
        Design design = Design.of(List.of(real, synthetic));
        LogisticModel model = LogisticModel.fit(design.rows(real), design.rows(synthetic), design.features());
        return judged.stream()
                .map(table -> model.probabilities(design.rows(table)))
                .toList();
    }
}

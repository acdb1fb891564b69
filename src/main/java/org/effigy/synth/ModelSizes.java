package org.effigy.synth;

import java.util.ArrayList;
import java.util.List;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.model.JunctionTree;

/** How large a model would be if one more marginal were measured. */
final class ModelSizes {
    private final Domain domain;

    ModelSizes(Domain domain) {
        this.domain = domain;
    }

    /** Cells of the junction tree of these marginals and one more. */
    long with(List<Clique> measured, JunctionTree tree, Clique more) {
        if (tree.covers(more)) {
            return 0;
        }
        List<Clique> all = new ArrayList<>(measured);
        all.add(more);
        return JunctionTree.plan(domain, all).cells();
    }
}

package org.effigy.attack;

import java.util.List;

/**
 * A unit whose presence is asked about.
 *
 * @param with its rows where it is in: codes by the columns of the domain
 * @param without the rows that stand in for it where it is out; none under add/remove
 */
record Target(List<int[]> with, List<int[]> without) {
    Target {
        with = List.copyOf(with);
        without = List.copyOf(without);
    }
}

package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JunctionTreeTest {
    static List<Shapes> shapes() {
        return Shapes.all();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyCliqueHasAHomeAndEveryAttributeIsConnected(Shapes shape) {
        JunctionTree tree = JunctionTree.plan(shape.domain(), shape.cliques());
        for (Clique clique : shape.cliques()) {
            assertTrue(tree.covers(clique));
            assertTrue(clique.isSubsetOf(tree.cliques().get(tree.home(clique))));
        }
        long cells = 0;
        for (int c = 0; c < tree.cliques().size(); c++) {
            assertTrue(tree.parent(c) < c, "a parent stands before its children");
            cells += shape.domain().cells(tree.cliques().get(c));
            for (int other = 0; other < c; other++) {
                assertFalse(tree.cliques().get(c).isSubsetOf(tree.cliques().get(other)));
                assertFalse(tree.cliques().get(other).isSubsetOf(tree.cliques().get(c)));
            }
        }
        assertEquals(cells, tree.cells());
        for (int v = 0; v < shape.domain().size(); v++) {
            // In a forest where the cliques with v are connected, all of them but one have v in common with a parent.
            int attribute = v;
            long with = tree.cliques().stream()
                    .filter(clique -> clique.contains(attribute))
                    .count();
            long joined = IntStream.range(0, tree.cliques().size())
                    .filter(c -> tree.separator(c).contains(attribute))
                    .count();
            assertEquals(1, with - joined);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theOrderOfTheCliquesMakesNoDifference(Shapes shape) {
        List<Clique> shuffled = new ArrayList<>(shape.cliques());
        Collections.shuffle(shuffled, new Random(1));
        assertEquals(JunctionTree.plan(shape.domain(), shape.cliques()), JunctionTree.plan(shape.domain(), shuffled));
    }

    @Test
    void aTreeOfPairsNeedsNoMoreThanThePairs() {
        int n = 500;
        int[] sizes = IntStream.range(0, n).map(i -> 2 + i % 7).toArray();
        Domain domain = Shapes.domain(sizes);
        List<Clique> pairs =
                IntStream.range(1, n).mapToObj(i -> Clique.of(i, (i - 1) / 3)).toList();
        JunctionTree tree = JunctionTree.plan(domain, pairs);
        assertEquals(pairs.stream().mapToLong(domain::cells).sum(), tree.cells());
    }

    @Test
    void aLoopNeedsTriplesOnly() {
        int n = 20;
        int[] sizes = new int[n];
        Arrays.fill(sizes, 3);
        List<Clique> loop =
                IntStream.range(0, n).mapToObj(i -> Clique.of(i, (i + 1) % n)).toList();
        assertEquals(27 * (n - 2), JunctionTree.plan(Shapes.domain(sizes), loop).cells());
    }

    @Test
    void aGridIsCutAcrossItsShortSide() {
        int rows = 3;
        int columns = 8;
        int[] sizes = new int[rows * columns];
        Arrays.fill(sizes, 2);
        List<Clique> edges = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (r + 1 < rows) {
                    edges.add(Clique.of(r * columns + c, (r + 1) * columns + c));
                }
                if (c + 1 < columns) {
                    edges.add(Clique.of(r * columns + c, r * columns + c + 1));
                }
            }
        }
        JunctionTree tree = JunctionTree.plan(Shapes.domain(sizes), edges);
        // The treewidth of a 3 x n grid is 3: no table is over more than 4 attributes.
        assertEquals(4, tree.cliques().stream().mapToInt(Clique::size).max().orElseThrow());
    }

    @Test
    void aTreeOverTheLimitIsRefusedByNameBeforeAnythingIsAllocated() {
        Domain domain = Domain.of(List.of(
                new Attribute("zip", 40_000),
                new Attribute("birthday", 40_000),
                new Attribute("diagnosis", 40_000),
                new Attribute("sex", 2)));
        List<Clique> pairs = List.of(
                domain.clique("zip", "birthday"),
                domain.clique("birthday", "diagnosis"),
                domain.clique("zip", "diagnosis"),
                domain.clique("sex"));
        JunctionTree tree = JunctionTree.plan(domain, pairs);
        assertEquals(64_000_000_000_002L, tree.cells());
        TreeTooLargeException refusal =
                assertThrows(TreeTooLargeException.class, () -> tree.requireCellsAtMost(1_000_000));
        assertEquals(64_000_000_000_002L, refusal.cells());
        assertEquals(1_000_000, refusal.limit());
        assertTrue(refusal.getMessage().contains("(zip, birthday, diagnosis)"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("(zip, birthday)"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("raise the limit"), refusal.getMessage());
        // No limit makes a table longer than an array.
        assertThrows(TreeTooLargeException.class, () -> tree.requireCellsAtMost(Long.MAX_VALUE));
    }

    @Test
    void cellsBeyondALongAreCountedAsMore() {
        int[] sizes = new int[8];
        Arrays.fill(sizes, 1 << 20);
        Domain domain = Shapes.domain(sizes);
        JunctionTree tree = JunctionTree.plan(domain, List.of(domain.all()));
        assertEquals(Long.MAX_VALUE, tree.cells());
        assertThrows(TreeTooLargeException.class, () -> tree.requireCellsAtMost(Long.MAX_VALUE - 1));
    }

    @Test
    void aCliqueOutsideTheDomainIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> JunctionTree.plan(Shapes.domain(2), List.of(Clique.of(1))));
    }
}

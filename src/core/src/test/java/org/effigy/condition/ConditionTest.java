package org.effigy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.effigy.condition.Condition.Comparison;
import org.effigy.condition.Condition.Kind;
import org.effigy.condition.Condition.Operand;
import org.effigy.condition.Condition.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        age >= 65                                   | age >= 65
        age>=65                                     | age >= 65
        sex == F                                    | sex = F
        sex <> F                                    | sex != F
        "length of stay" between 3 and 10           | "length of stay" between 3 and 10
        [length of stay] > -2.5                     | "length of stay" > -2.5
        a < [b c]                                   | a < [b c]
        day >= 01.12.2024                           | day >= 01.12.2024
        ward in (A, 'B 2', "x '' y")                | ward in (A, "B 2", "x '' y")
        ward not in (A)                             | not ward in (A)
        x is missing                                | x missing
        x is not missing                            | x present
        x not missing and y present                 | x present and y present
        a = 1 or b = 2 and c = 3                    | a = 1 or (b = 2 and c = 3)
        not a = 1 and b = 2                         | (not a = 1) and b = 2
        sex = male IMPLIES pregnant = no            | sex = male implies pregnant = no
        a = "and"                                   | a = "and"
        """)
    void conditionsAreReadAndWrittenSoThatTheyCanBeReadBack(String text, String written) {
        Condition read = Condition.parse(text);
        assertEquals(written, read.toString());
        assertEquals(read, Condition.parse(read.toString()), text);
    }

    @Test
    void anAndBindsMoreThanAnOr() {
        Condition one = new Comparison("a", Operator.EQUAL, new Operand(Kind.WORD, "1"));
        assertEquals(
                new Condition.Or(List.of(one, new Condition.And(List.of(one, one)))),
                Condition.parse("a = 1 or a = 1 and a = 1"));
    }

    @Test
    void conjunctsAreWhatAllHolds() {
        assertEquals(
                List.of("a = 1", "not b = 2", "not c = 3", "d = 4", "not e = 5"),
                Condition.parse("a = 1 and not (b = 2 or c = 3) and not (d = 4 implies e = 5)").conjuncts().stream()
                        .map(Condition::toString)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        ~~                  | at character 1: expected the name of a column, and there is nothing more
        age                 | after 'age', and there is nothing more
        age >=              | expected a value, and there is nothing more
        age >= 65 sex = F   | at character 11: expected 'and', 'or', 'implies' or the end
        (age >= 65          | expected ')'
        ward in A           | expected '('
        ward = "A           | never closed
        [ward = A           | never closed
        x between 1 or 2    | 'and' between the two ends
        a = not             | a name or value that is spelled so goes into quotes
        a = b;c             | ';' has no meaning here
        """)
    void whatIsNoConditionIsRefusedWithItsPlace(String text, String why) {
        String said = assertThrows(IllegalArgumentException.class, () -> Condition.parse(text == null ? "" : text))
                .getMessage();
        assertTrue(said.contains(why), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not "})
    void conditionsThatGoTooDeepAreRefused(String opening) {
        String text = opening.repeat(100_000) + "a = 1";
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Condition.parse(text))
                .getMessage()
                .contains("deeper than 100"));
    }
}

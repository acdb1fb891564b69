package org.effigy.replay;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.effigy.measure.Histories;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.synth.DomainOrigin;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Lineage;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Progress;
import org.effigy.synth.Settings;
import org.effigy.synth.Steps;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.HistoryCodec;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fit of histories follows from the door's answers, whatever the rows are; neighbours' answers move by what is charged. */
class HistoriesReplayTest {
    private static final Schema SCHEMA = SchemaJson.parse("""
        {"fields": [
          {"name": "p", "effigy:role": "unit"},
          {"name": "sex", "effigy:of": "unit", "constraints": {"required": true, "enum": ["F", "M"]}},
          {"name": "day", "type": "date", "effigy:order": {"mostRows": 6},
           "constraints": {"required": true, "minimum": "2024-01-01", "maximum": "2024-12-31"}},
          {"name": "ward", "constraints": {"required": true, "enum": ["A", "B", "C"]}},
          {"name": "cost", "type": "integer", "constraints": {"minimum": 0, "maximum": 999}}]}\
        """, "schema");

    private static final String HEAD = "p,sex,day,ward,cost\n";

    private static String person(int number, int rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "p%d,%s,2024-%02d-%02d,%s,%s%n",
                    number,
                    number % 2 == 0 ? "F" : "M",
                    1 + (number + 2 * i) % 12,
                    1 + number % 28,
                    "ABC".charAt((number + i) % 3),
                    number % 5 == 0 ? "" : Integer.toString(number * 37 % 1000)));
        }
        return text.toString();
    }

    private static String table(Set<Integer> people, int rows) {
        StringBuilder text = new StringBuilder(HEAD);
        people.forEach(number -> text.append(person(number, 1 + number % rows)));
        return text.toString();
    }

    private static List<Replay.Other> others(Set<Integer> people) {
        Set<Integer> fewer = new TreeSet<>(people);
        fewer.remove(7);
        List<Replay.Other> others = new ArrayList<>();
        String whole = table(people, 4);
        others.add(new Replay.Other("a person less", table(fewer, 4), InvalidValues.REFUSE, true));
        others.add(new Replay.Other("a long history more", whole + person(999, 40), InvalidValues.REFUSE, true));
        others.add(new Replay.Other(
                "all rows of a person alike", whole + "q,F,2024-01-01,A,1\n".repeat(6), InvalidValues.REFUSE, true));
        others.add(new Replay.Other("a person of one row more", whole + person(998, 1), InvalidValues.REFUSE, true));
        others.add(new Replay.Other("nobody", HEAD, InvalidValues.REFUSE, false));
        others.add(new Replay.Other("one row", HEAD + person(3, 1), InvalidValues.REFUSE, false));
        others.add(new Replay.Other("long histories", table(people, 30), InvalidValues.REFUSE, false));
        return others;
    }

    private static Replay.Output fit(PrivacyBudget budget, String model, boolean tells, String csv, Witness witness)
            throws IOException {
        Release release = witness.at(MemoryLedger.of("table", budget).open("fit", budget));
        CsvInput input = CsvInput.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "table");
        CodedTable rows = TableReader.of(SCHEMA).readRecords(input);
        HistoryCodec codec = HistoryCodec.of(SCHEMA);
        Histories doors = Histories.of(
                codec.layout(),
                rows.records(),
                rows.units().orElseThrow(),
                rows.order().orElseThrow(),
                release,
                witness);
        FittedModel fitted = FittedModel.fit(
                Synthesizer.named(model, Settings.standard()),
                Steps.synthesizer(model, codec, budget, 1),
                doors,
                SCHEMA,
                DomainOrigin.DECLARED,
                Lineage.REAL,
                Progress.NONE);
        int drawn = tells ? rows.records().rows() : (int) Math.min(300, fitted.estimatedRows());
        return new Replay.Output(
                ModelFile.bytes(fitted), fitted.sample(Math.max(1, drawn), 7).printAll());
    }

    private static PrivacyBudget budget(double delta, Neighbours neighbours) {
        return new PrivacyBudget(20, delta, neighbours, PrivacyUnit.of("p", 4));
    }

    private static Set<Integer> people() {
        Set<Integer> people = new TreeSet<>();
        for (int number = 0; number < 200; number++) {
            people.add(number);
        }
        return people;
    }

    @ParameterizedTest
    @CsvSource({
        "independent, 1e-6, ADD_REMOVE",
        "mst, 1e-6, ADD_REMOVE",
        "mst, 0, ADD_REMOVE",
        "privbayes, 1e-6, REPLACE",
        "copula, 1e-6, REPLACE"
    })
    void nothingButTheAnswersMatters(String model, double delta, Neighbours neighbours) throws IOException {
        PrivacyBudget budget = budget(delta, neighbours);
        // Under replace the number of people is public, so tables of others are not to be told from.
        List<Replay.Other> others = others(people()).stream()
                .filter(other ->
                        neighbours == Neighbours.ADD_REMOVE || other.name().equals("long histories"))
                .toList();
        Transcript recorded = Replay.check(
                (csv, policy, witness) -> fit(budget, model, false, csv, witness), table(people(), 4), others, 3);
        assertTrue(recorded.answers.size() > 4, recorded.answers.size() + " answers");
    }

    @Test
    void asManyRowsAsThereReallyAreAreCaught() {
        PrivacyBudget budget = budget(1e-6, Neighbours.ADD_REMOVE);
        assertThrows(
                AssertionError.class,
                () -> Replay.check(
                        (csv, policy, witness) -> fit(budget, "independent", true, csv, witness),
                        table(people(), 4),
                        others(people()),
                        3));
    }
}

package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.effigy.privacy.LedgerStatement;
import org.effigy.report.ReleaseCard;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.table.PendingFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy card}. */
@Command(
        name = "card",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Writes a release card: what is promised to whom, for those who get the rows.",
        description = {
            "",
            "A page with everything in it, and its JSON twin. It holds public facts alone and may be shared.",
            "",
            "Example: effigy card patients.effigy --ledger patients.ledger -o patients.card.html",
            ""
        })
final class CardCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that 'effigy fit' wrote.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "HTML",
            description = "The page to write.")
    private Path output;

    @Option(names = "--json", paramLabel = "JSON", description = "The JSON twin to write.")
    private Path json;

    @Option(
            names = "--ledger",
            paramLabel = "LEDGER",
            description = "The ledger that paid: the card then says what all releases together have spent.")
    private Path ledger;

    @Option(
            names = "--use",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What the release is meant for, in your words.")
    private String use;

    @Mixin
    private Signing signing;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        if (output == null && json == null) {
            throw new UsageException("say where the card goes: -o card.html, --json card.json, or both");
        }
        List<Path> outputs = Stream.of(output, json).filter(Objects::nonNull).toList();
        Guard guard = new Guard().reads(file).reads(ledger);
        outputs.forEach(guard::writes);
        signing.enter(guard, outputs).check();
        signing.open(talk);
        FittedModel model = ModelFile.read(file);
        Optional<LedgerStatement> statement = Optional.ofNullable(ledger)
                .map(paid -> PaidFrom.statement(paid, model.provenance(), "the model's charges"));
        ReleaseCard card = ReleaseCard.of(model, ModelFile.digest(model), statement, use);
        if (output != null) {
            write(output, card.html());
            talk.say("Wrote the release card %s.", output);
        }
        if (json != null) {
            write(json, card.json());
            talk.say("Wrote its JSON twin %s.", json);
        }
        return 0;
    }

    private void write(Path target, byte[] content) throws IOException {
        PendingFile.write(target, content);
        signing.sign(target, content, talk);
    }
}

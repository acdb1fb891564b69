package org.effigy.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.effigy.privacy.Neighbours;
import org.effigy.report.Amounts;
import org.effigy.synth.Auto;
import org.effigy.synth.DiscoveryCost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy plan}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Says what of a table will survive the noise of a budget, before any of it is spent.",
        description = {
            "",
            "Looks at the schema and the budget, at no row: a fit prints the same before it begins. 'seen from' is how"
                    + " many rows a value must have to stand out from noise; with --expected-rows, a number that you state"
                    + " and that steers nothing, each column has an outlook too.",
            "",
            "Example: effigy plan patients.schema.json --epsilon 1 --delta 1e-9 --expected-rows 20k",
            ""
        })
final class PlanCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SCHEMA", description = "What the table may hold. Public knowledge.")
    private Path schema;

    @Option(names = "--epsilon", required = true, paramLabel = "E", description = "As a fit takes it.")
    private double epsilon;

    @Option(
            names = "--delta",
            paramLabel = "D",
            defaultValue = "1e-9",
            description = "As a fit takes it. Default: ${DEFAULT-VALUE}.")
    private double delta;

    @Option(
            names = "--neighbours",
            paramLabel = "RELATION",
            defaultValue = "add/remove",
            converter = FitOptions.Relation.class,
            description = "add/remove or replace. Default: ${DEFAULT-VALUE}.")
    private Neighbours neighbours;

    @Option(names = "--unit", paramLabel = "COLUMN", description = "The column that names whom to protect.")
    private String unit;

    @Option(names = "--max-rows-per-unit", paramLabel = "K", description = "As a fit takes it; needed with a unit.")
    private Integer maxRowsPerUnit;

    @Option(
            names = "--expected-rows",
            paramLabel = "N",
            description = "How many rows you expect to use. It must not come from the table if that is secret.")
    private Long expectedRows;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = Auto.NAME,
            completionCandidates = Choices.Models.class,
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private String model;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column that will be predicted; 'none' for none.")
    private String target;

    @Option(names = "--clique", paramLabel = "COL,COL[=W]", description = "Columns that should be right together.")
    private List<String> cliques = List.of();

    @Option(
            names = "--discover",
            paramLabel = "COL[,COL]",
            split = ",",
            description = "Columns that are to be discovered.")
    private List<String> discover = List.of();

    @Option(names = "--discover-share", paramLabel = "S", description = "The share of the budget for that.")
    private Double discoverShare;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        FitOptions fit = new FitOptions();
        fit.schema = schema;
        fit.epsilon = epsilon;
        fit.delta = delta;
        fit.neighbours = neighbours;
        fit.unit = unit;
        fit.maxRowsPerUnit = maxRowsPerUnit;
        fit.expectedRows = expectedRows;
        fit.model = model;
        fit.copula = "gaussian";
        fit.correlation = "scatter";
        fit.target = target;
        fit.cliques = cliques;
        fit.discover = discover;
        fit.discoverShare = discoverShare;
        Fitting.Planned planned = new Fitting(fit, talk).plan();
        PrintWriter out = talk.out();
        out.println(Amounts.release(planned.budget()) + ", model '"
                + planned.synthesizer().name() + "'");
        if (!planned.before().isEmpty()) {
            out.println("Other releases discovered columns of this schema, so by itself the file will promise "
                    + Amounts.promise(DiscoveryCost.promise(planned.budget(), planned.before())));
        }
        PlanTable.tell(planned.plan(), true, out::println);
        out.flush();
        return 0;
    }
}

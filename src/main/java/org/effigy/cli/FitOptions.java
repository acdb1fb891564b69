package org.effigy.cli;

import java.nio.file.Path;
import org.effigy.privacy.Neighbours;
import org.effigy.table.InvalidValues;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a fit needs to know; shared by {@code fit} and {@code synthesize}. */
final class FitOptions {
    @Parameters(index = "0", paramLabel = "INPUT", description = "The private table, as CSV; '-' reads standard input.")
    String input;

    @Option(
            names = "--schema",
            required = true,
            paramLabel = "FILE",
            description = "What the table may hold: a Frictionless Table Schema. Public knowledge.")
    Path schema;

    @Option(
            names = "--epsilon",
            required = true,
            paramLabel = "E",
            description = "How much one unit may change the odds of any result: exp(E). 1 is common, smaller is safer.")
    double epsilon;

    @Option(
            names = "--delta",
            required = true,
            paramLabel = "D",
            description = "The probability with which that may fail; far below 1 over the number of people, as 1e-9."
                    + " 0 asks for pure differential privacy.")
    double delta;

    @Option(
            names = "--neighbours",
            paramLabel = "RELATION",
            defaultValue = "add/remove",
            converter = Relation.class,
            description = "add/remove (the number of units is secret) or replace (it is public)."
                    + " Default: ${DEFAULT-VALUE}.")
    Neighbours neighbours;

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            description = "The column that names whom to protect, as a patient's number. Default: the schema's field of"
                    + " role 'unit'; without one each row is a unit.")
    String unit;

    @Option(
            names = "--max-rows-per-unit",
            paramLabel = "K",
            description = "At most K rows of each unit are used. Needed with a unit; smaller means less noise.")
    Integer maxRowsPerUnit;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "independent",
            description = "The model: ${DEFAULT-VALUE}.")
    String model;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "The ledger of this data set over all releases ('effigy ledger init' makes one). Without it"
                    + " only this release is counted.")
    Path ledger;

    @Option(
            names = "--domain-is-public",
            description = "State that the schema's categories and bounds are public, though it was derived from data."
                    + " Recorded in every output.")
    boolean domainIsPublic;

    @Option(
            names = "--invalid",
            paramLabel = "POLICY",
            defaultValue = "refuse",
            description = "Values that the schema does not allow: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    InvalidValues invalid;

    @Option(
            names = "--allow-synthetic-input",
            description = "Fit on rows whose manifest says that they are synthetic. Their faults add up.")
    boolean allowSyntheticInput;

    /** Reads a relation by its words. */
    static final class Relation implements ITypeConverter<Neighbours> {
        @Override
        public Neighbours convert(String words) {
            return Neighbours.of(words);
        }
    }
}

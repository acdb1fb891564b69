package org.effigy.cli;

import org.effigy.table.TableInput;
import org.effigy.table.TableKind;
import org.effigy.table.database.DatabaseAddress;
import org.effigy.table.database.DatabaseInput;
import org.effigy.table.database.Query;
import picocli.CommandLine.Option;

/** Which rows of a database are read. */
final class FromDatabase {
    @Option(
            names = "--table",
            paramLabel = "NAME",
            description =
                    "The table of the database that INPUT names, as patients or ward.patients. Who reads it stands in"
                            + " PGUSER and PGPASSWORD, or in a password file (~/.pgpass).")
    private String table;

    @Option(
            names = "--query",
            paramLabel = "SQL",
            description =
                    "In place of --table: columns of one table, and a condition on its rows. Joins, groups, windows"
                            + " and limits are refused: one unit would change more rows than its own.")
    private String query;

    /**
     * The table of a name, or rows of a database.
     *
     * @throws UsageException if the name is of none, or the options don't go with it
     */
    TableInput input(String name) {
        if (TableKind.of(name) != TableKind.DATABASE) {
            if (table != null || query != null) {
                throw new UsageException("--table and --query are for a database, and '" + name
                        + "' is a file: leave them out, or name a database as jdbc:postgresql://host/database");
            }
            return Places.table(name);
        }
        if ((table == null) == (query == null)) {
            throw new UsageException("of a database, name what is read: either --table NAME or --query 'SELECT ...'");
        }
        return UsageException.unless(() -> DatabaseInput.of(
                DatabaseAddress.of(name, System.getenv()), table != null ? Query.ofTable(table) : Query.of(query)));
    }
}

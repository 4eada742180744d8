package dev.tapeline.company;

import dev.tapeline.analysis.directory.ListingRow;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Listings and names that were imported, in the order in which they came first.
 *
 * @param revision counts the imports that changed something
 */
record ImportedRows(long revision, List<ListingRow> listings, List<ListingRow> names) {

  /** All that there are. */
  static ImportedRows read(Handle handle) {
    long revision = revision(handle);
    List<ListingRow> listings =
        handle
            .createQuery("select * from imported_listing order by place")
            .map(
                (row, context) ->
                    new ListingRow(
                        row.getString("ticker"),
                        row.getString("name"),
                        row.getString("mic"),
                        row.getString("currency"),
                        row.getString("country"),
                        row.getString("sector"),
                        row.getString("isin"),
                        row.getString("issuer_key"),
                        row.getBoolean("delisted")))
            .list();
    List<ListingRow> names =
        handle
            .createQuery("select ticker, name from imported_name order by place")
            .map(
                (row, context) ->
                    new ListingRow(
                        row.getString("ticker"),
                        row.getString("name"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false))
            .list();
    return new ImportedRows(revision, listings, names);
  }

  static long revision(Handle handle) {
    return handle.createQuery("select revision from directory_revision").mapTo(Long.class).one();
  }

  boolean isEmpty() {
    return listings.isEmpty() && names.isEmpty();
  }
}

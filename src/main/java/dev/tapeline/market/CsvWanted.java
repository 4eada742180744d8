package dev.tapeline.market;

import dev.tapeline.rest.Accepted;
import dev.tapeline.rest.CsvTable;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Reads from {@code Accept} whether a list is wanted as CSV rather than as JSON. */
final class CsvWanted {
  private CsvWanted() {}

  /** Whether the first acceptable type that a list has is CSV. */
  static boolean by(HttpHeaders headers) {
    return Accepted.of(headers, MediaType.APPLICATION_JSON, CsvTable.MEDIA_TYPE)
        .equals(CsvTable.MEDIA_TYPE);
  }
}

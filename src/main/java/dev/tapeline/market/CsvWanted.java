package dev.tapeline.market;

import dev.tapeline.rest.CsvTable;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Reads from {@code Accept} whether a list is wanted as CSV rather than as JSON. */
final class CsvWanted {
  private CsvWanted() {}

  /** Whether the first acceptable type that a list has is CSV. */
  static boolean by(HttpHeaders headers) {
    for (MediaType type : headers.getAcceptableMediaTypes()) {
      if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return false;
      }
      if (type.isCompatible(MediaType.valueOf(CsvTable.MEDIA_TYPE))) {
        return true;
      }
    }
    return false;
  }
}

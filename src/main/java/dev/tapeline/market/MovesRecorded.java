package dev.tapeline.market;

import java.time.LocalDate;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Moves were computed and explained, and are about to be committed: fired to observers in the
 * transaction that ends what is due, so that what they write in it is neither lost nor doubled.
 *
 * @param handle the transaction
 * @param series ids of price series, each with the first session that was computed anew
 */
public record MovesRecorded(Handle handle, Map<Integer, LocalDate> series) {

  public MovesRecorded {
    series = Map.copyOf(series);
  }
}

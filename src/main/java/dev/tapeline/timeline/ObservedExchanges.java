package dev.tapeline.timeline;

import dev.tapeline.exchange.Exchanges;
import dev.tapeline.exchange.Mic;
import dev.tapeline.exchange.ObservedSessions;
import dev.tapeline.exchange.SessionObservation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges, with what recorded bars have shown of their sessions. Whoever keeps bars counts
 * them and writes down where they decide against a calendar, or where the calendar ends; everybody
 * who wants to know a session reads it here.
 */
public final class ObservedExchanges {

  /** What was read last; versions are unique, in whichever database they are. */
  private static volatile @Nullable Known known;

  private ObservedExchanges() {}

  private record Known(UUID version, Exchanges exchanges) {}

  /** The exchanges as they are known in a database now. */
  public static Exchanges in(Handle handle) {
    return of(
        handle,
        handle
            .createQuery("select version from observed_sessions_version")
            .mapTo(UUID.class)
            .one());
  }

  /**
   * The exchanges of a version.
   *
   * @param version the one that {@code observed_sessions_version} holds in this transaction
   */
  public static Exchanges of(Handle handle, UUID version) {
    Known last = known;
    if (last == null || !last.version().equals(version)) {
      last = new Known(version, read(handle));
      known = last;
    }
    return last.exchanges();
  }

  private static Exchanges read(Handle handle) {
    Map<Mic, List<SessionObservation>> observations = new HashMap<>();
    handle
        .createQuery("select mic, session, active, with_volume from observed_session")
        .map(
            (row, context) ->
                Map.entry(
                    Mic.of(row.getString("mic")),
                    new SessionObservation(
                        row.getObject("session", LocalDate.class),
                        row.getInt("active"),
                        row.getInt("with_volume"))))
        .forEach(
            entry ->
                observations
                    .computeIfAbsent(entry.getKey(), any -> new ArrayList<>())
                    .add(entry.getValue()));
    return observations.isEmpty()
        ? Exchanges.builtIn()
        : Exchanges.builtIn()
            .withObservedSessions(
                mic -> {
                  List<SessionObservation> own = observations.get(mic);
                  return own == null ? ObservedSessions.none() : ObservedSessions.of(own);
                });
  }
}

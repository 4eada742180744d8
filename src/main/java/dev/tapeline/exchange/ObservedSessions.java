package dev.tapeline.exchange;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The days of an exchange on which bars have decided whether there was a session. Immutable. */
public final class ObservedSessions {

  private static final ObservedSessions NONE = new ObservedSessions(Map.of());

  private final Map<LocalDate, Boolean> traded;

  private ObservedSessions(Map<LocalDate, Boolean> traded) {
    this.traded = traded;
  }

  /** Nothing observed: calendars alone decide. */
  public static ObservedSessions none() {
    return NONE;
  }

  /** The observations that are decided; of two for one date the later in the collection counts. */
  public static ObservedSessions of(Collection<SessionObservation> observations) {
    Map<LocalDate, Boolean> traded = new HashMap<>();
    for (SessionObservation observation : observations) {
      switch (observation.verdict()) {
        case TRADED -> traded.put(observation.date(), true);
        case CLOSED -> traded.put(observation.date(), false);
        case UNDECIDED -> traded.remove(observation.date());
      }
    }
    return new ObservedSessions(Map.copyOf(traded));
  }

  /** Whether there was a session on a date; empty where bars have not decided it. */
  public Optional<Boolean> traded(LocalDate date) {
    return Optional.ofNullable(traded.get(date));
  }

  /** How many dates are decided. */
  public int size() {
    return traded.size();
  }
}

package dev.tapeline.analysis.event;

import org.jspecify.annotations.Nullable;

/**
 * What a topic and an act tell together, or a phrase alone.
 *
 * @param type the event, or null for a pair that tells nothing and uses the act up
 * @param polarity as the rule says, or null: as the taxonomy says
 * @param owner whose event it is
 * @param strength 3: hardly ever means anything else; 2: usually does not; 1: it may
 */
record EventRule(@Nullable EventType type, @Nullable Polarity polarity, Owner owner, int strength) {

  /** Whose event it is, by the part that a company plays in the sentence. */
  enum Owner {
    /** Who does it. */
    AGENT,
    /** Whom it is done to. */
    PATIENT,
    /** Who does it, and whom it is done with. */
    BOTH,
    /** Whom it is done to, and who does it; there is no event where the former is not named. */
    PAIR,
    /** Whom it is done to where that is named, else who does it. */
    OBJECT,
    /** Whichever company stands nearest. */
    ANY;

    static Owner parse(String text) {
      return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }
  }
}

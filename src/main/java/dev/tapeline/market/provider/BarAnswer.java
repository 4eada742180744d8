package dev.tapeline.market.provider;

import dev.tapeline.market.Bar;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider answers. */
public sealed interface BarAnswer {

  /**
   * Bars, prices adjusted for splits.
   *
   * @param bars in any order
   * @param currency in which the provider says that they are, as it writes it: {@code USD}, {@code
   *     GBp}; null where it does not say
   * @param unreadable rows that are no bars, each with the reason
   */
  record Bars(List<Bar> bars, @Nullable String currency, List<String> unreadable)
      implements BarAnswer {
    public Bars {
      bars = List.copyOf(bars);
      unreadable = List.copyOf(unreadable);
    }
  }

  /** Anything but bars. */
  sealed interface NoBars extends BarAnswer {

    /** Why, for people; without the key, whatever the provider wrote. */
    String reason();
  }

  /** The provider has nothing under this symbol. */
  record Unknown(String reason) implements NoBars {}

  /**
   * The provider does not want to be asked for a while.
   *
   * @param pause how long, or null where it does not say
   */
  record Limited(String reason, @Nullable Duration pause) implements NoBars {}

  /** The key is missing, wrong, or does not pay for this: asking again changes nothing. */
  record Rejected(String reason) implements NoBars {}

  /**
   * Nobody answered, or nothing that can be read.
   *
   * @param passing whether it may be otherwise a moment later
   */
  record Failed(String reason, boolean passing) implements NoBars {}
}

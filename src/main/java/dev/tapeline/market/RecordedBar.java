package dev.tapeline.market;

import org.jspecify.annotations.Nullable;

/**
 * A bar as it counts in the database.
 *
 * @param bar the prices
 * @param provider who gave them: {@code yahoo}, {@code stooq}, {@code csv}, {@code sample}
 * @param flag why it is not to be trusted, or null
 */
public record RecordedBar(Bar bar, String provider, @Nullable String flag) {

  /** The provider of the made bars that come with Tapeline. */
  public static final String SAMPLE = "sample";

  /** Whether the bar is made, not real. */
  public boolean sample() {
    return provider.equals(SAMPLE);
  }

  /** Whether the bar is not to be trusted. */
  public boolean flagged() {
    return flag != null;
  }
}

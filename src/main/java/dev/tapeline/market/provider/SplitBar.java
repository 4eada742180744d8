package dev.tapeline.market.provider;

import dev.tapeline.market.Bar;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bar as it was traded, and the split that took effect with it.
 *
 * @param bar prices and volume of that day's shares; the adjusted close is adjusted already
 * @param split new shares for one old one: 4 on the day from which four are what one was before,
 *     0.1 where ten became one, 1 on all other days
 */
record SplitBar(Bar bar, double split) {

  SplitBar {
    if (!(split > 0) || Double.isInfinite(split)) {
      throw new IllegalArgumentException("a split of " + split + " shares for one cannot be");
    }
  }

  static SplitBar of(Bar bar) {
    return new SplitBar(bar, 1);
  }

  /**
   * All bars in the shares of the last day: before a split of four for one, prices are divided by
   * four and volumes multiplied.
   */
  static List<Bar> adjusted(List<SplitBar> traded) {
    Deque<Bar> adjusted = new ArrayDeque<>();
    double shares = 1;
    for (SplitBar day :
        traded.stream()
            .sorted(Comparator.comparing((SplitBar b) -> b.bar().session()).reversed())
            .toList()) {
      adjusted.addFirst(shares == 1 ? day.bar() : day.inSharesOf(shares));
      shares *= day.split();
    }
    return List.copyOf(adjusted);
  }

  private Bar inSharesOf(double shares) {
    Long volume = bar.volume();
    return new Bar(
        bar.session(),
        divided(bar.open(), shares),
        divided(bar.high(), shares),
        divided(bar.low(), shares),
        bar.close() / shares,
        bar.adjustedClose(),
        volume == null ? null : Math.round(volume * shares));
  }

  private static @Nullable Double divided(@Nullable Double price, double shares) {
    return price == null ? null : price / shares;
  }
}

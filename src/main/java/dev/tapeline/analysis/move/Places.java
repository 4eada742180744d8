package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;

/**
 * Whether a name or a market is only where shares are traded: {@code Xiaomi shares in Hong Kong},
 * {@code in Borsa Enel guadagna}, {@code 유가증권시장에서}.
 */
final class Places {
  private final SentenceMarks marks;

  Places(SentenceMarks marks) {
    this.marks = marks;
  }

  /** {@code an der Nasdaq}, {@code di bursa}: an index or market that is only a place here. */
  boolean isPlaceName(Theme theme) {
    if (!theme.is(Theme.Type.OTHER)) {
      return false;
    }
    for (Cue link : marks.links) {
      int gap = theme.start() - link.end();
      if (link.value().equals("place") && ((gap >= 0 && gap <= 5) || isCaseOf(link, theme))) {
        return true;
      }
    }
    return false;
  }

  /** {@code 유가증권시장에서}, {@code 東京市場で}: what tells the place stands behind it. */
  private boolean isCaseOf(Cue link, Theme theme) {
    return marks.verbLast
        && link.start() >= theme.start()
        && link.start() <= theme.end() + 1
        && link.end() > theme.end();
  }

  /** {@code in Borsa Enel guadagna}: a place is not what moves. */
  boolean standsInPlace(Theme theme) {
    for (Cue link : marks.links) {
      int gap = theme.start() - link.end();
      boolean near =
          gap >= 0
              && gap <= Gaps.SHORT
              && marks.between(link.end(), theme.start()).indexOf(',') < 0;
      if (link.value().equals("place") && (near || isCaseOf(link, theme))) {
        return true;
      }
    }
    return false;
  }

  /** {@code Xiaomi shares in Hong Kong}, {@code saham PDD di Nasdaq}: where they are traded. */
  boolean isPlace(Theme earlier, Theme later) {
    if (earlier.companies().isEmpty() || !later.is(Theme.Type.OTHER)) {
      return false;
    }
    for (Cue link : marks.links) {
      int gap = later.start() - link.end();
      if (link.value().equals("place") && link.start() >= earlier.end() && gap >= 0 && gap <= 8) {
        return true;
      }
    }
    return false;
  }
}

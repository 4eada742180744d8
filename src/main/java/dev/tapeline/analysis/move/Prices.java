package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the price that a move led to: money behind a word such as {@code to}, {@code menjadi},
 * {@code 报}, or before one such as {@code に}; never the amount of the change, and never what
 * something else is worth.
 */
final class Prices {
  /** Money beyond this is no share's price, or that of very few. */
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

  private static final BigDecimal MOST_COARSE = BigDecimal.valueOf(5_000_000);
  private static final Set<String> COARSE = Set.of("IDR", "VND", "KRW", "JPY");

  private static final List<Set<String>> FAMILIES =
      List.of(
          Set.of(
              "USD", "HKD", "SGD", "AUD", "CAD", "NZD", "TWD", "MXN", "BRL", "ARS", "CLP", "COP"),
          Set.of("CNY", "HKD", "TWD"),
          Set.of("JPY", "CNY"),
          Set.of("SEK", "NOK", "DKK"),
          Set.of("MXN", "PHP", "ARS", "CLP", "COP"));

  private final SentenceMarks marks;
  private final List<Theme> themes;

  Prices(SentenceMarks marks, List<Theme> themes) {
    this.marks = marks;
    this.themes = themes;
  }

  /** Sets price and currency of a move where its sentence tells them. */
  void price(ToldMove move, Listing listing, SentenceMove resolved) {
    Quantity price = find(resolved.theme(), resolved.start(), resolved.end());
    if (price != null) {
      move.price = price.value();
      move.currency = currency(price, listing);
    }
  }

  /** The price of a theme that is told near a stretch, or null. */
  @Nullable Quantity find(Theme theme, int start, int end) {
    for (Quantity quantity : marks.quantities) {
      if (quantity.start() >= end
          && isPrice(quantity)
          && (followed(quantity) || leadsTo(quantity))
          && free(theme, end, quantity.start())) {
        return quantity;
      }
    }
    for (Quantity quantity : marks.quantities) {
      if (quantity.end() <= start
          && isPrice(quantity)
          && (followed(quantity) || leadsTo(quantity))
          && quantity.start() >= theme.end()
          && free(theme, quantity.end(), start)) {
        return quantity;
      }
    }
    return null;
  }

  /** Whether an amount can be the price of a share. */
  boolean isPrice(Quantity quantity) {
    boolean money = quantity.kind() == Quantity.Kind.MONEY;
    boolean plain = quantity.kind() == Quantity.Kind.COUNT && quantity.unit() == null;
    if (quantity.sign() != 0 || quantity.upTo() != null || !(money || plain)) {
      return false;
    }
    String currency = quantity.currency();
    BigDecimal most = currency != null && COARSE.contains(currency) ? MOST_COARSE : MOST;
    return quantity.value().signum() > 0 && quantity.value().compareTo(most) < 0;
  }

  /** Whether a word for a price level stands right before it. */
  private boolean leadsTo(Quantity quantity) {
    Cue nearest = null;
    for (Cue cue : marks.priceWords) {
      boolean before =
          cue.end() <= quantity.start()
              && quantity.start() - cue.end() <= 60
              && !cue.value().equals("behind");
      if (before && (nearest == null || cue.end() > nearest.end())) {
        nearest = cue;
      }
    }
    if (nearest == null || nearest.value().equals("from")) {
      return false;
    }
    int from = nearest.end();
    for (Cue extreme : marks.extremes) {
      // "to a record high of $50", "ke rekor tertinggi Rp9.675"
      boolean between = extreme.start() >= from && extreme.end() <= quantity.start();
      from = between ? extreme.end() : from;
    }
    for (Cue basis : marks.bases) {
      // "kosteten zum Handelsschluss 28 Euro"
      boolean between = basis.start() >= from && basis.end() <= quantity.start();
      from = between ? basis.end() : from;
    }
    if (quantity.start() - from > 14) {
      return false;
    }
    for (int i = from; i < quantity.start(); i++) {
      if (",，;%".indexOf(marks.text.charAt(i)) >= 0) {
        return false;
      }
    }
    return quantity.kind() == Quantity.Kind.MONEY || nearest.value().equals("level");
  }

  /** Whether a word or a case ending behind it says so: {@code 円に}, {@code TL'den}. */
  private boolean followed(Quantity quantity) {
    for (Cue cue : marks.priceWords) {
      if (cue.value().equals("behind")
          && cue.start() > quantity.start()
          && cue.end() >= quantity.end()
          && cue.start() - quantity.end() <= 2) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing else is spoken of between two offsets. */
  private boolean free(Theme theme, int from, int to) {
    for (Theme other : themes) {
      if (other != theme
          && other.start() >= from
          && other.end() <= to
          && !(other.is(Theme.Type.COMPANY) && other.companies().equals(theme.companies()))) {
        return false;
      }
    }
    for (Predicate predicate : marks.predicates) {
      boolean between = predicate.start >= from && predicate.end <= to;
      if (between && predicate.theme != theme && predicate.theme != null) {
        return false;
      }
      if (between && predicate.percent != null) {
        return false;
      }
    }
    return true;
  }

  static @Nullable String currency(Quantity price, Listing listing) {
    String told = price.currency();
    String traded = "GBp".equals(listing.currency()) ? "GBP" : listing.currency();
    if (told == null) {
      return traded;
    }
    if (!price.currencyLoose() || traded == null || told.equals(traded)) {
      return told;
    }
    for (Set<String> family : FAMILIES) {
      if (family.contains(told) && family.contains(traded)) {
        return traded;
      }
    }
    return told;
  }
}

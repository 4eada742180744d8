package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.text.Evidence;
import dev.tapeline.analysis.text.Quantity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A move while it is read: what one sentence says, and then what further sentences add. */
final class ToldMove {
  /** Shares that move so far against a price record do not set it. */
  private static final int AGAINST_PERCENT = 10;

  final Company company;

  /** Whose price the move is: the answer's listing, or the one that the sentence means. */
  Listing listing;

  final Direction direction;
  @Nullable BigDecimal percent;

  /** Whether the percentage was told as "nearly", "more than", "about". */
  boolean approximate;

  @Nullable BigDecimal price;
  @Nullable String currency;
  @Nullable LocalDate session;

  /** Whether the text itself told the day. */
  boolean dayTold;

  @Nullable MovePeriod period;

  /** A move over a time that cannot be dated, since it is not known when it was told. */
  boolean overPeriod;

  Basis basis = Basis.UNKNOWN;
  final List<Extreme> extremes = new ArrayList<>(0);
  @Nullable Streak streak;
  final List<Evidence> evidence = new ArrayList<>(1);

  /** Whether a noun or a price level alone tells it: it adds to a move rather than makes one. */
  boolean faint;

  /** Whether the headline told it. */
  boolean headline;

  ToldMove(Company company, Listing listing, Direction direction) {
    this.company = company;
    this.listing = listing;
    this.direction = direction;
  }

  void percent(@Nullable Quantity quantity) {
    if (quantity != null) {
      percent = quantity.value();
    }
  }

  /**
   * What it claims, but for a record that shares cannot have set that moved a tenth and more
   * against it: that one is of something else, such as the value lost.
   */
  List<Extreme> credibleExtremes() {
    BigDecimal told = percent;
    return told == null || told.abs().intValue() < AGAINST_PERCENT
        ? extremes
        : extremes.stream().filter(extreme -> extreme.kind() != against()).toList();
  }

  private Extreme.@Nullable Kind against() {
    return switch (direction) {
      case DOWN -> Extreme.Kind.HIGHEST_PRICE;
      case UP -> Extreme.Kind.LOWEST_PRICE;
      default -> null;
    };
  }

  /** Signed by the direction; a flat move keeps what was told. */
  @Nullable BigDecimal changePercent() {
    if (percent == null) {
      return null;
    }
    return direction == Direction.DOWN ? percent.negate() : percent;
  }
}

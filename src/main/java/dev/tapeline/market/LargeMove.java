package dev.tapeline.market;

import dev.tapeline.company.CompanyRef;
import dev.tapeline.timeline.RecordedMove;

/**
 * A recorded move that is large enough for a timeline.
 *
 * @param series whose move
 * @param company whose shares
 * @param move as it is stored
 */
record LargeMove(PriceSeries series, CompanyRef company, RecordedMove move) {

  MoveId id() {
    return new MoveId(series.id(), move.session());
  }

  double change() {
    return move.changePercent().doubleValue();
  }

  MoveWindow window() {
    return MoveWindow.of(series.exchange(), move.previousSession(), move.session());
  }
}

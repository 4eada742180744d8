package dev.tapeline.article;

import dev.tapeline.timeline.ClaimCheck;
import dev.tapeline.timeline.NewsEvent.ToldMove;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Holds what news claims against recorded prices. Who keeps prices implements it. */
public interface ClaimJudge {

  /**
   * Checks the claims of one move.
   *
   * @param handle the transaction in which the event is written
   * @param ticker whose shares, in Yahoo's form
   * @param move what was told
   * @param sample whether the built-in sample told it: only then may made-up prices judge
   * @param open its claims, none checked yet
   * @return the same claims in the same order, each with its verdict
   */
  List<ClaimCheck> judge(
      Handle handle, String ticker, ToldMove move, boolean sample, List<ClaimCheck> open);
}

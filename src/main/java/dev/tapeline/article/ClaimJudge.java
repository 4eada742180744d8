package dev.tapeline.article;

import dev.tapeline.timeline.ClaimCheck;
import dev.tapeline.timeline.NewsEvent.ToldMove;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Holds what news claims against recorded prices. Who keeps prices implements it. */
public interface ClaimJudge {

  /**
   * Opens the records for one transaction: what it reads, it reads once.
   *
   * @param handle the transaction in which the events are written
   * @param tickers whose shares' claims may be judged, in Yahoo's form
   */
  Records in(Handle handle, Collection<String> tickers);

  /** The price records as one transaction sees them. */
  interface Records {

    /**
     * Checks the claims of one move.
     *
     * @param ticker whose shares: one of those that the records were opened for
     * @param move what was told
     * @param sample whether the built-in sample told it: only then may made-up prices judge
     * @param open its claims, none checked yet
     * @return the same claims in the same order, each with its verdict
     */
    List<ClaimCheck> judge(String ticker, ToldMove move, boolean sample, List<ClaimCheck> open);
  }
}

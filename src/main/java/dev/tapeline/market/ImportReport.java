package dev.tapeline.market;

import java.util.List;

/**
 * What an import did.
 *
 * @param created sessions that had no bar of this provider before
 * @param changed sessions whose bar was revised
 * @param unchanged sessions whose bar was there already
 * @param refused rows that were not taken
 * @param flagged bars that were kept with a doubt, with the reason: a split that nobody adjusted
 *     for, sessions missing before it, a day on which there should have been no trading
 */
public record ImportReport(
    int created, int changed, int unchanged, List<RefusedRows> refused, List<RefusedRows> flagged) {

  public ImportReport {
    refused = List.copyOf(refused);
    flagged = List.copyOf(flagged);
  }

  /** How many rows were refused. */
  public int refusedRows() {
    return refused.stream().mapToInt(RefusedRows::rows).sum();
  }
}

package dev.tapeline.analysis.directory;

import java.util.List;

/** What a written reference to a company leads to. */
public sealed interface Resolution {

  /**
   * Exactly one company.
   *
   * @param company the company
   * @param listing the listing that was written; the home listing where the company was
   */
  record Found(Company company, Listing listing) implements Resolution {}

  /**
   * Several companies are written so.
   *
   * @param candidates at least two, of different companies
   */
  record Ambiguous(List<Found> candidates) implements Resolution {
    public Ambiguous {
      candidates = List.copyOf(candidates);
    }
  }

  /** No company is written so. */
  record Unknown() implements Resolution {}
}

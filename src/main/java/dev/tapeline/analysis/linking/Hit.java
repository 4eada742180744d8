package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.directory.Reference;
import dev.tapeline.analysis.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place that may name a company, while it is being weighed. */
final class Hit {
  /** The key of a place that was found as a ticker. */
  static final int TICKER = -1;

  /**
   * A company that may be meant.
   *
   * @param company the company
   * @param reference what sort of name of it stands there, see {@link Reference}
   * @param listing the listing whose ticker stands there, or null for a name
   */
  record Candidate(Company company, int reference, @Nullable Listing listing) {

    boolean needsEvidence() {
      return listing == null && Reference.needsEvidence(reference);
    }

    boolean isDerived() {
      return listing == null && Reference.isDerived(reference);
    }
  }

  final Sentence sentence;
  final int key;
  final int start;
  final int end;
  final List<Candidate> candidates;

  /** Its number among all places of the document that have the text of a name or of a ticker. */
  int place;

  /** Whether the place directly before it is a name that somebody wrote down, and only a word. */
  boolean followsWord;

  /** With the legal form or the ticker's brackets. */
  int fullStart;

  int fullEnd;

  boolean legalForm;

  /** Which candidate is meant, where it is settled. */
  @Nullable Candidate chosen;

  /** Per candidate, what this place alone tells. */
  final List<Double> scores = new ArrayList<>();

  /** The listing that the place tells, by its ticker or by words beside it, or null. */
  @Nullable Listing told;

  Role role = Role.PARTY;
  boolean leading;

  /** How much the place counts for relevance: 1 in plain statements, less in lists and asides. */
  double weight = 1;

  Hit(Sentence sentence, int key, int start, int end, List<Candidate> candidates) {
    this.sentence = sentence;
    this.key = key;
    this.start = start;
    this.end = end;
    this.fullStart = start;
    this.fullEnd = end;
    this.candidates = candidates;
  }

  boolean isTicker() {
    return key == TICKER;
  }

  int length() {
    return end - start;
  }

  /** Whether it is the next place behind another. */
  boolean isNextTo(Hit before) {
    return place == before.place + 1;
  }

  boolean overlaps(int from, int to) {
    return start < to && from < end;
  }
}

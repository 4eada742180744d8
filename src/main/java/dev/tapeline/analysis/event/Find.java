package dev.tapeline.analysis.event;

import dev.tapeline.analysis.directory.Company;

/**
 * One sentence that tells an event of a company.
 *
 * @param trigger the words that tell it
 * @param company whose event it is
 * @param fact how sure the sentence is
 * @param polarity for the company
 * @param background whether it is told as something from before the item's own news
 * @param score how telling the words are, how early they stand, how sure the company is
 */
record Find(
    Trigger trigger,
    Company company,
    FactReader.Fact fact,
    Polarity polarity,
    boolean background,
    double score) {

  String group() {
    return trigger.type().group();
  }
}

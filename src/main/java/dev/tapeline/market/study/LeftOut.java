package dev.tapeline.market.study;

/** Why an event is not in a study. */
public enum LeftOut {
  SAMPLE("the event or its prices are the built-in sample's"),
  NO_BARS("no bars of any of the company's listings"),
  NO_EXCHANGE("the listing's exchange is not known, so neither is the session that could react"),
  SAME_DAY("another event of the listing has the same day 0 and stands for both"),
  AFTER_LAST_BAR("the window is not over where the bars end"),
  TOO_LITTLE_HISTORY(
      "fewer than %d sessions before day 0, or fewer than %d known returns in the estimation window"
          .formatted(-EstimationWindow.FROM, EstimationWindow.FEWEST_RETURNS)),
  NO_BENCHMARK("the listing has no benchmark index with bars, which the model needs"),
  MISSING_SESSIONS("the listing did not trade in a session of the window"),
  MISSING_RETURNS(
      "a return of the window is not known: a bar that is not to be trusted, without an adjusted"
          + " close, of another provider than the one before, or none of the index"),
  NO_VARIATION("the returns of the estimation window do not vary"),
  OVERLAPPING("the window shares a session with an earlier event's of the same listing");

  private final String meaning;

  LeftOut(String meaning) {
    this.meaning = meaning;
  }

  /** The reason in words for a person. */
  public String meaning() {
    return meaning;
  }
}

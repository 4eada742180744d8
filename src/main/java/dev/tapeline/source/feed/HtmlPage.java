package dev.tapeline.source.feed;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** A web page that came where a feed was expected. */
final class HtmlPage {
  private HtmlPage() {}

  /** Why it was not read, with the feed's address where the page names it. */
  static String reason(String html) {
    Element link =
        Jsoup.parse(html)
            .selectFirst(
                "link[rel~=(?i)alternate][type~=(?i)(rss|atom|feed\\+json)][href],"
                    + " link[rel~=(?i)feed][href]");
    String named = link == null ? "" : "; it names the feed " + link.attr("href");
    return "an HTML page, not a feed" + named;
  }
}

package dev.tapeline.article;

import dev.tapeline.analysis.NewsItem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * An incoming article that can be kept: characters that no database text can hold are gone, and a
 * date that cannot be true or a url that leads nowhere is not believed.
 *
 * @param incoming the cleaned item
 * @param note what was not believed, or null
 * @param hash over the cleaned content: equal hashes, unchanged item
 */
record CheckedArticle(IncomingArticle incoming, @Nullable String note, byte[] hash) {

  static final int MAX_ID = 2_000;
  static final int MAX_TITLE = 2_000;
  static final int MAX_URL = 4_000;
  static final int MAX_LANGUAGE = 35;
  static final int MAX_TEXT = 1_000_000;

  /** Clocks differ; more than this is a wrong date. */
  private static final Duration AHEAD = Duration.ofMinutes(15);

  /** No feed reaches further back; dates before it are zeros that somebody printed. */
  private static final Instant EARLIEST = Instant.parse("1985-01-01T00:00:00Z");

  /** Readers click on it: what a script or a file is must not stand there. */
  private static final Pattern WEB_ADDRESS = Pattern.compile("(?is)https?://.+");

  /** Thrown for an item that cannot be kept; the message says why. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  static CheckedArticle of(IncomingArticle item, Instant now) throws Refused {
    String id = stripped(item.itemId());
    if (id == null) {
      throw new Refused("the item has no id");
    }
    String title = clean(item.title());
    String text = clean(item.text());
    String url = stripped(item.url());
    String language = stripped(item.language());
    if (title == null && text == null) {
      throw new Refused("the item has neither title nor text");
    }
    limit("id", id, MAX_ID);
    limit("title", title, MAX_TITLE);
    limit("text", text, MAX_TEXT);
    limit("url", url, MAX_URL);
    limit("language", language, MAX_LANGUAGE);

    List<String> notes = new ArrayList<>();
    Instant published = item.publishedAt();
    if (published != null) {
      published = published.truncatedTo(ChronoUnit.MILLIS);
      if (published.isAfter(now.plus(AHEAD))) {
        notes.add("its date lies in the future and was not believed: " + published);
        published = null;
      } else if (published.isBefore(EARLIEST)) {
        notes.add("its date lies too far back and was not believed: " + published);
        published = null;
      }
    }
    String link = url;
    if (url != null && !WEB_ADDRESS.matcher(url).matches()) {
      notes.add("its url is no web address and was left out");
      link = null;
    }
    return new CheckedArticle(
        new IncomingArticle(item.sourceId(), id, title, text, link, language, published),
        notes.isEmpty() ? null : String.join("; ", notes),
        hash(title, text, url, language, item.publishedAt()));
  }

  /** For the analysis. */
  NewsItem newsItem() {
    return new NewsItem(
        incoming.itemId(),
        incoming.title(),
        incoming.text(),
        incoming.url(),
        incoming.language(),
        incoming.publishedAt());
  }

  /** A headline to show: the title, or the text's beginning. */
  String headline() {
    if (incoming.title() != null) {
      return incoming.title().strip();
    }
    String text = incoming.text() == null ? "" : incoming.text().strip();
    int longest = 160;
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    if (line.length() <= longest) {
      return line;
    }
    int cut = Character.isHighSurrogate(line.charAt(longest - 1)) ? longest - 1 : longest;
    return line.substring(0, cut) + "…";
  }

  private static void limit(String what, @Nullable String value, int longest) throws Refused {
    if (value != null && value.length() > longest) {
      throw new Refused(
          "its %s is %,d characters long; at most %,d are taken"
              .formatted(what, value.length(), longest));
    }
  }

  /**
   * With U+FFFD for what PostgreSQL cannot hold: NUL, and halves of surrogate pairs. All else stays
   * in its place, since evidence counts in what the source sent. Blank is null.
   */
  private static @Nullable String clean(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (text.codePoints().allMatch(CheckedArticle::canBeKept)) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().forEach(c -> kept.appendCodePoint(canBeKept(c) ? c : 0xFFFD));
    return kept.toString();
  }

  private static @Nullable String stripped(@Nullable String text) {
    String cleaned = clean(text);
    return cleaned == null ? null : cleaned.strip();
  }

  private static boolean canBeKept(int codePoint) {
    return codePoint != 0 && (codePoint < 0xD800 || codePoint > 0xDFFF);
  }

  /** Over what was told, believed or not. */
  private static byte[] hash(@Nullable Object... parts) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    for (Object part : parts) {
      byte[] bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + (part == null ? "-" : "+")).getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return digest.digest();
  }
}

package dev.tapeline.source.feed;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Text as a person reads it, out of the HTML that feeds carry. */
final class PlainText {
  private static final Pattern TAG =
      Pattern.compile(
          "</?(?:a|abbr|b|big|blockquote|br|center|cite|code|div|em|figure|font|h[1-6]|hr|i|img|"
              + "ins|li|mark|ol|p|pre|q|s|section|small|span|strike|strong|sub|sup|table|td|tr|tt|"
              + "u|ul|wbr)(?:\\s[^<>]*)?/?>|<!--|<!\\[CDATA\\[",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ENTITY = Pattern.compile("&(?:#\\w{1,8}|[A-Za-z]\\w{1,30});");
  private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0\\u200B\\uFEFF]+");
  private static final Set<String> UNREAD =
      Set.of("script", "style", "noscript", "template", "iframe", "object", "svg", "select");

  /** Of markup; what is left of it is shorter. */
  private static final int LONGEST_TITLE = 20_000;

  private PlainText() {}

  /**
   * A headline: one line. {@code "AT&amp;amp;T &lt;b&gt;rises&lt;/b&gt;"}, once decoded by XML,
   * becomes {@code "AT&T rises"}, while {@code "a < b"} stays.
   *
   * @return null where nothing is left
   */
  static @Nullable String ofTitle(@Nullable String html) {
    if (html == null) {
      return null;
    }
    // Cut where no tag is torn.
    int end = html.length() <= LONGEST_TITLE ? html.length() : html.lastIndexOf('<', LONGEST_TITLE);
    String text = html.substring(0, end < 0 ? LONGEST_TITLE : end);
    if (TAG.matcher(text).find()) {
      text = body(text);
    } else if (ENTITY.matcher(text).find()) {
      text = Parser.unescapeEntities(text, false);
    }
    return line(text);
  }

  /** One line, nothing decoded: for what the format calls text. Null where nothing is left. */
  static @Nullable String line(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String line = SPACES.matcher(text).replaceAll(" ").strip();
    return line.isEmpty() ? null : line;
  }

  /** Paragraphs parted by a blank line, lines by a line feed. Null where nothing is left. */
  static @Nullable String ofHtml(@Nullable String html) {
    if (html == null) {
      return null;
    }
    if (TAG.matcher(html).find()) {
      return tidy(body(html));
    }
    String text = html.indexOf('&') < 0 ? html : Parser.unescapeEntities(html, false);
    // Markup that shows only now was escaped twice, as some publishers do. Without a tag, the line
    // feeds are all the layout that there is.
    return tidy(TAG.matcher(text).find() ? body(text) : text);
  }

  /** Plain text whose line feeds mean what they say. Null where nothing is left. */
  static @Nullable String ofText(@Nullable String text) {
    return text == null ? null : tidy(text);
  }

  private static String body(String html) {
    StringBuilder out = new StringBuilder(html.length());
    NodeTraversor.traverse(new Layout(out), Jsoup.parseBodyFragment(html).body());
    return out.toString();
  }

  private static @Nullable String tidy(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int breaks = 0;
    for (String raw : text.split("\\R", -1)) {
      String line = SPACES.matcher(raw).replaceAll(" ").strip();
      if (line.isEmpty()) {
        breaks = out.length() == 0 ? 0 : 2;
        continue;
      }
      if (out.length() > 0) {
        out.append(breaks == 2 ? "\n\n" : "\n");
      }
      out.append(line);
      breaks = 1;
    }
    return out.length() == 0 ? null : out.toString();
  }

  /** Writes a page's text; a line feed is layout, never the source's own line wrapping. */
  private static final class Layout implements NodeVisitor {
    private final StringBuilder out;
    private int unread;

    Layout(StringBuilder out) {
      this.out = out;
    }

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        if (unread == 0) {
          out.append(SPACES.matcher(text.getWholeText()).replaceAll(" "));
        }
      } else if (node instanceof Element element) {
        unread += UNREAD.contains(element.normalName()) ? 1 : 0;
        breakFor(element);
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        unread -= UNREAD.contains(element.normalName()) ? 1 : 0;
        if (!element.normalName().equals("br")) {
          breakFor(element);
        }
      }
    }

    private void breakFor(Element element) {
      switch (element.normalName()) {
        case "br", "li", "tr", "dt", "dd" -> out.append('\n');
        case "td", "th" -> out.append(' ');
        default -> {
          if (element.isBlock() && !element.normalName().equals("body")) {
            out.append("\n\n");
          }
        }
      }
    }
  }
}

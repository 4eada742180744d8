package dev.tapeline.analysis.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;

/**
 * Turns elements into paragraphs. A block element or two line breaks in a row part paragraphs; one
 * line break stays as {@code \n}; cells of a table are parted by a tab and its rows by {@code \n}.
 */
final class BodyText implements NodeFilter {

  /**
   * A paragraph.
   *
   * @param linked how much of its weight stands in links
   * @param heading whether it stands alone as a heading does (a heading element, or all bold)
   */
  record Paragraph(String text, int weight, int linked, boolean heading, boolean item) {
    boolean isMostlyLink() {
      return weight > 0 && linked >= 0.85 * weight;
    }
  }

  private final Set<Element> furniture;
  private final List<Paragraph> paragraphs = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int linked;
  private int strong;
  private int links;
  private int strongs;
  private int items;
  private int preformatted;
  private @Nullable Element headingElement;
  private boolean afterBreak;

  private BodyText(Set<Element> furniture) {
    this.furniture = furniture;
  }

  /** The paragraphs of elements, without those elements inside them that are furniture. */
  static List<Paragraph> of(List<Element> elements, Set<Element> furniture) {
    BodyText body = new BodyText(furniture);
    for (Element element : elements) {
      NodeTraversor.filter(body, element);
      body.flush();
    }
    return body.paragraphs;
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode textNode) {
      append(textNode.getWholeText());
      return FilterResult.CONTINUE;
    }
    if (!(node instanceof Element element)) {
      return FilterResult.CONTINUE;
    }
    if (furniture.contains(element)) {
      if (BodyFinder.isBlock(element)) {
        flush();
      }
      return FilterResult.SKIP_ENTIRELY;
    }
    switch (element.normalName()) {
      case "br" -> lineBreak();
      case "a" -> links++;
      case "b", "strong" -> strongs++;
      case "tr" -> rowStart();
      case "td", "th" -> cellStart(element);
      default -> blockStart(element);
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element && !furniture.contains(element)) {
      switch (element.normalName()) {
        case "a" -> links--;
        case "b", "strong" -> strongs--;
        case "br", "tr" -> {}
        case "td", "th" -> cellStart(element);
        default -> blockEnd(element);
      }
    }
    return FilterResult.CONTINUE;
  }

  private void blockStart(Element element) {
    String tag = element.normalName();
    if (!BodyFinder.isBlock(element)) {
      return;
    }
    flush();
    if (isHeading(tag)) {
      headingElement = element;
    } else if (tag.equals("li")) {
      items++;
    } else if (tag.equals("pre")) {
      preformatted++;
    }
  }

  private void blockEnd(Element element) {
    String tag = element.normalName();
    if (!BodyFinder.isBlock(element)) {
      return;
    }
    flush();
    if (element == headingElement) {
      headingElement = null;
    } else if (tag.equals("li")) {
      items--;
    } else if (tag.equals("pre")) {
      preformatted--;
    }
  }

  private static boolean isHeading(String tag) {
    return tag.length() == 2 && tag.charAt(0) == 'h' && Character.isDigit(tag.charAt(1));
  }

  private void rowStart() {
    if (!text.isEmpty()) {
      trimEnd();
      text.append('\n');
    }
  }

  /** A cell of a data table; in a table that lays out the page a cell is a block. */
  private void cellStart(Element cell) {
    boolean layout =
        cell.childrenSize() > 0 && cell.children().stream().anyMatch(BodyFinder::isBlock);
    if (layout) {
      flush();
    } else if (!text.isEmpty() && !endsWith('\n') && !endsWith('\t')) {
      text.append('\t');
    }
  }

  private void lineBreak() {
    if (afterBreak) {
      flush();
    } else if (!text.isEmpty()) {
      trimEnd();
      text.append('\n');
      afterBreak = true;
    }
  }

  private void append(String raw) {
    int before = text.length();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (preformatted > 0 && c == '\n') {
        if (endsWith('\n')) {
          flush();
        } else if (!text.isEmpty()) {
          text.append('\n');
        }
      } else if (isSpace(c)) {
        if (!text.isEmpty() && !isSpace(text.charAt(text.length() - 1))) {
          text.append(' ');
        }
      } else if (!isInvisible(c)) {
        text.append(c);
        afterBreak = false;
      }
    }
    if (before < text.length() && (links > 0 || strongs > 0)) {
      int weight = TextWeight.of(text.substring(before));
      linked += links > 0 ? weight : 0;
      strong += strongs > 0 ? weight : 0;
    }
  }

  private static boolean isSpace(char c) {
    return c <= ' ' || c == '\u00A0' || c == '\u3000' || Character.isSpaceChar(c);
  }

  private static boolean isInvisible(char c) {
    return c == '\u200B' || c == '\u00AD' || c == '\uFEFF' || c == '\u2060' || c == '\u007F';
  }

  private boolean endsWith(char c) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == c;
  }

  private void trimEnd() {
    while (!text.isEmpty() && isSpace(text.charAt(text.length() - 1))) {
      text.setLength(text.length() - 1);
    }
  }

  private void flush() {
    trimEnd();
    if (!text.isEmpty()) {
      String paragraph = text.toString();
      int weight = TextWeight.of(paragraph);
      boolean heading = headingElement != null || (weight > 0 && strong >= weight);
      paragraphs.add(new Paragraph(paragraph, weight, linked, heading, items > 0));
    }
    text.setLength(0);
    linked = 0;
    strong = 0;
    afterBreak = false;
  }
}

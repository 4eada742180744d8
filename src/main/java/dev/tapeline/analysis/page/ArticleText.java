package dev.tapeline.analysis.page;

import dev.tapeline.analysis.page.BodyText.Paragraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps those paragraphs of a body that are the article: no pointers to other articles, requests,
 * labels, tables of contents, bylines, and nothing behind a heading such as "Related articles".
 */
final class ArticleText {
  /** A heading of furniture before this share of the text closes a block of it, not the article. */
  private static final double EARLY = 0.5;

  /** Comparing with the page's own copy of the text is left out beyond this many characters. */
  private static final long COMPARISONS = 20_000_000;

  private final Furniture furniture;
  private final @Nullable String title;
  private final @Nullable String author;

  ArticleText(Furniture furniture, @Nullable String title, @Nullable String author) {
    this.furniture = furniture;
    this.title = title;
    this.author = author;
  }

  /**
   * The article's paragraphs.
   *
   * @param told the text as the page's structured data carries it, or null; where it covers nearly
   *     all of the body, what stands before or behind it is not part of the article
   */
  List<Paragraph> keep(List<Paragraph> body, @Nullable String told) {
    List<Paragraph> kept = withoutFurniture(body);
    return told == null ? kept : withinTold(kept, told);
  }

  private List<Paragraph> withoutFurniture(List<Paragraph> body) {
    long total = body.stream().mapToLong(Paragraph::weight).sum();
    List<Paragraph> kept = new ArrayList<>();
    long seen = 0;
    boolean skippingList = false;
    boolean skippingSection = false;
    for (Paragraph paragraph : body) {
      seen += paragraph.weight();
      String text = paragraph.text();
      if (furniture.isTableOfContents(text)) {
        skippingList = true;
        continue;
      }
      if (skippingList && (paragraph.item() || paragraph.isMostlyLink())) {
        continue;
      }
      skippingList = false;
      if (furniture.isSection(text)) {
        if (seen >= EARLY * total) {
          return kept;
        }
        skippingSection = true;
        continue;
      }
      if (skippingSection && (paragraph.item() || paragraph.isMostlyLink())) {
        continue;
      }
      skippingSection = false;
      if (!isFurniture(paragraph, kept.isEmpty())) {
        kept.add(paragraph);
      }
    }
    return kept;
  }

  private boolean isFurniture(Paragraph paragraph, boolean first) {
    String text = paragraph.text();
    return paragraph.weight() == 0
        || !text.codePoints().anyMatch(Character::isLetterOrDigit)
        || furniture.isLabel(text)
        || furniture.isPointer(text)
        || furniture.isPromotion(text)
        || (paragraph.isMostlyLink() && paragraph.weight() < 300)
        || (first && (isTitle(text) || isByline(paragraph)))
        || furniture.creditedAgency(text) != null
        || text.equals(author);
  }

  private boolean isTitle(String text) {
    return title != null && letters(text).equals(letters(title));
  }

  private boolean isByline(Paragraph paragraph) {
    String text = paragraph.text();
    if (text.length() > 80 || endsSentence(text)) {
      return false;
    }
    if (author != null && text.contains(author)) {
      return true;
    }
    String name = furniture.afterByline(text);
    return name != null && (author == null || name.contains(author) || name.length() <= 40);
  }

  private static boolean endsSentence(String text) {
    return ".!?。！？।…\"”».".indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  /** Cuts at both ends what the page's structured data does not hold. */
  private static List<Paragraph> withinTold(List<Paragraph> kept, String told) {
    String all = letters(told);
    if ((long) all.length() * kept.size() > COMPARISONS) {
      return kept;
    }
    boolean[] held = new boolean[kept.size()];
    long heldWeight = 0;
    for (int i = 0; i < held.length; i++) {
      String own = letters(kept.get(i).text());
      held[i] = all.contains(own.substring(0, Math.min(60, own.length())));
      heldWeight += held[i] ? kept.get(i).weight() : 0;
    }
    if (heldWeight < 0.85 * TextWeight.of(told)) {
      return kept;
    }
    int from = 0;
    int to = held.length;
    while (from < to && !held[from]) {
      from++;
    }
    while (to > from && !held[to - 1]) {
      to--;
    }
    return kept.subList(from, to);
  }

  private static String letters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}

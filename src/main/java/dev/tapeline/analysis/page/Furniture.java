package dev.tapeline.analysis.page;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What pages put around and into an article, by the words of {@code furniture.csv}: class names of
 * author boxes and share bars, headings such as "Related articles", pointers such as "Baca juga:".
 */
final class Furniture {
  /** A pointer or a request that is longer than this is a sentence of the article after all. */
  private static final int SHORT = 260;

  private static final int LONGEST_CLASS = 400;

  private static final Furniture BUILT_IN = read("furniture.csv");

  private final ClassWords furnitureClasses = new ClassWords();
  private final ClassWords smallClasses = new ClassWords();
  private final ClassWords commentClasses = new ClassWords();
  private final ClassWords bodyClasses = new ClassWords();
  private final Set<String> exactClasses = new HashSet<>();
  private final List<String> leads = new ArrayList<>();
  private final Set<String> sections = new HashSet<>();
  private final Set<String> tocs = new HashSet<>();
  private final List<String> promos = new ArrayList<>();
  private final Set<String> labels = new HashSet<>();
  private final List<String> bylines = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();
  private final Map<String, String> agencies = new LinkedHashMap<>();

  private Furniture() {}

  static Furniture builtIn() {
    return BUILT_IN;
  }

  private static Furniture read(String resource) {
    Furniture furniture = new Furniture();
    try (InputStream in =
            Objects.requireNonNull(Furniture.class.getResourceAsStream(resource), resource);
        CsvReader<NamedCsvRecord> rows =
            CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (NamedCsvRecord row : rows) {
        furniture.add(row.getField("kind"), List.of(row.getField("phrase").split("\\|")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return furniture;
  }

  private void add(String kind, List<String> phrases) {
    switch (kind) {
      case "class" -> phrases.forEach(furnitureClasses::add);
      case "class-small" -> phrases.forEach(smallClasses::add);
      case "class-comment" -> phrases.forEach(commentClasses::add);
      case "class-exact" -> exactClasses.addAll(phrases);
      case "body" -> phrases.forEach(bodyClasses::add);
      case "lead" -> phrases.forEach(p -> leads.add(fold(p)));
      case "section" -> phrases.forEach(p -> sections.add(bare(p)));
      case "toc" -> phrases.forEach(p -> tocs.add(bare(p)));
      case "promo" -> phrases.forEach(p -> promos.add(fold(p)));
      case "label" -> phrases.forEach(p -> labels.add(bare(p)));
      case "byline" -> phrases.forEach(p -> bylines.add(fold(p)));
      case "source" -> phrases.forEach(p -> sources.add(fold(p)));
      case "agency" -> phrases.forEach(p -> agencies.put(bare(p), phrases.get(0)));
      default -> throw new IllegalArgumentException("furniture.csv: unknown kind " + kind);
    }
  }

  /** Whether a class or id names furniture other than comments. */
  boolean isFurnitureClass(String classes) {
    for (List<String> words : words(classes)) {
      if (furnitureClasses.within(words)
          || (words.size() == 1 && exactClasses.contains(words.get(0)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a class or id names furniture when there is no more than a line or two in it. */
  boolean isSmallFurnitureClass(String classes) {
    return words(classes).stream().anyMatch(smallClasses::within);
  }

  /** Whether a class or id names readers' comments. */
  boolean isCommentClass(String classes) {
    return words(classes).stream().anyMatch(commentClasses::within);
  }

  /** Whether a class or id names the container of an article's body. */
  boolean isBodyClass(String classes) {
    return words(classes).stream().anyMatch(bodyClasses::within);
  }

  /** Whether a paragraph points to another article: "Baca juga: …". */
  boolean isPointer(String paragraph) {
    return paragraph.length() <= SHORT && startsWithPhrase(fold(paragraph), leads) > 0;
  }

  /** Whether a paragraph asks to follow, subscribe or accept. */
  boolean isPromotion(String paragraph) {
    if (paragraph.length() > SHORT) {
      return false;
    }
    String folded = fold(paragraph);
    return promos.stream().anyMatch(folded::contains);
  }

  /** Whether a heading opens furniture: "Related articles", "Posting Komentar". */
  boolean isSection(String heading) {
    return heading.length() <= 80 && sections.contains(bare(heading));
  }

  /** Whether a heading opens a table of contents: "Daftar Isi". */
  boolean isTableOfContents(String heading) {
    return heading.length() <= 60 && tocs.contains(bare(heading));
  }

  /** Whether a paragraph is nothing but a label: "Advertisement", "Share". */
  boolean isLabel(String paragraph) {
    return paragraph.length() <= 60 && labels.contains(bare(paragraph));
  }

  /** A byline without what stands before the name: "By Ann Lee" gives "Ann Lee"; null if none. */
  @Nullable String afterByline(String paragraph) {
    return after(paragraph, bylines);
  }

  /** The agency of a paragraph such as "(REUTERS)", "Sumber: Antara" or "来源：新华社", or null. */
  @Nullable String creditedAgency(String paragraph) {
    if (paragraph.length() > 80) {
      return null;
    }
    String rest = after(paragraph, sources);
    String agency = agency(rest == null ? paragraph : rest);
    if (agency != null || rest == null) {
      return agency;
    }
    // "Sumber: Reuters, 19 Oktober": the name is followed by something else
    int cut = indexOfAny(rest, ",;|/ (（、");
    return cut <= 0 ? null : agency(rest.substring(0, cut));
  }

  /** The agency that a name is, written as agencies are credited ("Reuters"), or null. */
  @Nullable String agency(String name) {
    return name.length() > 60 ? null : agencies.get(bare(name));
  }

  private static int indexOfAny(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable String after(String paragraph, List<String> phrases) {
    String folded = fold(paragraph);
    if (folded.length() != paragraph.length()) {
      return null;
    }
    int length = startsWithPhrase(folded, phrases);
    if (length <= 0) {
      return null;
    }
    int from = length;
    while (from < paragraph.length() && " :：/／｜|-–—\u3000".indexOf(paragraph.charAt(from)) >= 0) {
      from++;
    }
    String rest = paragraph.substring(from).strip();
    return rest.isEmpty() ? null : rest;
  }

  /** Length of the longest phrase that a text begins with, as whole words; 0 if none. */
  private static int startsWithPhrase(String folded, List<String> phrases) {
    int best = 0;
    for (String phrase : phrases) {
      if (phrase.length() > best
          && folded.startsWith(phrase)
          && (folded.length() == phrase.length()
              || !isAlphabetic(phrase.charAt(phrase.length() - 1))
              || !Character.isLetterOrDigit(folded.charAt(phrase.length())))) {
        best = phrase.length();
      }
    }
    return best;
  }

  /** Scripts that part words by spaces; Han, kana, Hangul and Thai phrases end anywhere. */
  private static boolean isAlphabetic(char c) {
    return Character.isLetter(c) && !TextWeight.isDense(c) && !(c >= 0x0E00 && c <= 0x0E7F);
  }

  private static String fold(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Folded, and without what decorates a heading on either side. */
  private static String bare(String text) {
    String folded = fold(text);
    int from = 0;
    int to = folded.length();
    while (from < to && isDecoration(folded.codePointAt(from))) {
      from += Character.charCount(folded.codePointAt(from));
    }
    while (to > from && isDecoration(folded.codePointBefore(to))) {
      to -= Character.charCount(folded.codePointBefore(to));
    }
    return from >= to ? folded : folded.substring(from, to);
  }

  private static boolean isDecoration(int c) {
    return !Character.isLetterOrDigit(c)
        && Character.getType(c) != Character.NON_SPACING_MARK
        && Character.getType(c) != Character.COMBINING_SPACING_MARK;
  }

  /**
   * The words of every class: {@code "relatedPosts td-ad_slot"} gives related posts, td ad slot.
   */
  static List<List<String>> words(String classes) {
    if (classes.isEmpty()) {
      return List.of();
    }
    String bounded =
        classes.length() > LONGEST_CLASS ? classes.substring(0, LONGEST_CLASS) : classes;
    List<List<String>> all = new ArrayList<>();
    for (String one : bounded.strip().split("\\s+")) {
      // WordPress writes an article's categories and tags into its classes: category-comments
      if (!one.startsWith("category-") && !(one.startsWith("tag-") && !one.startsWith("tag-l"))) {
        all.add(wordsOfOne(one));
      }
    }
    return all;
  }

  private static List<String> wordsOfOne(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean hump = Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1));
      if (!Character.isLetterOrDigit(c) || hump) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      }
      if (Character.isLetterOrDigit(c)) {
        word.append(Character.toLowerCase(c));
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  /** Phrases of class words; "read more" is found in read-more and in readmore alike. */
  private static final class ClassWords {
    private final Map<String, List<List<String>>> byFirstWord = new HashMap<>();

    void add(String phrase) {
      List<String> words = List.of(phrase.strip().split(" "));
      byFirstWord.computeIfAbsent(words.get(0), k -> new ArrayList<>()).add(words);
      String glued = String.join("", words);
      if (words.size() > 1) {
        byFirstWord.computeIfAbsent(glued, k -> new ArrayList<>()).add(List.of(glued));
      }
    }

    boolean within(List<String> words) {
      for (int i = 0; i < words.size(); i++) {
        for (List<String> phrase : byFirstWord.getOrDefault(words.get(i), List.of())) {
          int to = i + phrase.size();
          if (to <= words.size() && words.subList(i, to).equals(phrase)) {
            return true;
          }
        }
      }
      return false;
    }
  }
}

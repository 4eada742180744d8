package dev.tapeline.analysis.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An article's headline out of what a page offers: its {@code h1}, what it tells other sites, its
 * window title. The site's name is cut off: "Mobil listrik 2024 - Kabar Pasar" gives "Mobil listrik
 * 2024".
 */
final class Headline {
  /** What parts a headline from a site's or a section's name in a window title. */
  private static final Pattern SEPARATOR =
      Pattern.compile("\\s+[|\\-–—·•»«:/]{1,2}\\s+|\\s*[|｜︱丨]\\s*|_|\\s+::\\s+");

  private Headline() {}

  /**
   * The headline, or null where there is none.
   *
   * @param told what the page tells other sites, best first; without nulls
   * @param h1 the page's first-level headings
   * @param window the window title, or null
   * @param siteName the site's name, or null
   */
  static @Nullable String choose(
      List<String> told, List<String> h1, @Nullable String window, @Nullable String siteName) {
    String toldTitle = told.isEmpty() ? null : withoutSite(told.get(0), siteName, false);
    String windowTitle = window == null ? null : withoutSite(window, siteName, true);
    for (String heading : h1) {
      if (agrees(heading, told) || (window != null && folded(window).startsWith(folded(heading)))) {
        return heading;
      }
    }
    if (toldTitle != null) {
      return toldTitle;
    }
    if (h1.size() == 1 && !h1.get(0).equalsIgnoreCase(siteName)) {
      return h1.get(0);
    }
    return windowTitle;
  }

  /** The last part of a window title that begins with the headline; null where there is none. */
  static @Nullable String siteBehind(String headline, String window) {
    if (!window.startsWith(headline)) {
      return null;
    }
    Matcher matcher = SEPARATOR.matcher(window);
    String last = null;
    for (int from = headline.length(); from <= window.length() && matcher.find(from); ) {
      last = window.substring(matcher.end());
      from = matcher.end();
    }
    return last == null || last.isBlank() || TextWeight.of(last) > 40 ? null : last.strip();
  }

  private static boolean agrees(String heading, List<String> told) {
    String folded = folded(heading);
    if (folded.length() < 4) {
      return false;
    }
    for (String title : told) {
      String other = folded(title).replaceAll("(…|\\.\\.\\.)$", "");
      if (other.startsWith(folded) || (other.length() > 20 && folded.startsWith(other))) {
        return true;
      }
    }
    return false;
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Punct}‘’“”]+", " ").strip();
  }

  private static String withoutSite(String title, @Nullable String siteName, boolean guess) {
    List<int[]> separators = new ArrayList<>();
    Matcher matcher = SEPARATOR.matcher(title);
    while (matcher.find()) {
      separators.add(new int[] {matcher.start(), matcher.end()});
    }
    if (separators.isEmpty()) {
      return title;
    }
    if (siteName != null) {
      for (int[] separator : separators) {
        if (names(title.substring(separator[1]), siteName)) {
          String head = orWhole(title.substring(0, separator[0]), title);
          return guess ? withoutSection(head) : head;
        }
      }
      int[] first = separators.get(0);
      if (names(title.substring(0, first[0]), siteName)) {
        return orWhole(title.substring(first[1]), title);
      }
    }
    return guess ? withoutShortTail(title, separators) : title;
  }

  /** A section's name between headline and site: "Pabrik baru dibuka | Ekonomi". */
  private static String withoutSection(String title) {
    int bar = Math.max(title.lastIndexOf('|'), title.lastIndexOf('_'));
    boolean section =
        bar > 0 && 2 * TextWeight.of(title.substring(bar + 1)) <= TextWeight.of(title);
    return section ? orWhole(title.substring(0, bar), title) : title;
  }

  /** Whether a part of a title begins with the site's name or the name with it. */
  private static boolean names(String part, String siteName) {
    String p = folded(part).replace(" ", "");
    String s = folded(siteName).replace(" ", "");
    return !p.isEmpty()
        && !s.isEmpty()
        && (p.startsWith(s) || (p.length() >= 4 && s.startsWith(p)));
  }

  /** Cuts from the first separator behind which there are only short parts. */
  private static String withoutShortTail(String title, List<int[]> separators) {
    for (int[] separator : separators) {
      String head = title.substring(0, separator[0]);
      String tail = title.substring(separator[1]);
      boolean shortTail = tail.split("\\s+").length <= 5 && TextWeight.of(tail) <= 40;
      if (shortTail && TextWeight.of(head) > TextWeight.of(tail)) {
        return orWhole(head, title);
      }
    }
    return title;
  }

  private static String orWhole(String part, String whole) {
    return part.isBlank() ? whole : part.strip();
  }
}

package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Words;
import dev.tapeline.analysis.text.Zone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a sentence does with each company that it names.
 *
 * <p>Furniture makes {@link Role#PAGE}, a credit line {@link Role#SOURCE}. A medium is a source
 * unless the sentence speaks of its business. A bank or broker is one where it is quoted
 * ("according to", "analysts at"). A platform or an exchange is a {@link Role#VENUE} where
 * something is posted, sold or listed on it. All others are {@link Role#PARTY} here; which of them
 * are subjects is for {@link Relevance} to say.
 */
final class Roles {
  /** A percentage stands at most so far behind the verb that it belongs to. */
  private static final int MOVED = 16;

  private static final int NEAR = 3;

  private final List<Hit> hits;
  private final Function<Hit, SentenceContext> contexts;

  Roles(List<Hit> hits, Function<Hit, SentenceContext> contexts) {
    this.hits = hits;
    this.contexts = contexts;
  }

  void read() {
    for (Hit hit : hits) {
      hit.role = role(hit, contexts.apply(hit));
    }
    spreadSources();
    @Nullable Hit previous = null;
    for (Hit hit : hits) {
      SentenceContext context = contexts.apply(hit);
      hit.leading = isLeading(hit, previous, context);
      hit.weight = weight(hit, context);
      if (hit.role == Role.PARTY) {
        previous = hit;
      }
    }
  }

  private static Company company(Hit hit) {
    Hit.Candidate chosen = hit.chosen;
    if (chosen == null) {
      throw new IllegalStateException("an unsettled hit");
    }
    return chosen.company();
  }

  private Role role(Hit hit, SentenceContext context) {
    if (hit.sentence.zone() == Zone.FURNITURE) {
      return Role.PAGE;
    }
    if (hit.sentence.zone() == Zone.CREDIT) {
      return Role.SOURCE;
    }
    if (isMedium(hit, context)) {
      return Role.SOURCE;
    }
    if (isVenue(hit, context)) {
      return Role.VENUE;
    }
    return isQuotedBroker(hit, context) ? Role.SOURCE : Role.PARTY;
  }

  private boolean isMedium(Hit hit, SentenceContext context) {
    if (context.over(hit.start, hit.end, "media") == null) {
      return false;
    }
    boolean quoted =
        context.before(hit.fullStart, "source-cue", "before", 2) != null
            || context.behind(hit.fullEnd, "source-cue", "after", 2) != null
            || isBracketed(hit, context);
    boolean business =
        hit.legalForm
            || context.near(hit.fullStart, hit.fullEnd, "company-cue", "share", 1)
            || context.near(hit.fullStart, hit.fullEnd, "company-cue", "kind", 1)
            || context.behind(hit.fullEnd, "company-cue", "noun", 2) != null;
    return quoted || !business;
  }

  private static boolean isBracketed(Hit hit, SentenceContext context) {
    String text = context.text();
    int before = hit.fullStart - 1;
    int behind = hit.fullEnd;
    return before >= 0
        && behind < text.length()
        && "([【".indexOf(text.charAt(before)) >= 0
        && ")]】".indexOf(text.charAt(behind)) >= 0;
  }

  private boolean isVenue(Hit hit, SentenceContext context) {
    Cue venue = context.over(hit.start, hit.end, "venue");
    if (venue == null) {
      return false;
    }
    boolean acts =
        context.near(hit.fullStart, hit.fullEnd, "company-cue", "share", 1)
            || hit.legalForm
            || (context.opens(hit.fullStart)
                && context.behind(hit.fullEnd, "company-cue", "verb", 1) != null);
    if (acts) {
      return false;
    }
    return context.near(hit.fullStart, hit.fullEnd, "venue-cue", venue.value(), NEAR)
        || context.before(hit.fullStart, "venue-cue", "on", 1) != null
        || isPlaceBehind(hit, context);
  }

  /** {@code 微博上}, but not {@code 微博上半年}. */
  private static boolean isPlaceBehind(Hit hit, SentenceContext context) {
    Cue at = context.behind(hit.fullEnd, "venue-cue", "at", 0);
    return at != null
        && context.cues().stream()
            .noneMatch(c -> c.start() == at.start() && c.length() > at.length());
  }

  private boolean isQuotedBroker(Hit hit, SentenceContext context) {
    if (!"financials".equals(company(hit).sector())) {
      return false;
    }
    if (context.before(hit.fullStart, "company-cue", "share", 1) != null) {
      return false;
    }
    if (movesItself(hit, context)) {
      return false;
    }
    if (context.near(hit.fullStart, hit.fullEnd, "broker-cue", "analyst", 1)) {
      return true;
    }
    boolean says =
        context.has("broker-cue", "note")
            && context.behind(hit.fullEnd, "broker-cue", "says", 1) != null;
    return says
        || actsOnAnother(hit, context)
        || context.before(hit.fullStart, "source-cue", "before", 2) != null
        || (context.behind(hit.fullEnd, "broker-cue", "opinion", 4) != null
            && (context.has("broker-cue", "note") || namesAnother(hit)));
  }

  /**
   * {@code NN Group won 1,7 procent na een verhoging van het koersdoel}: its own shares moved, or
   * it is itself what somebody rates.
   */
  private static boolean movesItself(Hit hit, SentenceContext context) {
    for (Cue move : context.cues().of("move")) {
      int gap = move.start() - hit.fullEnd;
      if (gap >= 0 && gap <= 2) {
        return context.cues().of("percent").stream()
            .anyMatch(p -> p.start() >= move.end() && p.start() - move.end() <= MOVED);
      }
      // "terwijl branchegenoot ING 0,5 procent won"
      boolean last =
          gap > 0
              && context.cues().of("percent").stream()
                  .anyMatch(
                      p ->
                          p.start() > hit.fullEnd
                              && p.start() - hit.fullEnd <= MOVED
                              && p.end() <= move.start()
                              && move.start() - p.end() <= 2);
      if (last) {
        return true;
      }
    }
    return context.behind(hit.fullEnd, "company-cue", "rated", 0) != null;
  }

  /**
   * The first name of a sentence that speaks of a rating or target, of a company named elsewhere.
   */
  private boolean actsOnAnother(Hit hit, SentenceContext context) {
    if (!context.has("broker-cue", "note")
        || hit.legalForm
        || context.before(hit.fullStart, "company-cue", "share", 1) != null
        || context.behind(hit.fullEnd, "company-cue", "share", 0) != null
        || context.behind(hit.fullEnd, "company-cue", "noun", 1) != null) {
      return false;
    }
    boolean another = false;
    boolean inHeadline = false;
    for (Hit other : hits) {
      boolean same = company(other).equals(company(hit));
      inHeadline |= same && other.sentence.zone() == Zone.HEADLINE;
      if (other.sentence == hit.sentence && !same) {
        if (other.start < hit.start) {
          return false;
        }
        another = true;
      }
      another |= !same && other.sentence.index() < hit.sentence.index();
    }
    return another && (!inHeadline || hit.sentence.zone() == Zone.HEADLINE);
  }

  private boolean namesAnother(Hit hit) {
    return hits.stream()
        .anyMatch(other -> other.sentence == hit.sentence && !company(other).equals(company(hit)));
  }

  /** A broker that is quoted once is meant as a source wherever else it stands without business. */
  private void spreadSources() {
    Map<Company, int[]> counts = new HashMap<>();
    for (Hit hit : hits) {
      int[] count = counts.computeIfAbsent(company(hit), c -> new int[2]);
      count[0] += hit.role == Role.SOURCE ? 1 : 0;
      count[1] += hit.role == Role.PARTY && isBusiness(hit) ? 1 : 0;
    }
    for (Hit hit : hits) {
      int[] count = counts.getOrDefault(company(hit), new int[2]);
      if (hit.role == Role.PARTY && count[0] > 0 && count[1] == 0) {
        hit.role = Role.SOURCE;
      }
    }
  }

  private boolean isBusiness(Hit hit) {
    SentenceContext context = contexts.apply(hit);
    return hit.sentence.zone() == Zone.HEADLINE
        || hit.legalForm
        || hit.isTicker()
        || context.near(hit.fullStart, hit.fullEnd, "company-cue", "share", 1)
        || context.behind(hit.fullEnd, "company-cue", "noun", 2) != null;
  }

  /** The first company of its clause, not far from where the clause begins. */
  private static boolean isLeading(Hit hit, @Nullable Hit previous, SentenceContext context) {
    boolean first =
        previous == null
            || previous.sentence != hit.sentence
            || context.distance(previous.fullEnd, hit.fullStart) >= SentenceContext.FAR;
    if (!first) {
      return false;
    }
    String text = context.text();
    int words = 0;
    for (int i = hit.fullStart - 1; i >= hit.sentence.start() && words <= 8; i--) {
      char c = text.charAt(i);
      if (c == ',' || c == '，' || c == ';' || c == '"') {
        break;
      }
      if (Words.isUnspaced(c)
          || (Words.isWord(c) && (i == 0 || !Words.isWord(text.charAt(i - 1))))) {
        words += 1;
      }
    }
    return words <= 7;
  }

  private static double weight(Hit hit, SentenceContext context) {
    double weight = 1;
    if (context.before(hit.fullStart, "list-cue", "rival", 4) != null) {
      weight = 0.5;
    } else if (context.before(hit.fullStart, "list-cue", "example", 4) != null) {
      weight = 0.4;
    } else if (context.before(hit.fullStart, "list-cue", "former", 2) != null) {
      weight = 0.3;
    }
    return hit.leading ? weight : weight * 0.7;
  }
}

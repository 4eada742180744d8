package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Zone;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much a document is about each company, from 0 to 100.
 *
 * <p>Every sentence that names a company in a plain statement gives it points: the headline 40, the
 * first sentence of the body 24, the second 12, the third 9, each later one 5 (30 together at
 * most). A place where the company is not its clause's subject counts 0.7 of that, one in a list of
 * rivals or examples 0.4 of it. A sentence that means the company without naming it gives 2 (10
 * together at most). With {@code share} as the company's points over the highest company's:
 *
 * <ul>
 *   <li>the highest company is the main subject: 90 + points / 10, at most 100
 *   <li>share 0.72 and more, or leading the headline: a subject, 75 + 15 × share, at most 89 or,
 *       where share is 0.9 and more and it leads the headline or the first sentence, 90
 *   <li>otherwise a party: 25 + 60 × share, from 30 to 74; where it is named only as what somebody
 *       was or likes, a passing mention below 30
 * </ul>
 *
 * <p>Where even the highest company stands in no headline and not in the first three sentences of a
 * text with more than six, it is a party.
 */
final class Relevance {
  private static final double HEADLINE = 40;
  private static final double[] BODY = {24, 12, 9};
  private static final double LATER = 5;
  private static final double LATER_MOST = 30;
  private static final double COREFERENCE = 2;
  private static final double COREFERENCE_MOST = 10;
  private static final int LONG_TEXT = 7;
  private static final double NAMED = 30;
  private static final double PLAIN = 0.6;

  /** What is known of one company. */
  private static final class Points {
    double headline;
    double lead;
    double later;
    double coreference;
    boolean leadsHeadline;
    boolean leadsFirst;
    double heaviest;

    double sum() {
      return headline
          + lead
          + Math.min(LATER_MOST, later)
          + Math.min(COREFERENCE_MOST, coreference);
    }
  }

  /**
   * A company's part in the document.
   *
   * @param role what the document does with it
   * @param relevance 0 to 100
   * @param plain whether some sentence says something of it, not only beside another
   */
  record Score(Role role, int relevance, boolean plain) {}

  private final Map<Company, Points> points = new LinkedHashMap<>();
  private double highest;
  private final List<Sentence> sentences;
  private final int[] bodyPlace;
  private int bodySentences;

  Relevance(List<Sentence> sentences) {
    this.sentences = sentences;
    this.bodyPlace = new int[sentences.size()];
    for (Sentence sentence : sentences) {
      bodyPlace[sentence.index()] = sentence.zone() == Zone.BODY ? bodySentences++ : -1;
    }
  }

  /** Roles and relevance of all companies of these mentions. */
  Map<Company, Score> score(List<Hit> hits, List<Coreference> coreferences) {
    Map<Company, Role> fallback = new LinkedHashMap<>();
    Map<Company, Set<Integer>> counted = new HashMap<>();
    for (Hit hit : hits) {
      Hit.Candidate chosen = hit.chosen;
      if (chosen == null) {
        continue;
      }
      fallback.merge(chosen.company(), hit.role, Relevance::nearer);
      if (hit.role == Role.PARTY) {
        count(hit, chosen.company(), counted);
      }
    }
    for (Coreference coreference : coreferences) {
      Points known = points.get(coreference.company());
      Set<Integer> seen = counted.get(coreference.company());
      if (known != null && seen != null && seen.add(coreference.sentence().index())) {
        known.coreference += COREFERENCE;
      }
    }
    for (Points one : points.values()) {
      highest = Math.max(highest, one.sum());
    }
    Map<Company, Score> scores = new LinkedHashMap<>();
    fallback.forEach((company, role) -> scores.put(company, score(company, role)));
    return scores;
  }

  /** Of two roles the one that says more of the company. */
  private static Role nearer(Role one, Role other) {
    return one.ordinal() <= other.ordinal() ? one : other;
  }

  private void count(Hit hit, Company company, Map<Company, Set<Integer>> counted) {
    Points known = points.computeIfAbsent(company, c -> new Points());
    known.heaviest = Math.max(known.heaviest, hit.weight);
    if (!counted.computeIfAbsent(company, c -> new HashSet<>()).add(hit.sentence.index())) {
      return;
    }
    int place = bodyPlace[hit.sentence.index()];
    if (hit.sentence.zone() == Zone.HEADLINE) {
      known.headline = Math.max(known.headline, HEADLINE * hit.weight);
      known.leadsHeadline |= hit.leading && hit.weight >= 1;
    } else if (place >= 0 && place < BODY.length) {
      known.lead += BODY[place] * hit.weight;
      known.leadsFirst |= place == 0 && hit.leading && hit.weight >= 1;
    } else {
      known.later += LATER * hit.weight;
    }
  }

  private Score score(Company company, Role role) {
    Points own = points.get(company);
    if (own == null) {
      return new Score(role, role == Role.PAGE ? 2 : 10, false);
    }
    double sum = own.sum();
    double share = sum / highest;
    boolean prominent = own.headline > 0 || own.lead > 0 || bodySentences < LONG_TEXT;
    boolean top = share >= 1;
    if (top && prominent && own.heaviest >= PLAIN) {
      return new Score(Role.SUBJECT, (int) Math.min(100, Math.round(90 + sum / 10)), true);
    }
    boolean subject = prominent && (share >= 0.72 || (own.leadsHeadline && share >= 0.4));
    if (subject && own.heaviest >= PLAIN) {
      boolean main = share >= 0.9 && (own.leadsHeadline || own.leadsFirst);
      return new Score(
          Role.SUBJECT, (int) Math.min(main ? 90 : 89, Math.round(75 + 15 * share)), true);
    }
    double relevance = own.heaviest < 0.3 ? 10 + 15 * share : Math.max(NAMED, 25 + 60 * share);
    return new Score(Role.PARTY, (int) Math.min(74, Math.round(relevance)), own.heaviest >= PLAIN);
  }
}

package dev.tapeline.analysis.event;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.linking.CompanyLink;
import dev.tapeline.analysis.linking.Links;
import dev.tapeline.analysis.text.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses which finds are events of a document: those of one company and group are one event, told
 * by several sentences; what scores too little, and what another group already tells, is left out.
 */
final class EventSelection {
  /** Telling words about a named company pass anywhere, weaker ones only in headline and lead. */
  private static final double ENOUGH = 3.5;

  private static final double REPEAT = 0.3;
  private static final int MOST_PER_COMPANY = 6;
  private static final int PASSING = 30;

  /** Lines of a profit statement, which a report on earnings tells anyway. */
  private static final Set<String> LINES = Set.of("revenue", "sales-volume", "costs");

  private EventSelection() {}

  private record Key(Company company, String group, boolean background) {}

  /** The chosen events, each as its finds, the most telling first. */
  static List<List<Find>> select(List<Find> finds, Links links) {
    Map<Key, List<Find>> groups = new LinkedHashMap<>();
    for (Find find : finds) {
      Key key = new Key(find.company(), find.group(), find.background());
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(find);
    }
    List<List<Find>> chosen = new ArrayList<>();
    for (List<Find> group : groups.values()) {
      group.sort(
          Comparator.comparingDouble(Find::score)
              .reversed()
              .thenComparingInt(find -> EventTypes.builtIn().rank(find.trigger().type())));
      if (score(group) >= needed(group.get(0), links)) {
        chosen.add(group);
      }
    }
    chosen.removeIf(group -> isToldByEarnings(group, chosen));
    chosen.removeIf(group -> isMoneyForAPlant(group, chosen));
    return mostTelling(chosen);
  }

  /** The best find's score, and a little for every further sentence. */
  static double score(List<Find> group) {
    int more = 0;
    for (int i = 1; i < group.size() && more < 2; i++) {
      more += isOfNewSentence(group, i) ? 1 : 0;
    }
    return group.get(0).score() + REPEAT * more;
  }

  private static boolean isOfNewSentence(List<Find> group, int place) {
    int sentence = group.get(place).trigger().sentence().index();
    for (int i = 0; i < place; i++) {
      if (group.get(i).trigger().sentence().index() == sentence) {
        return false;
      }
    }
    return true;
  }

  private static double needed(Find best, Links links) {
    CompanyLink link = links.link(best.company());
    boolean passing = link == null || link.relevance() < PASSING;
    return passing ? ENOUGH + 0.8 : ENOUGH;
  }

  private static boolean isToldByEarnings(List<Find> group, List<List<Find>> chosen) {
    Find best = group.get(0);
    if (!LINES.contains(best.group())) {
      return false;
    }
    for (List<Find> other : chosen) {
      Find earnings = other.get(0);
      if (best.group().equals("revenue")
          && earnings.group().equals("sales-volume")
          && earnings.company().equals(best.company())) {
        return true;
      }
      if (!best.group().equals("revenue")
          && earnings.group().equals("earnings")
          && earnings.company().equals(best.company())
          && (!isHeadline(best) || isHeadline(earnings))) {
        return true;
      }
    }
    return false;
  }

  /** "Will invest 5 billion to build a plant": the plant is the event, the money its amount. */
  private static boolean isMoneyForAPlant(List<Find> group, List<List<Find>> chosen) {
    Find best = group.get(0);
    if (!best.group().equals("investments")) {
      return false;
    }
    for (List<Find> other : chosen) {
      Find plant = other.get(0);
      if (plant.group().equals("facilities")
          && plant.company().equals(best.company())
          && plant.trigger().sentence().index() == best.trigger().sentence().index()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHeadline(Find find) {
    return find.trigger().sentence().zone() == Zone.HEADLINE;
  }

  private static List<List<Find>> mostTelling(List<List<Find>> chosen) {
    List<List<Find>> sorted = new ArrayList<>(chosen);
    sorted.sort(Comparator.comparingDouble(EventSelection::score).reversed());
    Map<Company, Integer> counts = new HashMap<>();
    sorted.removeIf(
        group -> counts.merge(group.get(0).company(), 1, Integer::sum) > MOST_PER_COMPANY);
    return sorted;
  }
}

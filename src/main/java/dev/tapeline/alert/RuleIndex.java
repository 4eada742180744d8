package dev.tapeline.alert;

import dev.tapeline.timeline.ClaimCheck.Verdict;
import dev.tapeline.timeline.RecordedMove;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rules, found by what happens: by company, by market, by index, and those for all; among these by
 * what they wait for. Nobody loops over all rules. Immutable, safe for many threads.
 */
final class RuleIndex {
  private final Map<UUID, Shelf> byCompany = new HashMap<>();
  private final Map<String, Shelf> byMarket = new HashMap<>();
  private final Map<String, Shelf> byIndex = new HashMap<>();
  private final Shelf everywhere = new Shelf();
  private final boolean moves;

  RuleIndex(Collection<LiveRule> rules) {
    boolean anyMoves = false;
    for (LiveRule rule : rules) {
      anyMoves |= rule.when().move() != null;
      if (rule.all()) {
        everywhere.add(rule);
      }
      rule.companies().forEach(id -> byCompany.computeIfAbsent(id, key -> new Shelf()).add(rule));
      rule.markets().forEach(mic -> byMarket.computeIfAbsent(mic, key -> new Shelf()).add(rule));
      rule.indices().forEach(code -> byIndex.computeIfAbsent(code, key -> new Shelf()).add(rule));
    }
    everywhere.sort();
    byCompany.values().forEach(Shelf::sort);
    byMarket.values().forEach(Shelf::sort);
    byIndex.values().forEach(Shelf::sort);
    this.moves = anyMoves;
  }

  /** Whether any rule waits for recorded moves. */
  boolean watchesMoves() {
    return moves;
  }

  /** Hands over every rule that something matches, once for each trigger. */
  void match(Happening happening, Consumer<Match> sink) {
    UUID company = happening.company().id();
    String mic = happening.mic();
    everywhere.match(happening, sink);
    Shelf own = company == null ? null : byCompany.get(company);
    if (own != null) {
      own.match(happening, sink);
    }
    Shelf market = mic == null ? null : byMarket.get(mic);
    if (market != null) {
      // A rule that names the company too has been found already.
      market.match(happening, unless(match -> match.rule().names(company), sink));
    }
    Shelf index = happening.index() == null ? null : byIndex.get(happening.index());
    if (index != null) {
      index.match(
          happening,
          unless(
              match ->
                  match.rule().names(company)
                      || (mic != null && match.rule().markets().contains(mic)),
              sink));
    }
  }

  private static Consumer<Match> unless(Predicate<Match> found, Consumer<Match> sink) {
    return match -> {
      if (!found.test(match)) {
        sink.accept(match);
      }
    };
  }

  /** Whether a recorded move matches any rule, whatever causes they ask for. */
  boolean mayMatch(Happening happening) {
    RecordedMove move = happening.move();
    UUID company = happening.company().id();
    String mic = happening.mic();
    return move != null
        && (everywhere.mayMatch(move)
            || (company != null && byCompany.getOrDefault(company, Shelf.EMPTY).mayMatch(move))
            || (happening.index() != null
                && byIndex.getOrDefault(happening.index(), Shelf.EMPTY).mayMatch(move))
            || (mic != null && byMarket.getOrDefault(mic, Shelf.EMPTY).mayMatch(move)));
  }

  /** What one rule, wherever it stands, would send. */
  static void match(LiveRule rule, Happening happening, Consumer<Match> sink) {
    if (rule.concerns(happening)) {
      new RuleIndex(Set.of(rule)).match(happening, sink);
    }
  }

  /** Rules for the same companies. */
  private static final class Shelf {
    static final Shelf EMPTY = new Shelf();

    /** By the change that they wait for, the smallest first. */
    private final List<LiveRule> moves = new ArrayList<>();

    private final List<LiveRule> reported = new ArrayList<>();

    /** By type or group; the empty text for those that wait for any. */
    private final Map<String, List<LiveRule>> events = new HashMap<>();

    private final Map<Verdict, List<LiveRule>> claims = new EnumMap<>(Verdict.class);

    void add(LiveRule rule) {
      Conditions when = rule.when();
      if (when.move() != null) {
        moves.add(rule);
      }
      if (when.reportedMove() != null) {
        reported.add(rule);
      }
      if (when.event() != null) {
        List<String> types = when.event().types();
        for (String type : types.isEmpty() ? List.of("") : types) {
          events.computeIfAbsent(type, key -> new ArrayList<>()).add(rule);
        }
      }
      if (when.claim() != null) {
        claims.computeIfAbsent(when.claim().verdict(), key -> new ArrayList<>()).add(rule);
      }
    }

    void sort() {
      moves.sort(Comparator.comparing(RuleIndex::leastChange));
      reported.sort(Comparator.comparing(RuleIndex::leastReported));
    }

    boolean mayMatch(RecordedMove move) {
      BigDecimal size = move.changePercent().abs();
      for (LiveRule rule : moves) {
        if (leastChange(rule).compareTo(size) > 0) {
          return false;
        }
        if (rule.when().move() != null && rule.when().move().matchesButCause(move)) {
          return true;
        }
      }
      return false;
    }

    void match(Happening happening, Consumer<Match> sink) {
      RecordedMove move = happening.move();
      if (move != null) {
        BigDecimal size = move.changePercent().abs();
        for (LiveRule rule : moves) {
          if (leastChange(rule).compareTo(size) > 0) {
            break;
          }
          if (rule.when().move() != null && rule.when().move().matches(move)) {
            sink.accept(new Match(rule, Trigger.MOVE, happening));
          }
        }
      }
      News news = happening.news();
      if (news != null) {
        matchReported(happening, news, sink);
        matchEvents(happening, news, sink);
        matchClaims(happening, news, sink);
      }
    }

    private void matchReported(Happening happening, News news, Consumer<Match> sink) {
      if (news.moves().isEmpty()) {
        return;
      }
      BigDecimal size = BigDecimal.ZERO;
      for (News.Told told : news.moves()) {
        size = told.changePercent() == null ? size : size.max(told.changePercent().abs());
      }
      for (LiveRule rule : reported) {
        if (leastReported(rule).compareTo(size) > 0) {
          break;
        }
        Conditions.ReportedMoveCondition wanted = rule.when().reportedMove();
        if (wanted != null && news.moves().stream().anyMatch(wanted::matches)) {
          sink.accept(new Match(rule, Trigger.REPORTED_MOVE, happening));
        }
      }
    }

    private void matchEvents(Happening happening, News news, Consumer<Match> sink) {
      String type = news.type();
      String group = news.group();
      matchEvents(happening, news, events.get(""), sink);
      if (type != null && group != null) {
        matchEvents(happening, news, events.get(type), sink);
        List<LiveRule> ofGroup = events.get(group);
        if (ofGroup != null) {
          matchEvents(
              happening,
              news,
              // A rule that names the type too has been found already.
              ofGroup.stream().filter(rule -> !names(rule, type)).toList(),
              sink);
        }
      }
    }

    private static boolean names(LiveRule rule, String type) {
      return rule.when().event() != null && rule.when().event().types().contains(type);
    }

    private static void matchEvents(
        Happening happening, News news, @Nullable List<LiveRule> rules, Consumer<Match> sink) {
      if (rules == null) {
        return;
      }
      for (LiveRule rule : rules) {
        if (rule.when().event() != null && rule.when().event().matches(news)) {
          sink.accept(new Match(rule, Trigger.EVENT, happening));
        }
      }
    }

    private void matchClaims(Happening happening, News news, Consumer<Match> sink) {
      news.claims().stream()
          .map(News.Claim::verdict)
          .distinct()
          .forEach(
              verdict ->
                  claims
                      .getOrDefault(verdict, List.of())
                      .forEach(rule -> sink.accept(new Match(rule, Trigger.CLAIM, happening))));
    }
  }

  private static BigDecimal leastChange(LiveRule rule) {
    Conditions.MoveCondition move = rule.when().move();
    return move == null || move.minAbsChange() == null ? BigDecimal.ZERO : move.minAbsChange();
  }

  private static BigDecimal leastReported(LiveRule rule) {
    Conditions.ReportedMoveCondition told = rule.when().reportedMove();
    return told == null || told.minAbsChange() == null ? BigDecimal.ZERO : told.minAbsChange();
  }
}

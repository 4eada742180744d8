package dev.tapeline.analysis.corpus;

import dev.tapeline.analysis.Analysis;
import dev.tapeline.analysis.NewsAnalyzer;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.event.DetectedEvent;
import dev.tapeline.analysis.linking.Role;
import dev.tapeline.analysis.move.ReportedMove;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One item's answers against its gold.
 *
 * <ul>
 *   <li>linking: the companies that a timeline takes (SUBJECT and PARTY), by issuer;
 *   <li>moves: whose, which way, and how many percent (or none told);
 *   <li>move details of the moves that are right: price with currency, session, period, basis where
 *       the gold tells one, each extreme with its bound, the streak;
 *   <li>events: whose and of which group, without what is only recalled;
 *   <li>language.
 * </ul>
 */
record Measured(CorpusItem item, Analysis analysis, Map<Task, Score> scores) {

  /** What is measured. */
  enum Task {
    LINKING,
    MOVES,
    MOVE_DETAILS,
    EVENT_GROUPS,
    LANGUAGE
  }

  static Measured of(CorpusItem item, NewsAnalyzer analyzer, CompanyDirectory directory) {
    Analysis analysis = analyzer.analyze(item.newsItem());
    Comparison comparison = new Comparison(item.gold(), analysis, directory);
    Map<Task, Score> scores = new EnumMap<>(Task.class);
    scores.put(Task.LINKING, comparison.linking());
    scores.put(Task.MOVES, comparison.moves());
    scores.put(Task.MOVE_DETAILS, comparison.details());
    scores.put(Task.EVENT_GROUPS, comparison.events());
    scores.put(Task.LANGUAGE, comparison.language());
    return new Measured(item, analysis, scores);
  }

  Score score(Task task) {
    return Objects.requireNonNull(scores.get(task));
  }

  private record MoveKey(String company, String direction, @Nullable BigDecimal percent) {}

  private record Comparison(CorpusItem.Gold gold, Analysis analysis, CompanyDirectory directory) {

    private String issuer(String ticker) {
      return directory.ticker(ticker).map(found -> found.company().id()).orElse(ticker);
    }

    Score linking() {
      Set<String> answered = new HashSet<>();
      analysis.companies().stream()
          .filter(link -> link.role() == Role.SUBJECT || link.role() == Role.PARTY)
          .forEach(link -> answered.add(issuer(link.ticker())));
      Set<String> wanted = new HashSet<>();
      gold.companies().stream()
          .filter(company -> Set.of("SUBJECT", "PARTY").contains(company.role()))
          .forEach(company -> wanted.add(issuer(company.ticker())));
      for (CorpusItem.Company company : gold.companies()) {
        if (company.optional()) {
          answered.remove(issuer(company.ticker()));
          wanted.remove(issuer(company.ticker()));
        }
      }
      return Score.of(answered, wanted);
    }

    private MoveKey key(ReportedMove move) {
      return new MoveKey(
          issuer(move.ticker()), move.direction().name(), plain(move.changePercent()));
    }

    private MoveKey key(CorpusItem.Move move) {
      return new MoveKey(issuer(move.ticker()), move.direction(), plain(move.changePercent()));
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
      return number == null ? null : new BigDecimal(number.stripTrailingZeros().toPlainString());
    }

    Score moves() {
      return Score.of(
          analysis.moves().stream().map(this::key).toList(),
          gold.moves().stream().map(this::key).toList());
    }

    Score details() {
      List<CorpusItem.Move> left = new ArrayList<>(gold.moves());
      Score score = Score.NONE;
      for (ReportedMove answered : analysis.moves()) {
        for (CorpusItem.Move wanted : left) {
          if (key(answered).equals(key(wanted))) {
            score = score.plus(Score.of(details(answered, wanted), details(wanted)));
            left.remove(wanted);
            break;
          }
        }
      }
      return score;
    }

    private static List<String> details(CorpusItem.Move move) {
      List<String> details = new ArrayList<>();
      if (move.price() != null) {
        details.add("price " + plain(move.price()) + " " + move.currency());
      }
      if (move.session() != null) {
        details.add("session " + move.session());
      }
      if (move.period() != null) {
        details.add("period " + move.period().get("from") + "/" + move.period().get("to"));
      }
      if (isTold(move.basis())) {
        details.add("basis " + move.basis());
      }
      if (move.extremes() != null) {
        move.extremes().forEach(e -> details.add(e.get("kind") + " since " + e.get("since")));
      }
      if (move.streak() != null) {
        details.add(move.streak().get("direction") + " streak " + move.streak().get("sessions"));
      }
      return details;
    }

    private static boolean isTold(@Nullable String basis) {
      return basis != null && !basis.equals("UNKNOWN");
    }

    private static List<String> details(ReportedMove move, CorpusItem.Move wanted) {
      List<String> details = new ArrayList<>();
      if (move.price() != null) {
        details.add("price " + plain(move.price()) + " " + move.currency());
      }
      if (move.session() != null) {
        details.add("session " + move.session());
      }
      if (move.period() != null) {
        details.add("period " + move.period().from() + "/" + move.period().to());
      }
      if (isTold(wanted.basis()) && isTold(move.basis().name())) {
        details.add("basis " + move.basis());
      }
      move.extremes().forEach(e -> details.add(e.kind() + " since " + e.since()));
      if (move.streak() != null) {
        details.add(move.streak().direction() + " streak " + move.streak().sessions());
      }
      return details;
    }

    Score events() {
      Set<String> answered = new HashSet<>();
      analysis.events().stream()
          .filter(event -> !event.background())
          .forEach((DetectedEvent e) -> answered.add(e.type().group() + " " + issuer(e.ticker())));
      Set<String> wanted = new HashSet<>();
      // What belongs to no listed company, such as a country's inflation, is no event of a
      // timeline.
      gold.events().stream()
          .filter(event -> !event.background() && event.ticker() != null)
          .forEach(e -> wanted.add(e.group() + " " + issuer(String.valueOf(e.ticker()))));
      return Score.of(answered, wanted);
    }

    Score language() {
      boolean right = Objects.equals(gold.language(), analysis.language());
      return new Score(right ? 1 : 0, 1, 1);
    }
  }
}

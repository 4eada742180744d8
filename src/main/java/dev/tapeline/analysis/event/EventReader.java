package dev.tapeline.analysis.event;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.linking.CompanyLink;
import dev.tapeline.analysis.linking.Links;
import dev.tapeline.analysis.linking.Role;
import dev.tapeline.analysis.move.Direction;
import dev.tapeline.analysis.move.ReportedMove;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Evidence;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Trait;
import dev.tapeline.analysis.text.Zone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that a document tells.
 *
 * <p>Every sentence of the headline and the body is searched for the words that tell events; each
 * find gets its company, its fact level and a score (how telling the words are, how early they
 * stand, how sure the company is). What scores enough is kept, one event of a group for each
 * company, the sentences that tell it together.
 */
public final class EventReader {
  private static final EventType PRODUCTION_PLAN = EventType.parse("products/production-plan");

  private static final EventType SHARE_MOVE = EventType.parse("share-price/move");

  /** Of so many moves one may go the other way. */
  private static final int MOST_TOGETHER = 4;

  private static final EventType MACRO = EventType.parse("macro/impact");

  private static final EventReader BUILT_IN = new EventReader();
  private static final int MOST_EVIDENCE = 4;

  /** A percentage that stands so near belongs to the words. */
  private static final double BESIDE = 8;

  /** From so many sentences on a text has an end where side remarks stand. */
  private static final int LONG = 7;

  private static final double ENDING = 0.75;
  private static final double SIDE_REMARK = -0.5;

  private final EventTypes types = EventTypes.builtIn();

  private EventReader() {}

  /** The reader with the taxonomy and the rules of the jar. Immutable, thread-safe. */
  public static EventReader builtIn() {
    return BUILT_IN;
  }

  /**
   * Reads the events of a document, in the order of the text.
   *
   * @param moves what the text says that shares did; a company of which nothing else is told gets
   *     an event of the group {@code share-price} for them
   */
  public List<DetectedEvent> read(Document document, Links links, List<ReportedMove> moves) {
    return new Reading(document, links, moves).read();
  }

  /** The reading of one document. */
  private final class Reading {
    private final Document document;
    private final Links links;
    private final List<ReportedMove> moves;
    private final OwnerFinder owners;
    private final TriggerFinder finder;
    private final FactReader facts;
    private final PeriodReader periods;
    private final ArgumentReader arguments;
    private final int allBodySentences;
    private int bodySentences;

    Reading(Document document, Links links, List<ReportedMove> moves) {
      this.document = document;
      this.links = links;
      this.moves = moves;
      this.owners = new OwnerFinder(document, links);
      boolean verbLast = document.language().has(Trait.VERB_LAST);
      this.finder = new TriggerFinder(EventRules.builtIn(), verbLast);
      this.periods = new PeriodReader(document, verbLast);
      this.facts = new FactReader(verbLast, periods);
      this.arguments = new ArgumentReader(document, links, owners, moves);
      this.allBodySentences = countBodySentences();
    }

    List<DetectedEvent> read() {
      List<Find> finds = new ArrayList<>();
      for (Sentence sentence : document.sentences()) {
        if (sentence.zone() == Zone.HEADLINE || sentence.zone() == Zone.BODY) {
          search(sentence, finds);
          bodySentences += sentence.zone() == Zone.BODY ? 1 : 0;
        }
      }
      List<DetectedEvent> events = new ArrayList<>();
      for (List<Find> group : EventSelection.select(finds, links)) {
        events.add(event(group));
      }
      addShareMoves(events);
      events.sort(
          Comparator.comparing((DetectedEvent event) -> first(event).field())
              .thenComparing(event -> first(event).start()));
      return List.copyOf(events);
    }

    private Evidence first(DetectedEvent event) {
      return Objects.requireNonNull(event.evidence().get(0));
    }

    private void search(Sentence sentence, List<Find> finds) {
      if (!owners.mayOwn(sentence)) {
        return;
      }
      List<Cue> cues = TriggerFinder.relevant(document.cues(sentence));
      if (cues == null) {
        return;
      }
      for (Trigger trigger : finder.find(sentence, cues, links.inSentence(sentence))) {
        FactReader.Fact fact = isOfShareMove(trigger) ? null : facts.read(trigger, cues);
        if (fact != null) {
          for (OwnerFinder.Owner owner : owners.owners(trigger)) {
            finds.add(find(trigger, fact, owner, cues));
          }
        }
      }
    }

    /**
     * "Closed with a loss of 2.2%", "cổ phiếu HPG tăng 2,3%": words for profits and stakes that
     * only tell the move of the shares.
     */
    private boolean isOfShareMove(Trigger trigger) {
      String group = trigger.type().group();
      boolean earnings = group.equals("earnings");
      if (trigger.act() == null || !(earnings || group.equals("ownership"))) {
        return false;
      }
      List<BigDecimal> changes = changes(trigger.sentence());
      if (changes == null) {
        return false;
      }
      String text = trigger.sentence().field().normalized();
      boolean others = false;
      for (Quantity quantity : document.quantities(trigger.sentence())) {
        boolean percent = quantity.kind() == Quantity.Kind.PERCENT;
        boolean ofMove = percent && changes.contains(quantity.value().stripTrailingZeros());
        boolean inside =
            quantity.start() >= trigger.start()
                && quantity.end() <= trigger.end()
                && trigger.actStart() > trigger.start();
        boolean next =
            quantity.start() >= trigger.end()
                && Gap.between(text, trigger.end(), quantity.start()) <= BESIDE;
        if (ofMove && earnings && (inside || next)) {
          return true;
        }
        others |= percent && !ofMove;
      }
      return !earnings && !others;
    }

    /** How many percent the moves of a sentence are told with; null where it tells none. */
    private @Nullable List<BigDecimal> changes(Sentence sentence) {
      List<BigDecimal> changes = null;
      Evidence own = document.evidence(sentence);
      for (ReportedMove move : moves) {
        if (move.evidence().contains(own)) {
          changes = changes == null ? new ArrayList<>() : changes;
          BigDecimal percent = move.changePercent();
          if (percent != null) {
            changes.add(percent.abs().stripTrailingZeros());
          }
        }
      }
      return changes;
    }

    private Find find(
        Trigger trigger, FactReader.Fact fact, OwnerFinder.Owner owner, List<Cue> cues) {
      boolean background = isBackground(trigger, cues);
      double place = place(trigger.sentence());
      // What the text recalls stands at its end by right
      double score =
          trigger.rule().strength() + (background ? Math.max(0, place) : place) + owner.certainty();
      score -= fact.level() == FactLevel.OPINION ? 0.7 : 0;
      score += bodySentences > 2 && leavesOpen(cues) ? SIDE_REMARK : 0;
      return new Find(trigger, owner.company(), fact, polarity(trigger), background, score);
    }

    /** "Has been hiring, but has not said whether": what a sentence leaves open is its news. */
    private static boolean leavesOpen(List<Cue> cues) {
      for (Cue cue : cues) {
        if (cue.is("fact", "void")) {
          return true;
        }
      }
      return false;
    }

    /** What stands first is what the item is about. */
    private double place(Sentence sentence) {
      if (sentence.zone() == Zone.HEADLINE) {
        return 2;
      }
      boolean side = bodySentences >= LONG && bodySentences >= ENDING * allBodySentences;
      return side ? SIDE_REMARK : Math.max(0, 1.5 - 0.5 * bodySentences);
    }

    private int countBodySentences() {
      int count = 0;
      for (Sentence sentence : document.sentences()) {
        count += sentence.zone() == Zone.BODY ? 1 : 0;
      }
      return count;
    }

    private Polarity polarity(Trigger trigger) {
      Polarity told = trigger.rule().polarity();
      return told != null
          ? told
          : Objects.requireNonNull(types.definition(trigger.type())).polarity();
    }

    /** Told with a time well before the item, or as something earlier, and not as its own news. */
    private boolean isBackground(Trigger trigger, List<Cue> cues) {
      if (trigger.sentence().zone() == Zone.HEADLINE) {
        return false;
      }
      String text = trigger.sentence().field().normalized();
      for (Cue cue : cues) {
        if (cue.is("recall")
            && cue.start() < trigger.end()
            && Gap.between(text, cue.end(), Math.max(cue.end(), trigger.start())) < 60) {
          return true;
        }
      }
      return bodySentences > 0
          && !PeriodReader.isResult(trigger.type())
          && periods.pastSpan(trigger) != null;
    }

    private DetectedEvent event(List<Find> group) {
      Find best = group.get(0);
      Company company = best.company();
      Listing listing = links.listing(company);
      FactReader.Fact fact = fact(group);
      List<EventArgument> details = List.of();
      Period period = null;
      for (Find find : group) {
        if (details.isEmpty()) {
          details = arguments.read(find.trigger(), company);
        }
        if (period == null && (find == best || find.fact().level() == fact.level())) {
          period = periods.period(find.trigger(), fact.level(), best.background());
        }
      }
      return new DetectedEvent(
          best.trigger().type(),
          listing.ticker(),
          listing.key(),
          level(best, fact.level(), period),
          polarity(group),
          period,
          details,
          confidence(EventSelection.score(group)),
          best.background(),
          evidence(group));
    }

    /** What is to be built, opened or made in a time ahead is a plan, in whatever words. */
    private FactLevel level(Find find, FactLevel told, @Nullable Period period) {
      boolean takesTime =
          find.group().equals("facilities") || find.trigger().type().equals(PRODUCTION_PLAN);
      return told == FactLevel.CONFIRMED && takesTime && periods.isAhead(period)
          ? FactLevel.PLANNED
          : told;
    }

    /** Headlines leave "will" and "sources say" to the text: a level that is told wins. */
    private FactReader.Fact fact(List<Find> group) {
      Find best = group.get(0);
      if (best.trigger().sentence().zone() != Zone.HEADLINE) {
        return best.fact();
      }
      for (Find find : group) {
        if (find.fact().told() && find.trigger().type().equals(best.trigger().type())) {
          return find.fact();
        }
      }
      return best.fact();
    }

    private Polarity polarity(List<Find> group) {
      Find best = group.get(0);
      boolean result = PeriodReader.isResult(best.trigger().type());
      boolean up = false;
      boolean down = false;
      for (Find find : group) {
        if (find.score() >= best.score() - 1) {
          up |= find.polarity() == Polarity.POSITIVE;
          down |= find.polarity() == Polarity.NEGATIVE;
        }
      }
      if (result && up && down) {
        return Polarity.MIXED;
      }
      if (result && best.polarity() == Polarity.NEUTRAL && (up || down)) {
        return up ? Polarity.POSITIVE : Polarity.NEGATIVE;
      }
      return best.polarity();
    }

    private List<Evidence> evidence(List<Find> group) {
      List<Sentence> sentences = new ArrayList<>(MOST_EVIDENCE);
      for (Find find : group) {
        Sentence sentence = find.trigger().sentence();
        if (sentences.size() < MOST_EVIDENCE && !sentences.contains(sentence)) {
          sentences.add(sentence);
        }
      }
      sentences.sort(Comparator.comparingInt(Sentence::index));
      List<Evidence> evidence = new ArrayList<>(sentences.size());
      sentences.forEach(sentence -> evidence.add(document.evidence(sentence)));
      return evidence;
    }

    private double confidence(double score) {
      return Math.round(100 * Math.min(0.97, 0.6 + 0.1 * (score - 3.5))) / 100.0;
    }

    /** A move of which the text tells no cause is an event of its own. */
    private void addShareMoves(List<DetectedEvent> events) {
      for (ReportedMove move : moves) {
        if (!tellsOf(events, move.ticker())
            && isTold(move.ticker())
            && !move.evidence().isEmpty()) {
          events.add(shareMove(move));
        }
      }
    }

    private static boolean tellsOf(List<DetectedEvent> events, String ticker) {
      for (DetectedEvent event : events) {
        if (!event.background() && event.ticker().equals(ticker)) {
          return true;
        }
      }
      return false;
    }

    private boolean isTold(String ticker) {
      for (CompanyLink link : links.companies()) {
        if (link.ticker().equals(ticker)) {
          return link.role() == Role.SUBJECT || link.role() == Role.PARTY;
        }
      }
      return false;
    }

    private DetectedEvent shareMove(ReportedMove move) {
      List<EventArgument> details =
          move.changePercent() == null
              ? List.of()
              : List.of(new EventArgument("PERCENT", move.changePercent(), null, "PERCENT", null));
      return new DetectedEvent(
          isOfEconomy(move) ? MACRO : SHARE_MOVE,
          move.ticker(),
          move.listing(),
          FactLevel.CONFIRMED,
          polarity(move.direction()),
          period(move),
          details,
          0.9,
          false,
          move.evidence());
    }

    /**
     * Whether the text tells the economy or politics as the cause: in the sentence of the move, in
     * the headline, or in the sentence before where that names no company.
     */
    private boolean isOfEconomy(ReportedMove move) {
      if (move.direction() == Direction.FLAT) {
        return false;
      }
      boolean withTheOthers =
          moves.get(0).direction() == move.direction() && goesWithMost(move.direction());
      for (Sentence sentence : document.sentences()) {
        boolean here = isOfEconomy(sentence.index());
        boolean before = isOfEconomy(sentence.index() - 1);
        if (!here && !before) {
          // Most sentences: what stands in them as evidence need not be made
          continue;
        }
        boolean own = move.evidence().contains(document.evidence(sentence));
        boolean headline = sentence.zone() == Zone.HEADLINE && withTheOthers;
        if ((here && (own || headline)) || (before && own && !namesBefore(sentence))) {
          return true;
        }
      }
      return false;
    }

    private boolean isOfEconomy(int index) {
      if (index < 0) {
        return false;
      }
      Sentence sentence = document.sentences().get(index);
      return (sentence.zone() == Zone.HEADLINE || sentence.zone() == Zone.BODY)
          && document.cues(sentence).has("macro");
    }

    /**
     * What a headline tells of the economy holds for those that it is told of where hardly any
     * share went the other way: else each had reasons of its own.
     */
    private boolean goesWithMost(Direction direction) {
      long others =
          moves.stream()
              .filter(m -> m.direction() != direction && m.direction() != Direction.FLAT)
              .count();
      return others * MOST_TOGETHER <= moves.size();
    }

    private boolean namesBefore(Sentence sentence) {
      for (Sentence before : document.sentences()) {
        if (before.index() == sentence.index() - 1) {
          return before.zone() == Zone.BODY && !links.inSentence(before).isEmpty();
        }
      }
      return false;
    }

    private Polarity polarity(Direction direction) {
      return switch (direction) {
        case UP -> Polarity.POSITIVE;
        case DOWN -> Polarity.NEGATIVE;
        case FLAT -> Polarity.NEUTRAL;
      };
    }

    private @Nullable Period period(ReportedMove move) {
      if (move.session() != null) {
        return Period.parse(move.session().toString());
      }
      return move.period() == null
          ? null
          : Period.parse(move.period().from() + "/" + move.period().to());
    }
  }
}

package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.linking.Links;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.CueKinds;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.TimeMark;
import dev.tapeline.analysis.text.Zone;
import dev.tapeline.exchange.Exchanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the moves of listed companies' shares out of a document.
 *
 * <p>Sentence by sentence: {@link SentenceMoves} finds the moves, {@link MoveTimes} their session
 * or period, {@link Prices} the price, {@link Claims} extremes and streaks. What is told twice, in
 * the headline and in the body, is one move with both as evidence and the more precise percentage.
 * Immutable, safe for any number of threads.
 */
public final class MoveReader {
  private static final CueKinds OF_SHARES =
      CueKinds.of("share-word", "extreme", "superlative", "ever", "streak", "trading", "latter");

  private final Exchanges exchanges;

  private MoveReader(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  public static MoveReader of(Exchanges exchanges) {
    return new MoveReader(exchanges);
  }

  /** The moves in the order of the text; furniture and credits tell none. */
  public List<ReportedMove> read(Document document, Links links) {
    if (links.mentions().isEmpty()) {
      return List.of();
    }
    Reading reading = new Reading(document, links);
    for (Sentence sentence : document.sentences()) {
      boolean read = sentence.zone() == Zone.HEADLINE || sentence.zone() == Zone.BODY;
      if (read && reading.mayTell(sentence)) {
        SentenceMarks marks = SentenceMarks.of(document, sentence, links.inSentence(sentence));
        if (marks != null) {
          reading.read(marks);
        }
      }
    }
    return reading.answer();
  }

  private final class Reading {
    /** A question that only asks after somebody has at most so many characters. */
    private static final int QUESTION = 40;

    /** So far behind the first sentence that none is near. */
    private static final int NONE = -1_000_000;

    private final Document document;
    private final Links links;
    private final MoveTimes times;
    private final MergedMoves moves = new MergedMoves();
    private int lastSentence = NONE;

    /** The day that the sentence before told, or null. */
    private @Nullable TimeMark lastDay;

    private int lastDayAt = Integer.MIN_VALUE;

    /** Which way a list goes whose heading was read: {@code The largest gains:}. */
    private @Nullable Direction listed;

    private int listedAt = NONE;

    Reading(Document document, Links links) {
      this.document = document;
      this.links = links;
      this.times = new MoveTimes(document, exchanges);
    }

    void read(SentenceMarks marks) {
      Company lastMoved = lastMoved(marks);
      List<Theme> themes = Themes.find(marks, links, lastMoved);
      Company asked = askedAfter(marks.sentence);
      Company spokenOf =
          asked != null
              ? asked
              : lastMoved != null
                  ? lastMoved
                  : links.antecedent(marks.sentence, marks.sentence.start());
      ToldMove before = lastMoved == null ? null : moves.last();
      MoveContext context =
          new MoveContext(
              spokenOf,
              lastMoved != null || asked != null,
              isListed(marks.sentence) ? listed : null,
              before == null ? null : before.direction,
              moves.tellsOfSeveral());
      List<SentenceMove> resolved = SentenceMoves.read(marks, themes, context);
      Prices prices = new Prices(marks, themes);
      List<ToldMove> told = new ArrayList<>();
      for (SentenceMove move : resolved) {
        for (int i = 0; i < move.companies().size(); i++) {
          ToldMove one = toldMove(marks, themes, prices, move, i);
          carryBasis(marks, told, one);
          carryTime(marks, told, one);
          told.add(one);
        }
      }
      carryBasisBack(told);
      TimeMark day = times.onlyDay(marks);
      boolean goesOn =
          marks.times.stream().noneMatch(TimeMark::isDay)
              && !told.isEmpty()
              && marks.sentence.index() - lastDayAt <= 1;
      lastDay = goesOn ? lastDay : day;
      lastDayAt = goesOn || day != null ? marks.sentence.index() : lastDayAt;
      heading(marks, told);
      if (told.isEmpty() && isHeading(marks.sentence)) {
        return;
      }
      claims(marks, themes, resolved, told);
      if (told.isEmpty()) {
        laterPrice(marks, themes, prices);
        return;
      }
      joinFaint(told);
      for (ToldMove move : told) {
        moves.add(move);
        lastSentence = marks.sentence.index();
      }
    }

    /** Notes a line that ends with a colon and says one way, and that its list goes on. */
    private void heading(SentenceMarks marks, List<ToldMove> told) {
      boolean free = marks.percents.isEmpty() && told.isEmpty();
      if (free && isHeading(marks.sentence)) {
        listed = way(marks);
        listedAt = marks.sentence.index();
      } else if (marks.predicates.isEmpty() && !told.isEmpty() && isListed(marks.sentence)) {
        listedAt = marks.sentence.index();
      }
    }

    /** Whether a line stands near enough; what numbers it may be a sentence of its own. */
    private boolean isListed(Sentence sentence) {
      return sentence.index() - listedAt <= 2;
    }

    /** The one way that a heading says; {@code The largest gains} is an extreme to others. */
    private static @Nullable Direction way(SentenceMarks marks) {
      Direction way = null;
      for (Predicate predicate : marks.predicates) {
        if (way != null && way != predicate.direction) {
          return null;
        }
        way = predicate.direction;
      }
      for (Cue cue : marks.extremes) {
        boolean up = cue.value().startsWith("LARGEST_GAIN");
        if (way == null && (up || cue.value().startsWith("LARGEST_LOSS"))) {
          way = up ? Direction.UP : Direction.DOWN;
        }
      }
      return way;
    }

    private static boolean isHeading(Sentence sentence) {
      String text = sentence.field().normalized();
      int end = sentence.end();
      while (end > sentence.start() && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
      return end > sentence.start() && text.charAt(end - 1) == ':';
    }

    /**
     * Whether a sentence can tell anything of shares: it names or means a company, has a word for
     * shares, for what only shares reach or for trading, or stands behind one that told a move.
     */
    boolean mayTell(Sentence sentence) {
      return sentence.index() - lastSentence <= 1
          || askedAfter(sentence) != null
          || !links.inSentence(sentence).isEmpty()
          || !links.coreferences(sentence).isEmpty()
          || document.cues(sentence).hasAny(OF_SHARES)
          || isHeading(sentence);
    }

    /** {@code And Campari? Down 2%.}: the company that a short question before asks after. */
    private @Nullable Company askedAfter(Sentence sentence) {
      int index = sentence.index() - 1;
      if (index < 0) {
        return null;
      }
      Sentence before = document.sentences().get(index);
      String text = before.field().normalized();
      int end = before.end();
      boolean question =
          end - before.start() <= QUESTION
              && end > before.start()
              && "?？؟".indexOf(text.charAt(end - 1)) >= 0;
      if (!question || before.field() != sentence.field()) {
        return null;
      }
      List<Company> named =
          links.inSentence(before).stream().map(mention -> mention.company()).distinct().toList();
      return named.size() == 1 ? named.get(0) : null;
    }

    /** The company of the move that the sentence before told. */
    private @Nullable Company lastMoved(SentenceMarks marks) {
      ToldMove last = moves.last();
      boolean near = marks.sentence.index() - lastSentence <= 1;
      return last == null || !near ? null : last.company;
    }

    /** The listing whose shares are meant: those of a told currency, else the answer's. */
    private Listing listing(Company company, Theme theme, Sentence sentence) {
      Listing listing = links.listing(company, sentence);
      String currency = theme.currency();
      if (currency == null || currency.equals(listing.currency())) {
        return listing;
      }
      for (Listing other : company.listings()) {
        if (currency.equals(other.currency())) {
          return other;
        }
      }
      return listing;
    }

    private ToldMove toldMove(
        SentenceMarks marks, List<Theme> themes, Prices prices, SentenceMove resolved, int place) {
      Company company = resolved.companies().get(place);
      ToldMove move = new ToldMove(company, links.listing(company), resolved.direction());
      List<Quantity> percents = resolved.percents();
      if (!percents.isEmpty()) {
        Quantity percent = percents.get(percents.size() > place ? place : 0);
        move.percent(percent);
        move.approximate = marks.isApproximate(percent);
      }
      move.faint = resolved.faint();
      move.headline = marks.sentence.zone() == Zone.HEADLINE;
      move.basis = basis(marks, themes, resolved);
      Listing listing = listing(company, resolved.theme(), marks.sentence);
      move.listing = listing;
      times.date(move, listing, marks, resolved);
      if (place == 0) {
        prices.price(move, listing, resolved);
      }
      move.evidence.add(document.evidence(marks.sentence));
      return move;
    }

    /** "For the week, Fresnillo advanced, but Ocado fell"; "Monday was ugly. Vistra fell". */
    private void carryTime(SentenceMarks marks, List<ToldMove> told, ToldMove move) {
      if (move.dayTold || move.overPeriod) {
        return;
      }
      if (!told.isEmpty()) {
        ToldMove before = told.get(told.size() - 1);
        boolean opens = times.opensWithTime(marks);
        boolean other = !before.company.equals(move.company);
        if (opens && other && before.overPeriod && before.period != null) {
          move.overPeriod = true;
          move.period = before.period;
          move.session = null;
        } else if (opens && other && before.dayTold) {
          move.session = before.session;
          move.dayTold = true;
        }
        return;
      }
      TimeMark day = lastDay;
      if (day != null
          && marks.sentence.index() - lastDayAt <= 1
          && move.basis != Basis.PREMARKET
          && move.basis != Basis.AFTER_HOURS
          && marks.sentence.zone() == Zone.BODY) {
        times.carryDay(move, day);
      }
    }

    /**
     * "Nvidia rose 3% before the bell while Intel fell": what was told of one company's trading
     * holds for the next one. The hours outside trading hold for the next sentence too.
     */
    private void carryBasis(SentenceMarks marks, List<ToldMove> told, ToldMove move) {
      boolean first = told.isEmpty();
      ToldMove before = first ? moves.last() : told.get(told.size() - 1);
      if (before == null
          || move.basis != Basis.UNKNOWN
          || move.overPeriod
          || before.overPeriod
          || before.company.equals(move.company)) {
        return;
      }
      boolean outside = before.basis == Basis.PREMARKET || before.basis == Basis.AFTER_HOURS;
      boolean near = marks.sentence.index() - lastSentence <= 1;
      if (first ? near && outside && !move.dayTold : !move.dayTold || before.dayTold) {
        move.basis = before.basis;
        if (!move.dayTold) {
          times.redate(move);
        }
      }
    }

    /** "A fell 1% and B gained 2% around noon": the time of trading that closes a list. */
    private void carryBasisBack(List<ToldMove> told) {
      for (int i = told.size() - 2; i >= 0; i--) {
        ToldMove move = told.get(i);
        ToldMove next = told.get(i + 1);
        boolean day = next.basis == Basis.INTRADAY || next.basis == Basis.CLOSE;
        if (day
            && move.basis == Basis.UNKNOWN
            && !move.company.equals(next.company)
            && !move.overPeriod
            && !next.overPeriod
            && move.dayTold == next.dayTold) {
          move.basis = next.basis;
          if (!move.dayTold) {
            times.redate(move);
          }
        }
      }
    }

    /** The basis told nearest to a move, in its clause or in one beside it that tells no move. */
    private Basis basis(SentenceMarks marks, List<Theme> themes, SentenceMove resolved) {
      Cue best = null;
      int nearest = Integer.MAX_VALUE;
      for (Cue cue : marks.bases) {
        int clause = marks.clauses.at(cue.start());
        int gap =
            cue.start() >= resolved.end()
                ? cue.start() - resolved.end()
                : Math.max(0, resolved.start() - cue.end());
        if (clause != resolved.clause()) {
          boolean taken =
              tellsMove(marks, clause) || names(themes, marks, clause, resolved.theme());
          if (taken
              || marks.clauses.areApart(clause, resolved.clause())
              || Math.abs(clause - resolved.clause()) > 2) {
            continue;
          }
          gap += 100;
        }
        if (gap < nearest) {
          best = cue;
          nearest = gap;
        }
      }
      return best == null ? Basis.UNKNOWN : Basis.valueOf(best.value());
    }

    /** Whether a clause tells a move of its own. */
    private static boolean tellsMove(SentenceMarks marks, int clause) {
      for (Predicate predicate : marks.predicates) {
        if (predicate.clause == clause && predicate.theme != null) {
          return true;
        }
      }
      return false;
    }

    /** Whether a clause speaks of other shares than a move does. */
    private static boolean names(List<Theme> themes, SentenceMarks marks, int clause, Theme own) {
      for (Theme theme : themes) {
        if (marks.clauses.at(theme.start()) == clause
            && !theme.is(Theme.Type.OTHER)
            && !theme.companies().equals(own.companies())) {
          return true;
        }
      }
      return false;
    }

    private void claims(
        SentenceMarks marks, List<Theme> themes, List<SentenceMove> resolved, List<ToldMove> told) {
      if (marks.extremes.isEmpty() && marks.streaks.isEmpty()) {
        return;
      }
      Claims reader = new Claims(marks, themes, times);
      for (Claims.Claim claim : reader.find(resolved)) {
        ToldMove move = moveOf(claim, told);
        if (move != null) {
          reader.addTo(move, claim, move.listing);
        } else if (told.isEmpty() && goesOnAboutLast(marks, themes, claim)) {
          addToLast(marks, reader, claim);
        } else if (claim.theme() != null && !claim.theme().companies().isEmpty()) {
          ToldMove made = made(marks, themes, reader, claim, claim.theme(), told);
          if (made != null) {
            told.add(made);
          }
        } else if (told.isEmpty()
            && reader.isAboutTheMoveBefore(claim)
            && marks.sentence.index() - lastSentence <= 1) {
          addToLast(marks, reader, claim);
        }
      }
    }

    private void addToLast(SentenceMarks marks, Claims reader, Claims.Claim claim) {
      ToldMove last = moves.last();
      if (last != null && last.direction == claim.direction()) {
        reader.addTo(last, claim, last.listing);
        last.evidence.add(document.evidence(marks.sentence));
        lastSentence = marks.sentence.index();
      }
    }

    /** "It was the worst day since March": said of the move before by a word that points back. */
    private boolean goesOnAboutLast(SentenceMarks marks, List<Theme> themes, Claims.Claim claim) {
      ToldMove last = moves.last();
      Theme theme = claim.theme();
      return last != null
          && theme != null
          && !claim.isPrice()
          && claim.streak() == null
          && marks.sentence.index() - lastSentence <= 1
          && themes.size() == 1
          && theme.companies().equals(List.of(last.company))
          && links.inSentence(marks.sentence).isEmpty()
          && marks.percents.isEmpty()
          && last.percent != null
          && last.direction == claim.direction();
    }

    /** The move of this sentence that a claim belongs to. */
    private @Nullable ToldMove moveOf(Claims.Claim claim, List<ToldMove> told) {
      Theme theme = claim.theme();
      if (theme != null && theme.companies().isEmpty()) {
        return null;
      }
      ToldMove best = null;
      for (ToldMove move : told) {
        boolean same = theme == null || Claims.concerns(theme, move.company);
        boolean way = move.direction == claim.direction() || claim.isPrice();
        boolean better =
            best == null
                || (best.period != null && move.period == null)
                || (best.percent == null && move.percent != null);
        if (same && way && better && move.direction != Direction.FLAT) {
          best = move;
        }
      }
      return best;
    }

    /** "hit a record high", "had their best day": a move that the claim itself tells. */
    private @Nullable ToldMove made(
        SentenceMarks marks,
        List<Theme> themes,
        Claims reader,
        Claims.Claim claim,
        Theme theme,
        List<ToldMove> told) {
      Company company = theme.company();
      boolean tells =
          theme.is(Theme.Type.SHARE)
              || (theme.is(Theme.Type.COMPANY) && reader.reaches(theme, claim));
      boolean ended =
          claim.streak() != null
              && told.stream().anyMatch(m -> m.company.equals(company) && m.percent != null);
      if (company == null || !tells || ended) {
        return null;
      }
      ToldMove move = new ToldMove(company, links.listing(company), claim.direction());
      SentenceMove place =
          new SentenceMove(
              theme.companies(),
              claim.direction(),
              List.of(),
              null,
              theme,
              claim.start(),
              claim.end(),
              marks.clauses.at(claim.start()),
              false);
      move.basis = basis(marks, themes, place);
      Listing listing = listing(company, theme, marks.sentence);
      move.listing = listing;
      times.date(move, listing, marks, place);
      reader.addTo(move, claim, listing);
      move.evidence.add(document.evidence(marks.sentence));
      return move;
    }

    /** Nouns without a percentage add to the move beside them, and tell none alone. */
    private void joinFaint(List<ToldMove> told) {
      told.removeIf(
          move ->
              move.percent == null
                  && move.extremes.isEmpty()
                  && move.streak == null
                  && (move.faint || isToldBetter(move, told) || isMeasured(move, told)));
    }

    /** "barely moved, down 0.3%": the percentage says which way it was. */
    private static boolean isMeasured(ToldMove move, List<ToldMove> told) {
      int place = told.indexOf(move);
      return move.direction == Direction.FLAT
          && told.stream()
              .anyMatch(
                  other ->
                      other != move
                          && other.percent != null
                          && (other.basis == move.basis
                              || (move.basis == Basis.UNKNOWN && told.indexOf(other) > place))
                          && other.company.equals(move.company));
    }

    /**
     * "opened higher and ended 8.9% up", "rose 2.7% after three days of falls": the word without a
     * percentage adds nothing, whichever way it says.
     */
    private static boolean isToldBetter(ToldMove move, List<ToldMove> told) {
      return told.stream()
          .anyMatch(
              other ->
                  other != move
                      && other.percent != null
                      && other.company.equals(move.company)
                      && !hasOwnPrice(move, other)
                      && (other.direction == move.direction
                          ? !isOfOtherDay(move, other) && !isOfOtherTime(move, other)
                          : isSurpassed(move, other)));
    }

    /** {@code 前日にストップ高まで買われ、きょうは2%高}. */
    private static boolean isOfOtherDay(ToldMove move, ToldMove other) {
      return move.dayTold
          && other.dayTold
          && move.session != null
          && other.session != null
          && move.session.isBefore(other.session);
    }

    /** "fell to 43.50 and closed at 44.25, down 6.8%": how far the day went is told apart. */
    private static boolean hasOwnPrice(ToldMove move, ToldMove other) {
      return move.price != null
          && other.price != null
          && move.direction == other.direction
          && move.basis != Basis.CLOSE
          && other.basis == Basis.CLOSE
          && move.price.compareTo(other.price) != 0;
    }

    /** "has lost 16% this year and slipped 40 rupiah today" tells two changes. */
    private static boolean isOfOtherTime(ToldMove move, ToldMove other) {
      return other.overPeriod && move.dayTold && move.price != null;
    }

    /** Whether a change of the other way is told with its size, and nothing tells them apart. */
    private static boolean isSurpassed(ToldMove move, ToldMove other) {
      return move.direction != Direction.FLAT
          && other.direction != Direction.FLAT
          && move.price == null
          && (move.basis != Basis.CLOSE || other.basis == Basis.CLOSE)
          && !other.overPeriod
          && (!move.overPeriod || other.dayTold)
          && (!move.dayTold || Objects.equals(move.session, other.session));
    }

    /** "The stock closed at HK$22.50": the price of the move that was told of it before. */
    private void laterPrice(SentenceMarks marks, List<Theme> themes, Prices prices) {
      if (!marks.predicates.isEmpty()) {
        return;
      }
      for (Theme theme : themes) {
        Company company = theme.company();
        if (theme.is(Theme.Type.SHARE) && company != null) {
          ToldMove last = moves.lastOf(company);
          Quantity price = prices.find(theme, theme.start(), theme.end());
          if (last != null && price != null) {
            last.price = price.value();
            last.currency = Prices.currency(price, last.listing);
            if (last.basis == Basis.UNKNOWN && !marks.bases.isEmpty()) {
              last.basis = Basis.valueOf(marks.bases.get(0).value());
            }
            last.evidence.add(document.evidence(marks.sentence));
          }
          return;
        }
      }
    }

    List<ReportedMove> answer() {
      List<ReportedMove> answer = new ArrayList<>();
      for (ToldMove move : moves.all()) {
        Listing listing = move.listing;
        answer.add(
            new ReportedMove(
                listing.ticker(),
                listing.key(),
                move.direction,
                move.changePercent(),
                move.price,
                move.currency,
                move.session,
                move.period,
                times.basis(move),
                move.credibleExtremes(),
                move.streak,
                move.evidence));
      }
      return answer;
    }
  }
}

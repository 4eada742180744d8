package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Trait;
import dev.tapeline.analysis.text.Words;
import dev.tapeline.analysis.text.Zone;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Whether a company's bare name means its shares: only beside a word that markets use, and where no
 * measure of business is near.
 */
final class ShareSense {
  /** What a share gains or loses in money is less, in any currency. */
  private static final BigDecimal LARGEST_CHANGE = BigDecimal.valueOf(20_000);

  /** Between a bare name and its word stand at most so many others. */
  private static final int MOST_WORDS = 8;

  /** Between a verb and a name behind it so many words say at most who that is. */
  private static final int INTRODUCTION = 5;

  /** A preposition holds the article of what it leads to: {@code de la compañía}. */
  private static final int ARTICLE = 3;

  /** A name speaks for a verb at most so many words behind it. */
  private static final int SUBJECT_REACH = 30;

  private final SentenceReading reading;
  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final MoveContext context;
  private final List<Quantity> percents;
  private final Prices prices;
  private final Places places;
  private final Gaps gaps;
  private final ThemeRoles themeRoles;
  private final PredicateRoles predicateRoles;
  private final ThemeFinder themeFinder;
  private final Objections objections;

  ShareSense(SentenceReading reading, ThemeFinder themeFinder, Objections objections) {
    this.reading = reading;
    this.marks = reading.marks;
    this.themes = reading.themes;
    this.context = reading.context;
    this.percents = reading.percents;
    this.prices = reading.prices;
    this.places = reading.places;
    this.gaps = reading.gaps;
    this.themeRoles = reading.themeRoles;
    this.predicateRoles = reading.predicateRoles;
    this.themeFinder = themeFinder;
    this.objections = objections;
  }

  /** Whether a bare name means its shares here. */
  boolean standsForShares(Predicate predicate, Theme theme) {
    if (objections.isAboutBusiness(predicate)) {
      return false;
    }
    boolean behind = theme.start() >= predicate.end;
    if (predicate.attributive) {
      return predicate.strength == Predicate.Strength.STRONG
          || predicate.percent != null
          || context.isReport();
    }
    if (predicate.form == Predicate.Form.CAUSE) {
      return behind
          && predicate.percent != null
          && gaps.onlyFillers(predicate.end, theme.start())
          && !marks.hasCue(marks.links, "and", predicate.end, theme.start());
    }
    if (predicate.direction == Direction.FLAT) {
      boolean trading =
          isInMarket(predicate, theme)
              || context.amongMoves()
              || context.isReport()
              || predicate.strength == Predicate.Strength.STRONG;
      if (behind) {
        return (trading || severalStill())
            && marks.between(predicate.end, theme.start()).isBlank()
            && (themes.get(0) == theme || opensClause(predicate) || followsConjunction(predicate));
      }
      return trading
          && (gaps.onlyFillers(theme.end(), predicate.start)
              || themeFinder.waitingSubject(predicate) == theme
              || isOfShares(predicate, theme)
              || (predicate.strength == Predicate.Strength.STRONG
                  && continues(predicate, theme)
                  && gaps.namesNobody(marks.clauses.start(predicate.clause), predicate.start))
              || isOnlyThing(predicate, theme));
    }
    if (predicate.strength == Predicate.Strength.WEAK) {
      return hasOwnShares(predicate, theme)
          || isAmongMovers(predicate, theme)
          || isToldAlong(predicate, theme)
          || (behind && isListedSo(predicate, theme));
    }
    if (predicate.form == Predicate.Form.NOUN
        && predicate.strength == Predicate.Strength.STRONG
        && predicate.percent == null
        && behind) {
      // "Kurssturz in Paris: Anleger flüchten aus Teleperformance"
      return (marks.sentence.zone() == Zone.HEADLINE
              || marks.between(predicate.end, theme.start()).indexOf(':') >= 0)
          && themes.stream().allMatch(t -> t == theme || places.isPlaceName(t))
          && gaps.words(marks.sentence.start(), predicate.start) == 0;
    }
    if (predicate.percent == null
        && !marketSpeaks(predicate)
        && !hasAmount(predicate)
        && !leadsFromPriceToPrice(predicate, theme)) {
      return false;
    }
    if (predicate.form == Predicate.Form.NOUN) {
      if (predicate.strength == Predicate.Strength.STRONG && !behind) {
        // "Kurssprung", "koerswinst": a noun that only shares have
        return predicate.percent != null
            && themeRoles.clauseOf(theme) == predicate.clause
            && themes.stream()
                .noneMatch(t -> t.start() >= theme.end() && t.end() <= predicate.start);
      }
      return predicate.percent != null
          && !comparesBusiness(predicate)
          && (behind
              ? gaps.words(predicate.end, theme.start()) <= 2
                  || isOwnedBehind(predicate, theme)
                  || predicateRoles.opensWithNoun(predicate, theme)
              : (isInMarket(predicate, theme)
                          || isLedTo(predicate, theme)
                          || isAttribute(predicate, theme)
                          || isAllThatIsSaid(predicate, theme)
                          || isSummedUp(predicate, theme)
                          || (context.amongMoves()
                              && themes.stream().noneMatch(t -> t.is(Theme.Type.OTHER))
                              && !gaps.tellsOfBusiness(
                                  marks.sentence.start(), marks.sentence.end())))
                      && !gaps.tellsOfBusiness(theme.end(), predicate.start)
                  || isLedAcross(predicate, theme));
    }
    if (behind && predicateRoles.isParticipleOf(predicate, theme)) {
      return predicate.strength != Predicate.Strength.PERCENT || predicate.percent != null;
    }
    if (behind) {
      return predicate.percent != null
          && (gaps.onlyFillers(predicate.end, theme.start())
              || isIntroduced(predicate, theme)
              || (marks.verbFirst && gaps.words(predicate.end, theme.start()) <= 2)
              || (predicate.strength != Predicate.Strength.PERCENT
                  && predicateRoles.isAdverbial(predicate)
                  && predicateRoles.opensWithNoun(predicate, theme))
              || opensWithPrice(predicate, theme));
    }
    return gaps.onlyFillers(theme.end(), predicate.start)
        || isToldOfAntecedent(predicate, theme)
        || strengthensVerb(predicate, theme)
        || continues(predicate, theme)
        || isSecondVerb(predicate, theme)
        || measuresVerb(predicate, theme)
        || isOnlyThing(predicate, theme)
        || isSubject(predicate, theme)
        || isOfShares(predicate, theme);
  }

  /**
   * {@code 光宝科反遭调节收黑}: a word that only markets use, and nothing else on the way from the name that
   * opens the clause.
   */
  private boolean isOfShares(Predicate predicate, Theme theme) {
    int start = marks.clauses.start(themeRoles.clauseOf(theme));
    return predicate.strength == Predicate.Strength.STRONG
        && (marks.language.has(Trait.TOPIC_CHAINS)
            || (predicate.form == Predicate.Form.VERB
                && gaps.words(theme.end(), predicate.start) <= MOST_WORDS
                && gaps.namesNobody(theme.end(), predicate.start)))
        && gaps.onlyFewWords(start, themeRoles.startOfGroup(theme))
        && gaps.words(theme.end(), predicate.start) <= SUBJECT_REACH
        && !themeRoles.isOwner(theme)
        && !themeRoles.isAgent(theme)
        && !gaps.tellsOfBusiness(theme.end(), predicate.start)
        && predicate.clause - themeRoles.clauseOf(theme) <= 1
        && !marks.clauses.areApart(themeRoles.clauseOf(theme), predicate.clause)
        && themes.stream().noneMatch(t -> t.start() >= theme.end() && t.end() <= predicate.start);
  }

  /** {@code legte der wichtigste Auftragsfertiger TSMC 1,8 Prozent zu}: who the name is. */
  private boolean isIntroduced(Predicate verb, Theme theme) {
    Quantity percent = verb.percent;
    return percent != null
        && percent.start() >= theme.end()
        && gaps.onlyFillers(theme.end(), percent.start())
        && marks.beginsWithDeterminer(verb.end + 1)
        && gaps.words(verb.end, theme.start()) <= INTRODUCTION
        && marks.between(verb.end, theme.start()).chars().noneMatch(c -> ",;:".indexOf(c) >= 0)
        && marks.links.stream()
            .noneMatch(
                l -> l.value().equals("and") && l.start() >= verb.end && l.end() < theme.start());
  }

  /** {@code Target's traffic fell 4%, versus a 2% gain at Walmart}: a gain of the same thing. */
  private boolean comparesBusiness(Predicate noun) {
    int start = marks.clauses.start(noun.clause);
    boolean compared = marks.hasCue(marks.links, "than", start - Gaps.CAUSE_REACH, noun.start);
    return compared
        && marks.predicates.stream()
            .anyMatch(
                p ->
                    p.end <= start
                        && p.percent != null
                        && p.theme != null
                        && p.theme.is(Theme.Type.OTHER));
  }

  /** {@code jumped from 1,051p to 1,098p}: no percentage, but two prices. */
  private boolean leadsFromPriceToPrice(Predicate predicate, Theme theme) {
    if (predicate.form != Predicate.Form.VERB
        || predicate.strength == Predicate.Strength.WEAK
        || theme.end() > predicate.start) {
      return false;
    }
    Quantity to = prices.find(theme, predicate.start, predicate.end);
    if (to == null || to.start() - predicate.end > Gaps.REACH) {
      return false;
    }
    for (Quantity from : marks.quantities) {
      boolean other =
          from != to
              && from.start() >= predicate.end
              && prices.isPrice(from)
              && (from.currency() == null || Objects.equals(from.currency(), to.currency()))
              && gaps.words(predicate.end, Math.min(from.start(), to.start())) <= Gaps.SHORT
              && marks.priceWords.stream()
                  .anyMatch(
                      w ->
                          w.value().equals("from")
                              && w.end() <= from.start()
                              && from.start() - w.end() <= 1);
      boolean rises = from.value().compareTo(to.value()) < 0;
      if (other && rises == (predicate.direction == Direction.UP)) {
        return true;
      }
    }
    return false;
  }

  /** {@code Poco mossa Enel, invariata Snam}: several names whose shares stood still. */
  private boolean severalStill() {
    return marks.predicates.stream()
            .filter(
                p ->
                    p.direction == Direction.FLAT
                        && p.theme != null
                        && p.theme.is(Theme.Type.COMPANY)
                        && p.theme.start() >= p.end
                        && marks.between(p.end, p.theme.start()).isBlank())
            .count()
        > 1;
  }

  private boolean opensClause(Predicate predicate) {
    return gaps.words(marks.clauses.start(predicate.clause), predicate.start) == 0;
  }

  /** {@code während sich Adidas behaupteten}. */
  private boolean followsConjunction(Predicate predicate) {
    return predicate.strength == Predicate.Strength.STRONG
        && predicate.clause > 0
        && gaps.words(marks.clauses.start(predicate.clause), predicate.start) == 1;
  }

  /** {@code bene anche Diageo a Londra}: beside moves that are told by percentages. */
  private boolean isListedSo(Predicate predicate, Theme theme) {
    return marks.verbFirst
        && opensClause(predicate)
        && gaps.words(predicate.end, theme.start()) <= 1
        && gaps.onlyFillers(predicate.end, theme.start())
        && (!reading.told.isEmpty()
            || context.amongMoves()
            || movesElsewhere(predicate)
            || fillsClause(theme)
            || severalListed());
  }

  /** {@code Giù anche Iveco.}: the clause says nothing else. */
  private boolean fillsClause(Theme theme) {
    int end = theme.end();
    for (Theme other : themes) {
      end = ThemeRoles.isNamedTogether(other, theme) ? Math.max(end, other.end()) : end;
    }
    return end >= marks.sentence.end() || ".,;".indexOf(marks.text.charAt(end)) >= 0;
  }

  /** {@code Giù Iveco e Stellantis, bene Terna}: more than one such word opens its clause. */
  private boolean severalListed() {
    return marks.predicates.stream()
            .filter(
                p ->
                    p.strength == Predicate.Strength.WEAK
                        && p.theme != null
                        && p.theme.is(Theme.Type.COMPANY)
                        && p.theme.start() >= p.end
                        && opensClause(p)
                        && gaps.onlyFillers(p.end, p.theme.start()))
            .count()
        > 1;
  }

  /** {@code Air France-KLM steeg als kool: plus 6,6 procent}: how far the verb before went. */
  private boolean measuresVerb(Predicate predicate, Theme theme) {
    return predicate.percent != null
        && gaps.words(marks.clauses.start(predicate.clause), predicate.start) == 0
        && marks.predicates.stream()
            .anyMatch(
                p ->
                    p.end <= predicate.start
                        && predicateRoles.isSaidOf(p, theme, predicate.direction))
        && themes.stream().noneMatch(t -> t.start() >= theme.end() && t.end() <= predicate.start);
  }

  /** {@code ترتفع بالحد الأقصى}: a word of the market behind a verb that says the same way. */
  private boolean strengthensVerb(Predicate predicate, Theme theme) {
    return predicate.strength == Predicate.Strength.STRONG
        && marks.predicates.stream()
            .anyMatch(
                p ->
                    p.end <= predicate.start
                        && predicateRoles.isSaidOf(p, theme, predicate.direction)
                        && gaps.onlyFillers(p.end, predicate.start));
  }

  /** {@code au contraire de Safran qui a grappillé 0,6%}. */
  private boolean isToldOfAntecedent(Predicate predicate, Theme theme) {
    int start = marks.clauses.start(predicate.clause);
    return predicate.percent != null
        && predicate.strength != Predicate.Strength.PERCENT
        && marks.clauses.isRelative(predicate.clause)
        && start >= theme.end()
        && start - theme.end() <= 2
        && gaps.words(start, predicate.start) <= 2;
  }

  /** {@code Puma bricht um 16 Prozent ein, auch Adidas unter Druck}: told along with another. */
  private boolean isAmongMovers(Predicate predicate, Theme theme) {
    return predicate.percent == null
        && theme.end() <= predicate.start
        && marks.between(theme.end(), predicate.start).isBlank()
        && marks.sentence.zone() == Zone.HEADLINE
        && predicateRoles.standsAlone(predicate)
        && othersMove(predicate);
  }

  /**
   * {@code BRIS melompat 8,3% dan ERAA bertambah 4,0%}: right between a name and a percentage, in a
   * sentence that tells another company's change.
   */
  private boolean isToldAlong(Predicate predicate, Theme theme) {
    Quantity percent = predicate.percent;
    return percent != null
        && predicate.form == Predicate.Form.VERB
        && percent.start() >= predicate.end
        && theme.end() <= predicate.start
        && gaps.onlyFillers(predicate.end, percent.start())
        && (gaps.onlyFillers(theme.end(), predicate.start) || isToldOfAntecedent(predicate, theme))
        && othersMove(predicate)
        && themes.stream()
            .noneMatch(t -> t.is(Theme.Type.OTHER) && themeRoles.clauseOf(t) == predicate.clause);
  }

  /** {@code Repsol mejora un 3,6% su cotización}: its shares are the verb's object. */
  private boolean hasOwnShares(Predicate predicate, Theme theme) {
    Quantity percent = predicate.percent;
    return percent != null
        && percent.start() >= predicate.end
        && themes.stream()
            .anyMatch(
                t ->
                    t.is(Theme.Type.SHARE)
                        && t.companies().equals(theme.companies())
                        && t.start() >= predicate.end
                        && t.start() - percent.end() <= Gaps.SHORT);
  }

  /**
   * {@code Xiaomi, whose new car sells well, then rose 5%}: a name that is itself spoken of, a
   * percentage with its verb, and nothing of the company's business on the way.
   */
  private boolean isSubject(Predicate predicate, Theme theme) {
    Quantity percent = predicate.percent;
    if (percent == null || themeRoles.isOwner(theme) || themeRoles.isGoverned(theme)) {
      return false;
    }
    boolean trading = isInMarket(predicate, theme) || context.amongMoves();
    if (predicate.strength == Predicate.Strength.PERCENT && !trading) {
      return false;
    }
    int to = Math.max(predicate.end, percent.end());
    boolean apart =
        marks.clauses.areApart(marks.clauses.at(theme.start()), predicate.clause)
            || gaps.words(theme.end(), predicate.start) > subjectReach(predicate);
    return !apart
        && !(predicateRoles.trails(predicate)
            && gaps.tellsOfBusiness(behindCause(theme, predicate), predicate.start))
        && themes.stream()
            .noneMatch(
                t ->
                    t.is(Theme.Type.OTHER)
                        && t.start() >= theme.end()
                        && t.end() <= to
                        && !themeRoles.isGoverned(t)
                        && themeRoles.clauseOf(t) == predicate.clause);
  }

  /** Words are counted by their characters where no blanks part them, and Thai has many a word. */
  private int subjectReach(Predicate predicate) {
    boolean letters = marks.ownerBehind && Words.isUnspaced(marks.text.charAt(predicate.end - 1));
    return letters ? SUBJECT_REACH * 2 : SUBJECT_REACH;
  }

  /**
   * {@code Sasol weakened again on a dull day, falling 1.1%}: whatever stands between a name and a
   * word with its percentage, nothing else that could move is spoken of.
   */
  private boolean isOnlyThing(Predicate predicate, Theme theme) {
    Quantity percent = predicate.percent;
    boolean here = themeRoles.clauseOf(theme) == predicate.clause;
    boolean topic =
        ((themeRoles.isTopic(theme)
                    || themeRoles.isSubject(theme)
                    || themeRoles.isHeading(theme, predicate))
                && predicate.strength == Predicate.Strength.STRONG)
            || predicate.direction == Direction.FLAT;
    if ((percent == null && !topic) || !(here || marks.verbLast)) {
      return false;
    }
    // "ingresó un 5% más": more of what the verb says
    if (predicate.strength == Predicate.Strength.PERCENT
        && marks.language.has(Trait.UP_IS_MORE)
        && !isInMarket(predicate, theme)
        && !context.amongMoves()) {
      return false;
    }
    int start = percent == null ? predicate.start : Math.min(percent.start(), predicate.start);
    int end = percent == null ? predicate.end : Math.max(predicate.end, percent.end());
    return !(predicateRoles.trails(predicate)
            && gaps.tellsOfBusiness(behindCause(theme, predicate), predicate.start))
        && gaps.words(behindCause(theme, predicate), start)
            <= (Words.isUnspaced(marks.text.charAt(predicate.end - 1)) ? 4 : 1) * MOST_WORDS
        && marks.predicates.stream()
            .noneMatch(
                p ->
                    p.start >= theme.end()
                        && p.end <= predicate.start
                        && (p.strength != Predicate.Strength.WEAK || !marks.verbLast))
        && themes.stream()
            .noneMatch(
                other ->
                    other.start() >= theme.end()
                        && other.end() <= end
                        && !(other.is(Theme.Type.OTHER) ? isAside(other, theme, predicate) : here));
  }

  /**
   * Whether something that could move is only a place or a cause, or stands in another clause of a
   * sentence whose topic the name is: {@code IHIは出荷データの改ざんが尾を引き、1.2%安で終えた}.
   */
  private boolean isAside(Theme other, Theme theme, Predicate predicate) {
    boolean topic = themeRoles.isTopic(theme) && themeRoles.clauseOf(other) != predicate.clause;
    return topic
        || places.isPlaceName(other)
        || themeRoles.isCauseBehind(theme, other)
        || themeRoles.isObject(other);
  }

  /**
   * {@code 410 milyon dolarlık sözleşmesine rağmen}: what a cause closes is told of nothing else.
   */
  private int behindCause(Theme theme, Predicate predicate) {
    int from = theme.end();
    if (marks.language.has(Trait.LONG_CAUSES)) {
      for (Cue link : marks.links) {
        boolean closes =
            link.value().equals("on") && link.start() >= from && link.end() <= predicate.start;
        from = closes ? link.end() : from;
      }
    }
    return from;
  }

  /** {@code Hypera rejeita proposta e cai 3,3%}: a second verb with a percentage of its own. */
  private boolean isSecondVerb(Predicate predicate, Theme theme) {
    if (predicate.percent == null || predicate.percent.start() < predicate.end) {
      return false;
    }
    for (Theme other : themes) {
      if (other.is(Theme.Type.OTHER) && themeRoles.clauseOf(other) == predicate.clause) {
        return false;
      }
    }
    for (Cue link : marks.links) {
      int gap = predicate.start - link.end();
      if (link.value().equals("and") && gap >= 0 && gap <= 1) {
        return themeRoles.clauseOf(theme) == predicate.clause;
      }
    }
    return false;
  }

  /** Whether a price, a word such as "closed", or other moves of the sentence speak of trading. */
  private boolean isInMarket(Predicate predicate, Theme theme) {
    int end = predicate.percent == null ? predicate.end : predicate.percent.end();
    return marks.bases.stream()
            .anyMatch(b -> !marks.clauses.areApart(marks.clauses.of(b), predicate.clause))
        || marks.tradings.stream()
            .anyMatch(b -> !marks.clauses.areApart(marks.clauses.of(b), predicate.clause))
        || prices.find(theme, predicate.start, Math.max(end, predicate.end)) != null
        || !reading.told.isEmpty()
        || (context.amongMoves() && predicate.direction == Direction.FLAT)
        || movesElsewhere(predicate);
  }

  /** {@code pops most in seven months}. */
  private boolean bounds(Cue superlative) {
    return superlative.value().equals("move")
        && marks.units.stream()
            .anyMatch(
                u ->
                    u.start() >= superlative.end()
                        && u.start() - superlative.end() <= Gaps.CAUSE_REACH);
  }

  /** Whether another change is told by percentage in the same sentence. */
  private boolean movesElsewhere(Predicate predicate) {
    return marks.predicates.stream().anyMatch(p -> p != predicate && PredicateRoles.tellsChange(p))
        || percents.stream().anyMatch(this::isSignedBesideName);
  }

  /** {@code Nexans +2.3%}. */
  private boolean isSignedBesideName(Quantity percent) {
    return percent.sign() != 0
        && themes.stream()
            .anyMatch(
                t ->
                    !t.is(Theme.Type.OTHER)
                        && t.end() <= percent.start()
                        && percent.start() - t.end() <= 3
                        && gaps.words(t.end(), percent.start()) == 0);
  }

  /** Whether another company's change is told by percentage in the same sentence. */
  private boolean othersMove(Predicate predicate) {
    Theme own = predicate.theme;
    return marks.predicates.stream()
        .anyMatch(
            p ->
                p != predicate
                    && PredicateRoles.tellsChange(p)
                    && p.theme != null
                    && (own == null || !p.theme.companies().equals(own.companies())));
  }

  /** {@code Down 4.8% at 502 pence: that is where BP …} */
  private boolean opensWithPrice(Predicate predicate, Theme theme) {
    boolean opens = predicate.start - marks.sentence.start() <= 2;
    boolean alone =
        themes.stream()
            .allMatch(t -> t.is(Theme.Type.OTHER) || t.companies().equals(theme.companies()));
    Quantity percent = predicate.percent;
    return opens
        && alone
        && percent != null
        && marks.quantities.stream()
            .anyMatch(
                q ->
                    q.kind() == Quantity.Kind.MONEY
                        && q.start() >= percent.end()
                        && q.start() - percent.end() <= 12);
  }

  /**
   * {@code Air France accuse un repli de 2,3%}: a verb of its own leads from the name to the noun.
   */
  private boolean isLedTo(Predicate noun, Theme theme) {
    return marks.predicates.stream()
        .anyMatch(
            verb ->
                verb.form == Predicate.Form.VERB
                    && verb.strength != Predicate.Strength.WEAK
                    && verb.clause == noun.clause
                    && verb.start >= theme.end()
                    && verb.end <= noun.start
                    && gaps.wordsBeside(verb.end, noun.start) <= 2
                    && (gaps.onlyFillers(theme.end(), verb.start)
                        || (verb.strength == Predicate.Strength.STRONG
                            && themes.stream()
                                .noneMatch(
                                    t -> t.start() >= theme.end() && t.end() <= noun.start))));
  }

  /** {@code Cisco, qui a dévoilé …, s'est distingué avec un gain}: the verb waited for its name. */
  private boolean isLedAcross(Predicate noun, Theme theme) {
    return marks.predicates.stream()
        .anyMatch(
            verb ->
                verb.form == Predicate.Form.VERB
                    && verb.clause == noun.clause
                    && verb.clause > themeRoles.clauseOf(theme)
                    && verb.end <= noun.start
                    && gaps.wordsBeside(verb.end, noun.start) <= 2
                    && verb.theme == theme
                    && opensClause(verb));
  }

  /** {@code Zalando mit einem Abschlag von 3,9 Prozent}, {@code Palantir's drop of 15%}. */
  private boolean isAttribute(Predicate noun, Theme theme) {
    if (noun.strength == Predicate.Strength.WEAK || themeRoles.isGoverned(theme)) {
      return false;
    }
    String gap = marks.between(theme.end(), noun.start).strip();
    int blank = gap.indexOf(' ');
    boolean with =
        marks.language.particles(Particle.WITH).contains(blank < 0 ? gap : gap.substring(0, blank));
    return with && gaps.words(theme.end(), noun.start) <= Gaps.SHORT
        || leadsWith(noun, theme)
        || themeRoles.isOwner(theme) && gaps.onlyFillers(theme.end(), noun.start)
        || isLedByWith(noun, theme);
  }

  /** {@code Caterpillar led the Dow with a 3.4% gain}: an index that it is compared with. */
  private boolean leadsWith(Predicate noun, Theme theme) {
    return gaps.words(marks.clauses.start(noun.clause), theme.start()) == 0
        && themes.stream()
            .anyMatch(
                t ->
                    t.is(Theme.Type.OTHER)
                        && t.start() >= theme.end()
                        && t.end() <= noun.start
                        && gaps.words(theme.end(), t.start()) <= Gaps.SHORT
                        && predicateRoles.isReachedByWith(t.end(), noun));
  }

  /** {@code destaca en Estocolmo con alzas cercanas al 4%}: what the name did it with. */
  private boolean isLedByWith(Predicate noun, Theme theme) {
    if (themeRoles.isOwner(theme)
        || gaps.words(theme.end(), noun.start) > MOST_WORDS + Gaps.SHORT
        || themes.stream()
            .anyMatch(
                t -> t.start() >= theme.end() && t.end() <= noun.start && !places.isPlaceName(t))) {
      return false;
    }
    Set<String> with = marks.language.particles(Particle.WITH);
    int at = noun.start;
    for (int word = 0; word < Gaps.SHORT; word++) {
      int end = at;
      while (end > theme.end() && marks.text.charAt(end - 1) == ' ') {
        end--;
      }
      if (end <= theme.end() || !Words.isWord(marks.text.charAt(end - 1))) {
        return false;
      }
      at = Words.startOf(marks.text, end - 1);
      if (with.contains(marks.between(at, end))) {
        return true;
      }
    }
    return false;
  }

  /** {@code Bouygues affiche un gain de 22%}: nothing else is spoken of that could have risen. */
  private boolean isAllThatIsSaid(Predicate noun, Theme theme) {
    return noun.strength != Predicate.Strength.WEAK
        && gaps.words(theme.end(), noun.start) <= Gaps.SAID
        && themeRoles.clauseOf(theme) == noun.clause
        && !themeRoles.isOwner(theme)
        && (!themeRoles.isGoverned(theme) || opensAsConcerned(theme))
        && themes.stream().noneMatch(t -> t.is(Theme.Type.OTHER) && !places.isPlaceName(t));
  }

  /**
   * {@code lost 4.8%, which brings to 24% its loss since Tuesday}: of a move that was just told.
   */
  private boolean isSummedUp(Predicate noun, Theme theme) {
    Quantity percent = noun.percent;
    return percent != null
        && percent.end() <= noun.start
        && gaps.words(percent.end(), noun.start) <= 2
        && reading.movedBefore(noun, theme)
        && themes.stream().noneMatch(t -> t.start() >= theme.end() && t.end() <= noun.start);
  }

  /** {@code Per Saipem una perdita del 6%}: the sentence says at once whom it concerns. */
  private boolean opensAsConcerned(Theme theme) {
    int end = theme.start() - 1;
    return end > marks.sentence.start()
        && gaps.words(marks.sentence.start(), theme.start()) == 1
        && marks
            .language
            .particles(Particle.BENEFIT)
            .contains(marks.between(Words.startOf(marks.text, end - 1), end));
  }

  /** {@code contra queda de 7% da Natura}, {@code le recul de 2 % de Nvidia}. */
  private boolean isOwnedBehind(Predicate noun, Theme theme) {
    Quantity percent = noun.percent;
    return percent != null
        && percent.start() >= noun.end
        && predicateRoles.isOwnedBy(noun, percent)
        && marks.hasCue(marks.links, "of", percent.end(), theme.start() + ARTICLE)
        && gaps.words(percent.end(), theme.start()) == 1
        && !themeRoles.isOwner(theme)
        && !gaps.tellsOfBusiness(marks.sentence.start(), noun.start)
        && themes.stream()
            .noneMatch(
                t ->
                    t.is(Theme.Type.OTHER)
                        && t.start() >= theme.end()
                        && gaps.words(theme.end(), t.start()) <= 2);
  }

  private boolean marketSpeaks(Predicate predicate) {
    if (predicate.strength == Predicate.Strength.STRONG) {
      return true;
    }
    boolean claim =
        marks.extremes.stream()
                .anyMatch(cue -> cue.is("extreme") || (cue.is("superlative") && bounds(cue)))
            || marks.streaks.stream().anyMatch(cue -> cue.is("streak"));
    boolean traded =
        marks.bases.stream().anyMatch(cue -> marks.clauses.same(cue.start(), predicate.start));
    boolean onTheMarket =
        marks.tradings.stream().anyMatch(cue -> marks.clauses.same(cue.start(), predicate.start));
    boolean headline = marks.sentence.zone() == Zone.HEADLINE;
    return claim
        || onTheMarket
        || predicateRoles.standsAlone(predicate)
            && (headline || predicateRoles.isLastOfClause(predicate) || context.isReport())
        || (headline && (traded || othersMove(predicate) || isListOfMovers(predicate)));
  }

  /** {@code KTB บวก TTB ลบ SCB ทรงตัว}: each of several names, and right behind it its word. */
  private boolean isListOfMovers(Predicate predicate) {
    long others =
        marks.predicates.stream()
            .filter(p -> p != predicate && isRightBehindName(p) && p.theme != predicate.theme)
            .count();
    return others > 0
        && isRightBehindName(predicate)
        && themes.stream()
            .anyMatch(
                t ->
                    t.start() >= predicate.end
                        && t.is(Theme.Type.COMPANY)
                        && marks.between(predicate.end, t.start()).isBlank());
  }

  private boolean isRightBehindName(Predicate predicate) {
    Theme theme = predicate.theme;
    return theme != null
        && !theme.companies().isEmpty()
        && predicate.form == Predicate.Form.VERB
        && theme.end() <= predicate.start
        && marks.between(theme.end(), predicate.start).isBlank();
  }

  /** A name whose clause was left open, or that the last move was told of. */
  private boolean continues(Predicate predicate, Theme theme) {
    int clause = themeRoles.clauseOf(theme);
    if (clause == predicate.clause) {
      return predicate.distance(theme.start(), theme.end()) <= Gaps.REACH
          && reading.movedBefore(predicate, theme);
    }
    if (reading.movedBefore(predicate, theme)) {
      return true;
    }
    int end = theme.end();
    while (end < marks.sentence.end() && marks.clauses.at(end) == clause) {
      end++;
    }
    int start = marks.clauses.start(predicate.clause);
    boolean adds =
        gaps.onlyFillers(start, predicate.start)
            || (predicate.percent != null
                && marks.isCausal(start)
                && themes.stream()
                    .noneMatch(t -> t.start() >= start && t.end() <= predicate.start));
    return adds && (gaps.onlyFillers(theme.end(), end) || gaps.tellsOfTrading(theme.end(), end));
  }

  /** {@code down six sen at RM3.67}: an amount in place of the percentage, and the price. */
  boolean hasAmount(Predicate predicate) {
    Theme theme = predicate.theme;
    for (Quantity quantity : marks.quantities) {
      boolean money =
          quantity.kind() == Quantity.Kind.MONEY || quantity.kind() == Quantity.Kind.POINTS;
      int gap = quantity.start() - predicate.end;
      if (money && gap >= 0 && gap <= 3) {
        // "In the table of the day: Inari eased two sen"
        return theme != null
            && (prices.find(theme, predicate.start, quantity.end()) != null
                || (marks.language.has(Trait.MONEY_CHANGES) && isSmall(quantity))
                || (context.isReport() && context.amongMoves() && isSmall(quantity)));
      }
      int before = predicate.start - quantity.end();
      boolean shared = predicate.start > quantity.start() && predicate.start < quantity.end();
      if (money && (shared ? before >= -1 : before >= 0) && before <= 1) {
        // "ended three sen lower at RM1.18", "85円高"
        return theme != null
            && (prices.find(theme, quantity.start(), predicate.end) != null
                || (marks.language.has(Trait.MONEY_CHANGES) && isSmall(quantity)));
      }
    }
    return false;
  }

  /** Whether an amount can be what one share gained: {@code dua sen}, {@code 3.000 đồng}. */
  private static boolean isSmall(Quantity quantity) {
    return quantity.kind() == Quantity.Kind.MONEY
        && quantity.currency() != null
        && quantity.value().compareTo(LARGEST_CHANGE) < 0;
  }
}

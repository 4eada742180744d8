package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.CompanyName;
import dev.tapeline.analysis.directory.NameIndex;
import dev.tapeline.analysis.directory.Reference;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.CueKinds;
import dev.tapeline.analysis.text.Cues;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.FieldText;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Trait;
import dev.tapeline.analysis.text.Words;
import dev.tapeline.analysis.text.Zone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which places name a company.
 *
 * <p>A name begins with what it is worth by itself: 1 where somebody wrote it down as unmistakable,
 * 0.2 where it was marked as an ordinary word, between 0.05 and 1 where it was made by rule from a
 * registered name. The place adds its evidence: a legal form or a ticker (1 each), a person's title
 * or a word for shares beside it (0.9), a word such as {@code carmaker}, a verb of companies or a
 * possession of theirs directly behind (0.8), a verb further off (0.7), a change in percent (0.7 to
 * 0.8), a noun such as {@code revenue} (0.5); percentages, money and shares in the sentence (0.4);
 * a capital inside a sentence (0.4), or at its beginning (0.15, less 0.3 where the sentence goes on
 * without a verb of companies), a home of the language (0.25). Small letters forbid what is
 * doubtful, and a capital neighbour that makes the name longer takes 0.4 away. The document adds to
 * all places of a company: an unmistakable mention or a ticker (1), one of its people (0.7), words
 * of its sector (0.2), talk of shares (0.15) and of other companies (0.15). A company is named
 * where its best place and the document together reach 1.
 */
final class Weighing {
  static final double ENOUGH = 1.0;

  private static final double STRONG = 1.0;
  private static final double NEVER = 9;

  /** A place that tells less than this is helped by no other place and by nothing in the text. */
  private static final double LEAST = 0.05;

  private static final int MANY = 3;
  private static final double NEIGHBOUR = 0.6;
  private static final double DOUBTFUL_NEIGHBOUR = 0.3;
  private static final double HOME = 0.25;
  private static final int MOVE_REACH = 64;
  private static final int LISTED = 8;
  private static final int FOLLOWED = 40;
  private static final int SHOUTED = 4;
  private static final int VERB_BEHIND = 6;
  private static final double EPSILON = 1e-9;

  /** Words and signs without which no quantity is a percentage. */
  private static final CueKinds PERCENTS = CueKinds.of("percent");

  /** What a text says of which sector it is of, and whether it talks of shares. */
  private static final CueKinds SUBJECTS = CueKinds.of("sector", "share-word");

  private final Document document;
  private final NameIndex names;
  private final List<Hit> hits;
  private final Function<Hit, SentenceContext> contexts;
  private final List<Refused> refused = new ArrayList<>();
  private final Set<Company> trusted = new HashSet<>();
  private final Map<Company, Double> persons = new HashMap<>();
  private final Map<Company, Double> best = new HashMap<>();
  private final Set<String> sectors = new HashSet<>();
  private final Predicate<String> isWord;
  private final int verbReach;
  private final boolean nounsAreCapital;
  private final boolean readsEnglish;
  private boolean talksOfShares;

  Weighing(
      Document document,
      CompanyDirectory directory,
      HitFinder finder,
      Function<Hit, SentenceContext> contexts) {
    this.document = document;
    this.names = directory.names();
    this.isWord = directory::isWord;
    this.hits = finder.hits();
    this.contexts = contexts;
    String language = document.detectedLanguage();
    this.verbReach = document.language().has(Trait.VERB_LAST) ? 40 : 2;
    this.nounsAreCapital = "de".equals(language);
    this.readsEnglish = language == null || language.equals("en");
    finder.people().forEach(this::notePerson);
  }

  /** A candidate that is not meant; told to those who ask why, see {@link Refusal}. */
  private record Refused(Hit hit, Hit.Candidate candidate, String reason, double score) {

    Refusal told() {
      return new Refusal(
          candidate.company().ticker(),
          candidate.company().name(),
          hit.sentence.field().evidence(hit.start, hit.end),
          reason,
          score);
    }
  }

  List<Refusal> refusals() {
    return refused.stream().map(Refused::told).toList();
  }

  /** Settles every hit; answers those that name a company. */
  List<Hit> run() {
    noteSectors();
    for (int i = 0; i < hits.size(); i++) {
      weighAlone(i);
    }
    List<Hit> named = new ArrayList<>();
    for (Hit hit : hits) {
      if (hit.scores.isEmpty()) {
        continue;
      }
      if (choose(hit)) {
        named.add(hit);
      }
    }
    return withNeighbours(named);
  }

  /**
   * Names that stand in a list beside companies that are already known, or beside others that are
   * as doubtful: "Apple, Microsoft and Google", "Apple, Meta et Alphabet".
   */
  private List<Hit> withNeighbours(List<Hit> named) {
    Set<Hit> known = new HashSet<>(named);
    int size = -1;
    while (size != known.size()) {
      size = known.size();
      addNeighbours(known);
    }
    return known.size() > named.size() ? hits.stream().filter(known::contains).toList() : named;
  }

  private void addNeighbours(Set<Hit> known) {
    for (int i = 0; i < hits.size(); i++) {
      Hit hit = hits.get(i);
      if (known.contains(hit) || hit.scores.isEmpty() || hit.candidates.size() != 1) {
        continue;
      }
      Company company = hit.candidates.get(0).company();
      double score = hit.scores.get(0);
      double gained =
          fromNeighbour(hit, i > 0 ? hits.get(i - 1) : null, known)
              + fromNeighbour(hit, i + 1 < hits.size() ? hits.get(i + 1) : null, known);
      if (gained > 0
          && score > 0.05
          && score + fromDocument(company) + gained >= ENOUGH - EPSILON) {
        hit.chosen = hit.candidates.get(0);
        known.add(hit);
        trusted.add(company);
        refused.removeIf(r -> isOf(r, hit));
      }
    }
  }

  private double fromNeighbour(Hit hit, @Nullable Hit other, Set<Hit> known) {
    boolean next = other != null && (hit.isNextTo(other) || other.isNextTo(hit));
    if (other == null || !next || !isListed(hit, other)) {
      return 0;
    }
    boolean doubtful =
        !other.scores.isEmpty() && other.scores.stream().allMatch(score -> score > 0.3);
    return known.contains(other) ? NEIGHBOUR : doubtful ? DOUBTFUL_NEIGHBOUR : 0;
  }

  private static boolean isOf(Refused refused, Hit hit) {
    FieldText field = hit.sentence.field();
    return refused.hit().sentence.field() == field
        && field.toOriginalStart(refused.hit().start) == field.toOriginalStart(hit.start);
  }

  private boolean isListed(Hit hit, Hit other) {
    if (other.sentence != hit.sentence) {
      return false;
    }
    String text = hit.sentence.field().normalized();
    int from = Math.min(hit.fullEnd, other.fullEnd);
    int to = Math.max(hit.fullStart, other.fullStart);
    if (to - from > 7 || to < from) {
      return false;
    }
    String between = text.substring(from, to).strip();
    return between.equals(",")
        || between.equals("、")
        || between.equals("，")
        || between.equals("&")
        || between.equals("/")
        || contexts.apply(hit).cues().of("list-cue").stream()
            .anyMatch(c -> c.is("list-cue", "and") && c.start() >= from && c.end() <= to);
  }

  private void notePerson(Hit person) {
    for (Hit.Candidate candidate : person.candidates) {
      persons.merge(candidate.company(), candidate.needsEvidence() ? 0.4 : 0.7, Math::max);
    }
  }

  private void noteSectors() {
    for (FieldText field : document.fields()) {
      Cues cues = document.cues(field);
      for (Cue cue : cues.of(SUBJECTS)) {
        if (cue.is("sector")) {
          sectors.add(cue.value());
        } else {
          talksOfShares = true;
        }
      }
      talksOfShares = talksOfShares || cues.has("company-cue", "share");
    }
  }

  private void weighAlone(int number) {
    Hit hit = hits.get(number);
    SentenceContext context = contexts.apply(hit);
    String reason = hit.isTicker() ? null : blocked(hit, context);
    if (reason != null) {
      hit.candidates.forEach(c -> refuse(hit, c, reason, 0));
      return;
    }
    for (Hit.Candidate candidate : hit.candidates) {
      double score = hit.isTicker() ? 2 : score(hit, candidate, context, number);
      hit.scores.add(score);
      boolean body = hit.sentence.zone() != Zone.FURNITURE;
      if (body && score >= LEAST) {
        best.merge(candidate.company(), score, Math::max);
      }
      boolean plain = !candidate.needsEvidence() && !candidate.isDerived();
      if (body && hit.candidates.size() == 1 && (hit.isTicker() || (plain && score >= ENOUGH))) {
        trusted.add(candidate.company());
      }
    }
  }

  /** Why the place cannot be a name at all, or null. */
  private @Nullable String blocked(Hit hit, SentenceContext context) {
    if (isAddress(hit)) {
      return "address";
    }
    if (isPartOfDate(hit)) {
      return "date";
    }
    Cue longer = context.over(hit.start, hit.end, "not-name");
    if (longer != null) {
      return "not-a-name";
    }
    if (isMisspelt(hit)) {
      return "other-word";
    }
    boolean continued =
        hit.fullEnd == hit.end
            && context.behind(hit.end, "name-continuation", null, 0) != null
            && isContinuation(hit, context);
    return continued ? "longer-name" : null;
  }

  /** {@code Dư} is no {@code du}: a doubtful name has the accents that it is written with. */
  private static boolean isMisspelt(Hit hit) {
    String text = hit.sentence.field().normalized();
    boolean accented = false;
    for (int i = hit.start; i < hit.end; i++) {
      char c = text.charAt(i);
      accented |= c >= 0xC0 && c < 0x2000 && Character.isLetter(c);
    }
    return accented
        && hit.candidates.stream().allMatch(Hit.Candidate::needsEvidence)
        && hit.candidates.stream().allMatch(c -> writtenName(c.company(), hit) == null);
  }

  /** {@code 日通} in {@code 22日通报}: the sign of a day belongs to its number. */
  private static boolean isPartOfDate(Hit hit) {
    String text = hit.sentence.field().normalized();
    return hit.start > 0
        && "日月年".indexOf(text.charAt(hit.start)) >= 0
        && Words.isDigit(text.charAt(hit.start - 1));
  }

  /** In scripts with capitals the word that makes the name longer has one. */
  private boolean isContinuation(Hit hit, SentenceContext context) {
    Cue cue = context.behind(hit.end, "name-continuation", null, 0);
    if (cue == null) {
      return false;
    }
    char first = context.text().charAt(cue.start());
    boolean hasCase = Character.isLowerCase(first) || Character.isUpperCase(first);
    boolean gap = cue.start() - hit.end <= 1;
    return gap && (!hasCase || context.isUpper(cue.start()));
  }

  private static boolean isAddress(Hit hit) {
    String text = hit.sentence.field().normalized();
    int before = hit.start - 1;
    int behind = hit.end;
    if (before >= 0 && "@/_".indexOf(text.charAt(before)) >= 0) {
      return text.charAt(before) != '/'
          || (before > 0 && text.charAt(before - 1) == '/')
          || text.lastIndexOf("://", before) > text.lastIndexOf(' ', before);
    }
    boolean dotted =
        before > 0 && text.charAt(before) == '.' && Words.isWord(text.charAt(before - 1));
    boolean domain =
        behind + 2 < text.length()
            && text.charAt(behind) == '.'
            && isLatin(text.charAt(behind + 1))
            && isLatin(text.charAt(behind + 2));
    return dotted || (domain && !text.startsWith(".com ", behind));
  }

  private static boolean isLatin(char c) {
    return c >= 'a' && c <= 'z';
  }

  private double score(Hit hit, Hit.Candidate candidate, SentenceContext context, int number) {
    double score = base(hit, candidate);
    boolean wide = Words.isUnspaced(context.text().charAt(hit.start));
    if (hit.legalForm) {
      score += STRONG;
    }
    if (isTickerBeside(hit, candidate, number)) {
      score += STRONG;
    }
    if (isWord(candidate, hit) && !wide) {
      // No words beside it make a company of an ordinary word that nobody has called one.
      return context.isUpper(hit.start) ? score : score - NEVER;
    }
    score += fromWords(hit, context, wide);
    if (candidate.needsEvidence() && hit.length() <= 3 && followsName(hit, number)) {
      score -= NEVER;
    }
    if (candidate.needsEvidence() || candidate.isDerived()) {
      boolean made = candidate.isDerived() && !candidate.company().builtIn();
      score += made ? fromBusiness(context) / 2 : fromBusiness(context);
    }
    return wide ? score : score + fromCapitals(hit, candidate, context);
  }

  /** Whether the name is one ordinary word that nobody wrote down as a company's name. */
  private boolean isWord(Hit.Candidate candidate, Hit hit) {
    return candidate.needsEvidence() && candidate.isDerived() && !names.has(hit.key, ' ');
  }

  /** Percentages, money and shares make it likelier that companies are spoken of. */
  private static double fromBusiness(SentenceContext context) {
    Cues cues = context.cues();
    boolean business =
        cues.has("percent")
            || cues.has("currency")
            || cues.has("share-word")
            || cues.has("company-cue", "share");
    return business ? 0.4 : 0;
  }

  /** {@code Vale ON}: a short word directly behind a name belongs to it. */
  private boolean followsName(Hit hit, int number) {
    Hit before = number > 0 ? hits.get(number - 1) : null;
    return hit.followsWord
        || (before != null
            && hit.isNextTo(before)
            && before.sentence == hit.sentence
            && hit.start - before.fullEnd == 1
            && before.candidates.stream().anyMatch(c -> !c.isDerived())
            && hit.sentence.field().normalized().charAt(before.fullEnd) == ' ');
  }

  private double base(Hit hit, Hit.Candidate candidate) {
    if (!candidate.isDerived()) {
      return candidate.needsEvidence() ? 0.2 : 1.0;
    }
    boolean several = names.has(hit.key, ' ') || names.has(hit.key, '&');
    boolean wide = Words.isUnspaced(names.first(hit.key));
    int length = names.keyLength(hit.key);
    if (candidate.needsEvidence()) {
      return several ? 0.3 : 0.05;
    }
    boolean home = candidate.company().builtIn();
    if (wide) {
      return length >= 4 || home ? 1.0 : 0.8;
    }
    if (several) {
      return home ? 1.0 : 0.75;
    }
    return home ? 0.7 : length >= 5 ? 0.35 : 0.2;
  }

  private boolean isTickerBeside(Hit hit, Hit.Candidate candidate, int number) {
    for (int i = number + 1; i < hits.size(); i++) {
      Hit next = hits.get(i);
      if (next.place > hit.place + 2) {
        break;
      }
      if (next.isTicker()
          && next.sentence == hit.sentence
          && next.start - hit.fullEnd <= 12
          && next.candidates.get(0).company().equals(candidate.company())) {
        return true;
      }
    }
    return false;
  }

  /** Scripts without capitals have to rely on words more, and stand further off in them. */
  private double fromWords(Hit hit, SentenceContext context, boolean wide) {
    int start = hit.fullStart;
    int end = hit.fullEnd;
    double best = 0;
    if (context.near(start, end, "company-cue", "title", 1)) {
      best = 0.9;
    }
    if (best < 0.9 && context.near(start, end, "company-cue", "share", 1)) {
      best = 0.9;
    }
    if (best < 0.8 && context.near(start, end, "company-cue", "kind", 1)) {
      best = 0.8;
    }
    if (best < 0.9 && isActing(end, context)) {
      best = wide ? 0.9 : 0.8;
    }
    if (best < 0.9 && wide && context.behind(end, "company-cue", "noun", 3) != null) {
      best = 0.9;
    }
    if (best < 0.8 && isOwner(end, context)) {
      best = 0.8;
    }
    if (best < 0.7 && context.behind(end, "company-cue", "verb", verbReach) != null) {
      best = context.opens(hit.start) && verbReach < 5 ? 0.3 : 0.7;
    }
    if (best < 0.8) {
      best = Math.max(best, fromMoves(hit, context, wide));
    }
    if (best < 0.5 && context.near(start, end, "company-cue", "noun", 1)) {
      best = 0.5;
    }
    return best;
  }

  /** {@code Indra se revaloriza un 3,2%}, {@code Hera +1,2%}, {@code イオンは2.7%安}. */
  private double fromMoves(Hit hit, SentenceContext context, boolean wide) {
    double told = wide || !context.opens(hit.start) ? 0.8 : 0.7;
    boolean percents = context.cues().hasAny(PERCENTS);
    if (percents
        && (verbReach > 2 ? isDescribedByMove(hit, context) : isSubjectBehind(hit, context))) {
      return told;
    }
    if (isFlatInReport(hit, context)) {
      return 0.6;
    }
    if (!percents) {
      return 0;
    }
    int end = hit.fullEnd;
    String text = context.text();
    for (Quantity quantity : document.quantities(hit.sentence)) {
      int gap = quantity.start() - end;
      if (quantity.kind() != Quantity.Kind.PERCENT || gap < 0 || gap > MOVE_REACH) {
        continue;
      }
      if (quantity.sign() != 0) {
        return gap <= 3 ? told : 0.5;
      }
      int reach = moveReach(hit, context, wide);
      Cue move = context.behind(end, "move", null, reach);
      if (move == null && reach > 0) {
        move = context.behind(end, "move-noun", null, reach);
      }
      if (gap <= (verbReach > 2 ? 2 : LISTED) && isFollowedByMove(quantity, context)) {
        return told;
      }
      boolean tells =
          move != null && (move.end() <= quantity.start() || move.start() - quantity.end() <= 12);
      if (tells && context.distance(end, quantity.start()) < SentenceContext.FAR) {
        return told;
      }
      // "Alcon gained 1.4%, Legrand 0.9%"
      boolean listed =
          gap <= LISTED
              && context.distance(end, quantity.start()) <= 1
              && continuesList(hit, context);
      if (listed) {
        return told;
      }
    }
    return 0;
  }

  /** {@code Persimmon was flat.}: in a text that tells of many shares. */
  private boolean isFlatInReport(Hit hit, SentenceContext context) {
    return talksOfShares && trusted.size() >= MANY && hasFlatBehind(hit, context);
  }

  private static boolean hasFlatBehind(Hit hit, SentenceContext context) {
    for (Cue cue : context.cues().of("move")) {
      if (cue.value().startsWith("flat")
          && cue.start() >= hit.fullEnd
          && context.distance(hit.fullEnd, cue.start()) <= 1) {
        return true;
      }
    }
    return false;
  }

  /** {@code 3.2%까지 떨어졌던 하이브}, {@code yüzde 7 düşen Sasa}: a participle before the name. */
  private boolean isDescribedByMove(Hit hit, SentenceContext context) {
    return context.cues().of("move").stream()
        .anyMatch(
            cue ->
                cue.end() <= hit.start
                    && hit.start - cue.end() <= 1
                    && document.quantities(hit.sentence).stream()
                        .anyMatch(
                            q ->
                                q.kind() == Quantity.Kind.PERCENT
                                    && q.start() < cue.start()
                                    && cue.start() - q.end() <= LISTED));
  }

  /** {@code brachen Puma um 18 Prozent ein}, {@code sube Indra un 3%}. */
  private boolean isSubjectBehind(Hit hit, SentenceContext context) {
    if (context.opens(hit.start)) {
      return false;
    }
    for (Cue cue : context.cues().of("move")) {
      if (cue.end() == hit.start - 1) {
        return isFollowedByPercent(hit);
      }
    }
    return false;
  }

  private boolean isFollowedByPercent(Hit hit) {
    for (Quantity quantity : document.quantities(hit.sentence)) {
      if (quantity.kind() == Quantity.Kind.PERCENT
          && quantity.start() > hit.fullEnd
          && quantity.start() - hit.fullEnd <= FOLLOWED) {
        return true;
      }
    }
    return false;
  }

  private boolean continuesList(Hit hit, SentenceContext context) {
    for (Quantity quantity : document.quantities(hit.sentence)) {
      if (quantity.kind() == Quantity.Kind.PERCENT && quantity.end() <= hit.start) {
        return context.before(hit.start, "move");
      }
    }
    return false;
  }

  /** How many words may stand between a name and its word for up or down. */
  private int moveReach(Hit hit, SentenceContext context, boolean wide) {
    if (wide || verbReach > 2) {
      return "tr".equals(document.detectedLanguage()) ? 2 : VERB_BEHIND;
    }
    boolean shout = hit.length() >= 2 && isUpperThroughout(hit, context);
    if (context.style() == CaseStyle.NORMAL && shout) {
      return SHOUTED;
    }
    // "Indra destaca con un alza del 2,3%": no word of the language begins the sentence
    boolean name = !isWord.test(names.key(hit.key)) && !isCommonWord(hit);
    return name ? SHOUTED : context.opens(hit.start) ? 0 : 1;
  }

  /** {@code THY yüzde 1,4 artıda}. */
  private static boolean isFollowedByMove(Quantity percent, SentenceContext context) {
    return context.cues().of("move").stream()
        .anyMatch(cue -> cue.end() > percent.end() && cue.start() - percent.end() <= 2);
  }

  /** A verb of companies directly behind the name, auxiliaries left out: {@code is recalling}. */
  private static boolean isActing(int end, SentenceContext context) {
    Cue auxiliary = context.behind(end, "company-cue", "aux", 0);
    return context.behind(end, "company-cue", "verb", 0) != null
        || (auxiliary != null && context.behind(auxiliary.end(), "company-cue", "verb", 1) != null);
  }

  /** {@code Apple's quarterly profit}. */
  private static boolean isOwner(int end, SentenceContext context) {
    String text = context.text();
    return text.startsWith("'s ", end)
        && (context.behind(end + 2, "company-cue", "noun", 4) != null
            || context.behind(end + 2, "company-cue", "share", 4) != null);
  }

  private double fromCapitals(Hit hit, Hit.Candidate candidate, SentenceContext context) {
    CaseStyle style = context.style();
    if (style == CaseStyle.NONE || style == CaseStyle.LOWER) {
      return 0;
    }
    boolean doubtful = candidate.needsEvidence() || candidate.isDerived();
    int letter = firstLetter(hit, context.text());
    if (!context.isUpper(letter)) {
      boolean cased = Character.isLetter(context.text().charAt(letter));
      boolean abbreviation = isAbbreviation(candidate, hit);
      if (!cased) {
        return 0;
      }
      if (startsSmall(candidate, hit)) {
        return hit.length() < 4 && doubtful ? -STRONG : 0;
      }
      // Carelessly written, but hardly: names of several words in small letters are words.
      boolean brand =
          candidate.listing() == null
              && Reference.kind(candidate.reference()) == CompanyName.Kind.BRAND
              && style == CaseStyle.NORMAL;
      boolean words = style == CaseStyle.NORMAL || names.has(hit.key, ' ');
      boolean word = words && isCommonWord(hit);
      return doubtful || abbreviation || word ? -NEVER : words || brand ? -0.3 : 0;
    }
    if (isAbbreviation(candidate, hit) && !isUpperThroughout(hit, context)) {
      // Some press writes Kkr and Mps, but Now and All are words.
      boolean word = readsEnglish ? isWord.test(names.key(hit.key)) : isCommonWord(hit);
      return word ? -NEVER : 0.1;
    }
    if (!doubtful) {
      return 0;
    }
    if (style == CaseStyle.UPPER) {
      return 0;
    }
    double score = isAtHome(hit, candidate) ? HOME : 0;
    boolean opening = context.opens(hit.start);
    boolean tells = style == CaseStyle.NORMAL && !opening;
    boolean shout = hit.length() >= 2 && isUpperThroughout(hit, context);
    double inside = shout ? 0.5 : nounsAreCapital ? 0.3 : 0.4;
    score += tells ? inside : shout && style == CaseStyle.NORMAL ? 0.3 : 0.15;
    score += fromPunctuation(hit, context, opening);
    if (style == CaseStyle.NORMAL && !everyWordCapital(hit, context)) {
      score -= 0.6;
    }
    if (opening && candidate.needsEvidence() && isPhrase(hit, context)) {
      score -= 0.3;
    }
    if (!tells && candidate.needsEvidence() && !readsEnglish && isCommonWord(hit)) {
      score -= 0.4;
    }
    if (opening && hit.length() <= 3 && !shout && isWord.test(names.key(hit.key))) {
      score -= 0.4;
    }
    return score - (candidate.needsEvidence() ? 0.7 : 0.4) * longerName(hit, context);
  }

  /** {@code Leonardo} in Italian: a name of the language's own country that is no word of it. */
  private boolean isAtHome(Hit hit, Hit.Candidate candidate) {
    String country = candidate.company().country();
    return !readsEnglish
        && !nounsAreCapital
        && !candidate.isDerived()
        && country != null
        && Homelands.of(document.detectedLanguage()).contains(country)
        && !isCommonWord(hit);
  }

  /**
   * Names own things ({@code Visa's worst day}) and are explained ({@code Shell, which left});
   * words are joined by hyphens ({@code Gap-up}).
   */
  private static double fromPunctuation(Hit hit, SentenceContext context, boolean opening) {
    String text = context.text();
    int end = hit.fullEnd;
    if (end + 1 >= text.length()) {
      return 0;
    }
    if (text.startsWith("'s ", end)) {
      return 0.15;
    }
    if (text.charAt(end) == '-' && Character.isLetter(text.charAt(end + 1))) {
      return context.isUpper(end + 1) ? 0 : -0.6;
    }
    if (text.charAt(end) == ',') {
      boolean explained = context.behind(end + 1, "company-cue", "apposition", 0) != null;
      return explained ? 0.4 : opening && hit.length() > 2 ? 0.1 : 0;
    }
    return 0;
  }

  /** {@code Total payouts}: the sentence goes on in small letters, with no verb of companies. */
  private boolean isPhrase(Hit hit, SentenceContext context) {
    int behind = context.wordBehind(hit.fullEnd);
    return behind >= 0
        && !hit.legalForm
        && !context.isUpper(behind)
        && context.behind(hit.fullEnd, "company-cue", null, 0) == null
        && !(context.cues().has("percent") && context.behind(hit.fullEnd, "move", null, 0) != null)
        && !(talksOfShares && hasFlatBehind(hit, context));
  }

  /** Where the first letter of the place is; {@code 3M} begins with a digit. */
  private static int firstLetter(Hit hit, String text) {
    for (int i = hit.start; i < hit.end; i++) {
      if (Character.isLetter(text.charAt(i))) {
        return i;
      }
    }
    return hit.start;
  }

  /** 1 where capital words before or behind belong to the name, else 0. */
  private int longerName(Hit hit, SentenceContext context) {
    if (context.style() != CaseStyle.NORMAL || hit.legalForm) {
      return 0;
    }
    int behind = context.wordBehind(hit.end);
    boolean joinsBehind =
        behind >= 0
            && context.isUpper(behind)
            && !isKnownWord(context, behind)
            && context.behind(hit.end, "company-cue", null, 0) == null;
    int before = context.wordBefore(hit.start);
    boolean joinsBefore =
        before >= 0
            && context.isUpper(before)
            && !context.opens(before)
            && !isKnownWord(context, before)
            && context.before(hit.start, "company-cue", null, 0) == null;
    return joinsBehind || joinsBefore ? 1 : 0;
  }

  /** Whether the language's files know the word, so that its capital is no part of a name. */
  private static boolean isKnownWord(SentenceContext context, int at) {
    for (Cue cue : context.cues()) {
      if (cue.start() == at && !cue.is("not-name") && !cue.is("sector")) {
        return true;
      }
      if (cue.start() > at) {
        return false;
      }
    }
    return false;
  }

  /**
   * Whether the language of the text has the name as a word of its own: {@code Nos}, {@code Ana}.
   */
  private boolean isCommonWord(Hit hit) {
    return document
        .language()
        .isCommon(hit.sentence.field().normalized().substring(hit.start, hit.end));
  }

  private static boolean everyWordCapital(Hit hit, SentenceContext context) {
    String text = context.text();
    for (int i = hit.start; i < hit.end; i++) {
      boolean wordStart =
          Character.isLetter(text.charAt(i)) && (i == 0 || !Words.isWord(text.charAt(i - 1)));
      int stop = i + 1;
      while (wordStart && stop < hit.end && Words.isWord(text.charAt(stop))) {
        stop++;
      }
      if (wordStart && stop - i > 3 && !context.isUpper(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUpperThroughout(Hit hit, SentenceContext context) {
    for (int i = hit.start; i < hit.end; i++) {
      if (Character.isLetter(context.text().charAt(i)) && !context.isUpper(i)) {
        return false;
      }
    }
    return true;
  }

  /** A short name that is written in capitals alone: {@code BRI}, {@code SAP}. */
  private boolean isAbbreviation(Hit.Candidate candidate, Hit hit) {
    return hit.length() <= 3 && hasCapitals(candidate, hit);
  }

  private boolean hasCapitals(Hit.Candidate candidate, Hit hit) {
    String name = writtenName(candidate.company(), hit);
    if (name == null) {
      return false;
    }
    int letters = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isLetter(c)) {
        letters++;
        if (!Character.isUpperCase(c)) {
          return false;
        }
      }
    }
    return letters >= 2;
  }

  /** {@code iPhone} and {@code eBay} begin with a small letter by right. */
  private boolean startsSmall(Hit.Candidate candidate, Hit hit) {
    String name = writtenName(candidate.company(), hit);
    return name != null && Character.isLowerCase(name.charAt(0));
  }

  /** The name as the directory writes it, of the same length as the place; null where none is. */
  private static @Nullable String writtenName(Company company, Hit hit) {
    return writtenName(company, hit.sentence.field().normalized().substring(hit.start, hit.end));
  }

  static @Nullable String writtenName(Company company, String text) {
    for (CompanyName name : company.names()) {
      if (name.text().length() == text.length() && name.text().equalsIgnoreCase(text)) {
        return name.text();
      }
    }
    return null;
  }

  private double fromDocument(Company company) {
    double score = trusted.contains(company) ? STRONG : 0;
    score += persons.isEmpty() ? 0 : persons.getOrDefault(company, 0.0);
    if (company.sector() != null && sectors.contains(company.sector())) {
      score += 0.2;
    }
    score += talksOfShares ? 0.15 : 0;
    int others = trusted.size() - (trusted.contains(company) ? 1 : 0);
    return others == 0 ? score : others < MANY ? score + 0.15 : score + 0.25;
  }

  /** Picks the candidate of a hit that the evidence speaks for. */
  private boolean choose(Hit hit) {
    Hit.Candidate first = null;
    double highest = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    boolean alone = hit.candidates.size() == 1;
    for (int i = 0; i < hit.candidates.size(); i++) {
      Hit.Candidate candidate = hit.candidates.get(i);
      double score = total(hit, i) + (alone ? 0 : preference(candidate));
      if (score > highest) {
        second = highest;
        highest = score;
        first = candidate;
      } else {
        second = Math.max(second, score);
      }
    }
    if (first == null) {
      return false;
    }
    int index = hit.candidates.indexOf(first);
    double score = total(hit, index);
    if (score < ENOUGH - EPSILON) {
      refuse(hit, first, hit.scores.get(index) < 0 ? "lower-case" : "ordinary-word", score);
      return false;
    }
    if (highest - second < 0.01) {
      for (Hit.Candidate candidate : hit.candidates) {
        refuse(hit, candidate, "ambiguous", score);
      }
      return false;
    }
    hit.chosen = first;
    return true;
  }

  /** What a place and the document tell together: the company's best place carries its others. */
  private double total(Hit hit, int candidate) {
    double own = hit.scores.get(candidate);
    if (own < LEAST) {
      return own;
    }
    Company company = hit.candidates.get(candidate).company();
    double document = fromDocument(company);
    double carried = best.getOrDefault(company, own);
    return Math.max(own, Math.min(carried, own + STRONG)) + document;
  }

  /**
   * Between companies of one name: the hand-written one, then the one of the language's country.
   */
  private double preference(Hit.Candidate candidate) {
    double score = candidate.company().builtIn() ? candidate.isDerived() ? 0.2 : 0.6 : 0;
    String country = candidate.company().country();
    return country != null && Homelands.of(document.detectedLanguage()).contains(country)
        ? score + 0.1
        : score;
  }

  private void refuse(Hit hit, Hit.Candidate candidate, String reason, double score) {
    refused.add(new Refused(hit, candidate, reason, score));
  }
}

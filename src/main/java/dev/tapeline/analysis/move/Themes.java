package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.linking.Coreference;
import dev.tapeline.analysis.linking.IndexMention;
import dev.tapeline.analysis.linking.LinkedMention;
import dev.tapeline.analysis.linking.Links;
import dev.tapeline.analysis.linking.Role;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Particle;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Trait;
import dev.tapeline.analysis.text.Words;
import dev.tapeline.analysis.text.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a sentence speaks of that can go up or down, and whose shares are meant.
 *
 * <p>A word for shares belongs to the company named right before it ({@code Xiaomi's Hong
 * Kong-listed shares}, {@code 小米集团股价}), else to the one behind it ({@code shares of the phone maker
 * Xiaomi}, {@code saham PT Astra}); in languages that put the owner behind, the other way round. A
 * word that points back ({@code its shares}, {@code 该股}) belongs to the company that the text was
 * speaking of, and so does one without any owner.
 */
final class Themes {
  /** Between a word for shares and its owner stands at most so much of a preposition. */
  private static final int GENITIVE = 6;

  /** Between a company and who leads it stand at most so many characters. */
  private static final int LED = 16;

  /** An owner stands at most so far from its word. */
  private static final int NEAR = 48;

  private final SentenceMarks marks;
  private final Links links;
  private final NamedBefore named;
  private final ShareWords shareWords;
  private final @Nullable Company lastMoved;
  private final List<Owner> owners = new ArrayList<>();
  private final List<Theme> themes = new ArrayList<>();
  private final NameGroups nameGroups;

  private Themes(SentenceMarks marks, Links links, @Nullable Company lastMoved) {
    this.nameGroups = new NameGroups(marks, owners);
    this.lastMoved = lastMoved;
    this.marks = marks;
    this.links = links;
    this.named = new NamedBefore(marks, links);
    this.shareWords = new ShareWords(marks);
    for (LinkedMention mention : links.inSentence(marks.sentence)) {
      boolean aside =
          mention.role() == Role.SOURCE
              || mention.role() == Role.VENUE
              || mention.role() == Role.PAGE
              || mention.rule().equals("person")
              || isOnlyKin(mention.end());
      boolean byName = mention.via() == null;
      owners.add(new Owner(mention.company(), mention.start(), endOf(mention), byName, aside));
    }
    for (Coreference reference : links.coreferences(marks.sentence)) {
      Company led = ledBySomebody(reference);
      owners.add(
          new Owner(
              led == null ? reference.company() : led,
              reference.start(),
              reference.end(),
              false,
              false));
    }
    owners.sort(Comparator.comparingInt(Owner::start));
    marks.predicates.removeIf(this::isPartOfName);
    for (Cue cue : marks.pronouns) {
      Company latter = cue.is("latter") ? named.latter(cue) : null;
      if (latter != null) {
        owners.add(new Owner(latter, cue.start(), cue.end(), true, false));
      }
    }
    owners.sort(Comparator.comparingInt(Owner::start));
  }

  /** {@code SAP se dejó un 2,2%}: the legal form of the name is the beginning of its verb. */
  private int endOf(LinkedMention mention) {
    for (Predicate predicate : marks.predicates) {
      boolean across =
          predicate.start > mention.start()
              && predicate.start < mention.end()
              && predicate.end > mention.end()
              && marks.text.charAt(predicate.start - 1) == ' ';
      if (across) {
        return predicate.start - 1;
      }
    }
    return mention.end();
  }

  /** {@code die TKMS-Mutter Thyssenkrupp}: the name only says whose mother it is. */
  private boolean isOnlyKin(int end) {
    if (end + 1 >= marks.sentence.end() || marks.text.charAt(end) != '-') {
      return false;
    }
    String word = marks.between(end + 1, Words.endOf(marks.text, end + 2));
    return marks.language.particles(Particle.KIN).contains(word);
  }

  /** {@code La compañía que preside Ignacio Sánchez Galán}: the company of who leads it. */
  private @Nullable Company ledBySomebody(Coreference reference) {
    for (LinkedMention mention : links.inSentence(marks.sentence)) {
      int gap = mention.start() - reference.end();
      if (mention.rule().equals("person") && gap > 0 && gap <= LED) {
        String between = marks.between(reference.end(), mention.start());
        return between.indexOf(',') < 0 ? mention.company() : null;
      }
    }
    return null;
  }

  /**
   * Finds the themes of a sentence, in order.
   *
   * @param lastMoved the company of the move that the sentence before told, or null
   */
  static List<Theme> find(SentenceMarks marks, Links links, @Nullable Company lastMoved) {
    Themes themes = new Themes(marks, links, lastMoved);
    themes.run();
    themes.themes.sort(Comparator.comparingInt(Theme::start));
    return themes.themes;
  }

  private void run() {
    for (Cue cue : marks.notShares) {
      if (!isPartOfName(cue)
          && !reachesOutOfName(cue)
          && !reachesIntoName(cue)
          && !isPartOfDate(cue)
          && !reachesIntoShares(cue)
          && !isMadeOf(cue)
          && !isPartOfOwner(cue)) {
        themes.add(new Theme(Theme.Type.OTHER, List.of(), cue.start(), cue.end()));
      }
    }
    for (IndexMention index : links.indices(marks.sentence)) {
      boolean place =
          marks.tradings.stream()
              .anyMatch(
                  t ->
                      t.start() <= index.start()
                          && index.end() <= t.end()
                          && t.length() > index.end() - index.start());
      if (place) {
        continue;
      }
      themes.add(new Theme(Theme.Type.OTHER, List.of(), index.start(), index.end()));
    }
    for (Cue cue : marks.shares) {
      if (!isPartOfName(cue) && !isPartOfOther(cue) && !isPartOfBranch(cue) && !repeatsName(cue)) {
        themes.add(share(cue));
      }
    }
    marks.notShares.forEach(this::addBranch);
    themes.removeIf(this::isInsideShares);
    for (Owner owner : owners) {
      if (!owner.aside() && owner.named() && isFree(owner) && !isPlaceOfTrading(owner)) {
        Theme.Type type = isCashtag(owner) ? Theme.Type.SHARE : Theme.Type.COMPANY;
        themes.add(
            new Theme(type, nameGroups.of(owner, owner.start()), owner.start(), owner.end()));
      }
    }
    for (Owner owner : owners) {
      if (!owner.aside() && !owner.named() && isFree(owner) && standsForItself(owner)) {
        Theme.Type type = Theme.Type.COMPANY;
        themes.add(new Theme(type, List.of(owner.company()), owner.start(), owner.end()));
      }
    }
    pronoun();
    themesOfThey();
    respectively();
  }

  /** {@code The shares swung wildly: at first down, they later traded 0.8% up}. */
  private void themesOfThey() {
    for (Cue cue : marks.pronouns) {
      boolean inside = cue.start() - marks.sentence.start() > 1;
      if (inside && cue.is("they", "shares") && isSaidOf(cue)) {
        Theme last = null;
        for (Theme theme : themes) {
          boolean before = theme.end() <= cue.start() && theme.is(Theme.Type.SHARE);
          last = before && (last == null || theme.end() > last.end()) ? theme : last;
        }
        if (last != null && themes.stream().noneMatch(t -> t.start() == cue.start())) {
          themes.add(new Theme(Theme.Type.SHARE, last.companies(), cue.start(), cue.end()));
        }
      }
    }
  }

  /** Whether a word for up or down follows a pronoun at once. */
  private boolean isSaidOf(Cue pronoun) {
    return marks.predicates.stream()
        .anyMatch(p -> p.start >= pronoun.end() && p.start - pronoun.end() <= GENITIVE + 4);
  }

  /** {@code 낙폭은 각각 8.1%와 6.7%다}: as many percentages as companies were named before. */
  private void respectively() {
    int count = marks.percents.size();
    if (marks.respectives.isEmpty() || count < 2 || !owners.isEmpty()) {
      return;
    }
    List<Company> each = named.last(count, marks.sentence.start());
    if (!each.isEmpty() && themes.stream().noneMatch(t -> t.is(Theme.Type.OTHER))) {
      themes.clear();
      int start = marks.sentence.start();
      themes.add(new Theme(Theme.Type.SHARE, each, start, start));
    }
  }

  /**
   * {@code The carmaker rose 5%}, but not {@code the world's largest chipmaker, TSMC}, where the
   * name itself stands beside.
   */
  private boolean standsForItself(Owner owner) {
    for (Owner other : owners) {
      boolean beside =
          other.named()
              && other.company().equals(owner.company())
              && marks.clauses.same(other.start(), owner.start());
      if (beside) {
        return false;
      }
    }
    return true;
  }

  /** {@code في سوق دبي المالي}: an exchange that is listed itself, and only where shares trade. */
  private boolean isPlaceOfTrading(Owner owner) {
    return marks.tradings.stream()
        .anyMatch(
            t ->
                t.start() <= owner.start()
                    && owner.end() <= t.end()
                    && t.length() > owner.end() - owner.start());
  }

  /** {@code $TSLA} means the shares. */
  private boolean isCashtag(Owner owner) {
    int before = owner.start() - 1;
    return marks.text.charAt(owner.start()) == '$'
        || (before >= marks.sentence.start() && marks.text.charAt(before) == '$');
  }

  /** {@code 주가} in {@code 2차전지주가}: the shares of a whole branch, and the ending of a subject. */
  private boolean isPartOfOther(Cue cue) {
    for (Theme other : themes) {
      if (other.is(Theme.Type.OTHER)
          && other.start() < cue.start()
          && other.end() > cue.start()
          && other.end() < cue.end()) {
        return true;
      }
    }
    return false;
  }

  /** {@code หุ้นไทย} in {@code หุ้นไทยออยล์}: the beginning of a name looks like the country's. */
  private boolean reachesIntoName(Cue cue) {
    for (Owner owner : owners) {
      if (owner.named()
          && cue.start() < owner.start()
          && owner.start() < cue.end()
          && cue.end() < owner.end()) {
        return true;
      }
    }
    return false;
  }

  /** {@code 日股} in {@code 今日股价}: where no blanks part words, the word for shares is the word. */
  private boolean reachesIntoShares(Cue cue) {
    return marks.language.has(Trait.TOPIC_CHAINS)
        && marks.shares.stream()
            .anyMatch(
                share ->
                    cue.start() < share.start()
                        && share.start() < cue.end()
                        && cue.end() < share.end());
  }

  /** {@code トヨタやホンダなど自動車株}: the branch is told of by the names that it is made of. */
  private boolean isMadeOf(Cue branch) {
    return namedFor(branch) != null;
  }

  private boolean isPartOfBranch(Cue word) {
    return marks.notShares.stream()
        .anyMatch(b -> b.start() < word.end() && word.start() < b.end() && isMadeOf(b));
  }

  /** The last of the names that a word for a branch follows, or null. */
  private @Nullable Owner namedFor(Cue branch) {
    if ("株股주".indexOf(marks.text.charAt(branch.end() - 1)) < 0) {
      return null;
    }
    for (Cue link : marks.links) {
      int gap = branch.start() - link.end();
      if (!link.is("of-link", "such") || gap < 0 || gap > 1) {
        continue;
      }
      for (Owner owner : owners) {
        int before = link.start() - owner.end();
        if (owner.named() && !owner.aside() && before >= 0 && before <= 1) {
          return owner;
        }
      }
    }
    return null;
  }

  private void addBranch(Cue branch) {
    Owner last = namedFor(branch);
    if (last != null && isFree(last)) {
      List<Company> named = nameGroups.of(last, last.start());
      themes.add(new Theme(Theme.Type.SHARE, named, last.start(), branch.end()));
    }
  }

  /** {@code 日股} in {@code 29日股价} are no Japanese shares. */
  private boolean isPartOfDate(Cue cue) {
    int at = cue.start();
    return marks.text.charAt(at) == '日'
        && at > marks.sentence.start()
        && Words.isDigit(marks.text.charAt(at - 1));
  }

  /** {@code sản xuất} in {@code nhà sản xuất}: a maker, and no production. */
  private boolean isPartOfOwner(Cue cue) {
    return marks.links.stream()
        .anyMatch(
            link ->
                link.is("of-link", "owner")
                    && link.start() <= cue.start()
                    && cue.end() <= link.end()
                    && link.length() > cue.length());
  }

  /** {@code Sabeco (mã SAB)}: the code in brackets only repeats the name before them. */
  private boolean repeatsName(Cue word) {
    int open = word.start() - 1;
    if (open <= marks.sentence.start() || marks.text.charAt(open) != '(') {
      return false;
    }
    int close = marks.text.indexOf(')', word.end());
    return owners.stream()
        .anyMatch(
            o ->
                o.start() >= word.end()
                    && o.end() <= close
                    && owners.stream()
                        .anyMatch(
                            n ->
                                n.company().equals(o.company())
                                    && n.end() <= open
                                    && open - n.end() <= GENITIVE));
  }

  /** {@code CUAN}, a ticker, is also what an Indonesian investor calls a gain. */
  private boolean isPartOfName(Predicate predicate) {
    for (Owner owner : owners) {
      if (owner.named() && owner.start() <= predicate.start && predicate.end <= owner.end()) {
        return true;
      }
    }
    return false;
  }

  /** {@code timah} in PT Timah Tbk, {@code shares} in iShares, {@code طلبات} in Talabat. */
  private boolean isPartOfName(Cue cue) {
    for (Owner owner : owners) {
      boolean inside = owner.start() <= cue.start() && cue.end() <= owner.end();
      if (inside && (owner.named() || owner.end() - owner.start() > cue.length())) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code 医药股} in {@code 恒瑞医药股价}: the end of a name and the beginning of its word for shares look
   * like the shares of a branch.
   */
  private boolean reachesOutOfName(Cue cue) {
    for (Owner owner : owners) {
      boolean across =
          owner.named()
              && owner.start() <= cue.start()
              && cue.start() < owner.end()
              && owner.end() < cue.end();
      if (across) {
        int nameEnd = owner.end();
        return marks.shares.stream().anyMatch(s -> s.start() == nameEnd && s.end() > cue.end());
      }
    }
    return false;
  }

  /** {@code They have fallen 72%}: goes on about the shares of the move before. */
  private void pronoun() {
    if (lastMoved == null) {
      return;
    }
    int start = marks.sentence.start();
    if (themes.isEmpty() && (!marks.bases.isEmpty() || tellsPercent())) {
      // "It jumps. The close: 3% higher at 41 dollars.": nothing else is spoken of.
      themes.add(new Theme(Theme.Type.SHARE, List.of(lastMoved), start, start));
    }
    for (Cue cue : marks.pronouns) {
      boolean opens = cue.start() - marks.sentence.start() <= 1;
      if (opens && cue.is("they")) {
        Theme.Type type = cue.value().equals("shares") ? Theme.Type.SHARE : Theme.Type.COMPANY;
        themes.add(new Theme(type, List.of(lastMoved), cue.start(), cue.end()));
      }
    }
  }

  /** {@code Oggi rimbalza dell'1%}: a word for up or down with a percentage, and nothing else. */
  private boolean tellsPercent() {
    return marks.language.has(Trait.ELLIPTIC)
        && marks.percents.size() == 1
        && owners.isEmpty()
        && !marks.predicates.isEmpty()
        && !namesSomebody();
  }

  /** Whether a capital, or a word that no file knows at the beginning, may be somebody's name. */
  private boolean namesSomebody() {
    int start = marks.sentence.start();
    if (!marks.isKnownWord(start)) {
      return true;
    }
    for (int at = start + 1; at < marks.sentence.end(); at++) {
      boolean opens =
          Words.isWord(marks.text.charAt(at)) && !Words.isWord(marks.text.charAt(at - 1));
      if (opens
          && !marks.isIn("de")
          && marks.sentence.field().isUpperCaseAt(at)
          && !marks.isKnownWord(at)) {
        return true;
      }
    }
    return false;
  }

  /** {@code fiyatı} in {@code Pegasus'un hisse fiyatı} is no price of goods. */
  private boolean isInsideShares(Theme theme) {
    if (!theme.is(Theme.Type.OTHER)) {
      return false;
    }
    for (Theme other : themes) {
      if (other.is(Theme.Type.SHARE)
          && other.start() < theme.start()
          && theme.end() <= other.end()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a name is not a part of a theme that is known already: of shares, of an index. */
  private boolean isFree(Owner owner) {
    for (Theme theme : themes) {
      if (theme.start() < owner.end() && owner.start() < theme.end()) {
        return false;
      }
    }
    return true;
  }

  private Theme share(Cue word) {
    Owner into = ownerInto(word);
    if (into != null) {
      return owned(into, into.start(), word);
    }
    if (word.value().equals("pronoun")) {
      Owner reachesOut = marks.ownerBehind ? ownerAt(word) : null;
      if (reachesOut != null) {
        return owned(reachesOut, word.start(), word);
      }
      Owner near = ownerBefore(word);
      if (near != null && touches(near, word)) {
        return owned(near, near.start(), word);
      }
      Owner told = near == null ? ownerTold(word) : null;
      return told == null
          ? untold(word, pointedAt(word))
          : owned(told, Math.min(told.start(), word.start()), word);
    }
    if (word.value().equals("those")
        && (shareWords.standsForBusiness(word) || ownerBehind(word) == null)) {
      return untold(word, null);
    }
    if (word.value().equals("other")) {
      Owner other = ownerBehind(word);
      return other == null
          ? untold(word, null)
          : owned(other, Math.min(other.start(), word.start()), word);
    }
    if (word.value().equals("last")) {
      List<Company> last = named.last(1, word.start());
      return untold(word, last.isEmpty() ? null : last.get(0));
    }
    List<Company> told = groupBehind(word);
    if (!told.isEmpty()) {
      return new Theme(Theme.Type.SHARE, told, word.start(), word.end());
    }
    Owner before = ownerBefore(word);
    Owner behind = ownerBehind(word);
    Owner owner = marks.ownerBehind && behind != null ? behind : before != null ? before : behind;
    if (owner != null) {
      return owned(owner, Math.min(owner.start(), word.start()), word);
    }
    if (word.value().startsWith("any ")) {
      return untold(word, sharesBefore(word));
    }
    return untold(word, shareWords.leavesOpen(word) ? null : pointedAt(word));
  }

  /** {@code die Titel der UBS}: words that point back, and yet say whose shares are meant. */
  private @Nullable Owner ownerTold(Cue word) {
    Owner behind = ownerBehind(word);
    if (behind == null || !behind.named() || behind.start() - word.end() > GENITIVE) {
      return null;
    }
    return marks.hasCue(marks.links, "of", word.end(), behind.start()) ? behind : null;
  }

  private Theme untold(Cue word, @Nullable Company company) {
    return new Theme(
        company == null ? Theme.Type.OTHER : Theme.Type.SHARE,
        company == null ? List.of() : List.of(company),
        currency(word),
        word.start(),
        word.end());
  }

  /** {@code i titoli Tim}: the name stands directly behind, or reaches out of the word. */
  private @Nullable Owner ownerAt(Cue word) {
    for (Owner owner : owners) {
      if (owner.named() && owner.start() >= word.end() && owner.start() - word.end() <= 1) {
        return owner;
      }
    }
    return ownerAcross(word);
  }

  /**
   * {@code 小米集团股价}, {@code एचडीएफसी बैंक के शेयर}: a name ends inside words that point back without
   * it.
   */
  private @Nullable Owner ownerInto(Cue word) {
    for (Owner owner : owners) {
      if (owner.named()
          && owner.start() < word.start()
          && owner.end() > word.start()
          && owner.end() < word.end()) {
        return owner;
      }
    }
    return null;
  }

  /** A name that begins inside the word and ends behind it: {@code سهم البنك التجاري الدولي}. */
  private @Nullable Owner ownerAcross(Cue word) {
    for (Owner owner : owners) {
      if (owner.named()
          && owner.start() > word.start()
          && owner.start() <= word.end() + 1
          && owner.end() > word.end()) {
        return owner;
      }
    }
    return null;
  }

  /** The company that the text was speaking of; in its first words the one it will speak of. */
  private @Nullable Company pointedAt(Cue word) {
    Company beside = namedInPart(word);
    if (beside != null) {
      return beside;
    }
    Company company = links.antecedent(marks.sentence, word.start());
    if (company != null) {
      // A new paragraph that names nobody goes back to what the text is about.
      Company subject = links.subject();
      boolean topic = subject == null || (isNamedInParagraph(company) && !isPassing(company));
      return topic ? company : subject;
    }
    List<Company> named =
        owners.stream().filter(o -> !o.aside()).map(Owner::company).distinct().toList();
    return named.size() == 1 ? named.get(0) : links.subject();
  }

  /** {@code Foo rose; at Bar nobody bought, the stock fell 1%}: the one name of this part. */
  private @Nullable Company namedInPart(Cue word) {
    int start =
        Math.max(
            marks.text.lastIndexOf(';', word.start()), marks.text.lastIndexOf(": ", word.start()));
    if (start <= marks.sentence.start()) {
      return null;
    }
    List<Company> named =
        owners.stream()
            .filter(o -> !o.aside() && o.start() > start && o.end() <= word.start())
            .map(Owner::company)
            .distinct()
            .toList();
    return named.size() == 1 ? named.get(0) : null;
  }

  private boolean isNamedInParagraph(Company company) {
    Sentence sentence = marks.sentence;
    for (LinkedMention mention : links.mentions(company)) {
      if (mention.sentence().field() == sentence.field()
          && mention.sentence().paragraph() == sentence.paragraph()
          && mention.sentence().index() <= sentence.index()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a company was only named along with the subject in a sentence before, so that "its
   * shares" go back to the subject.
   */
  private boolean isPassing(Company company) {
    Company subject = links.subject();
    if (subject == null || subject.equals(company)) {
      return false;
    }
    List<LinkedMention> own = links.mentions(company);
    LinkedMention last = null;
    for (LinkedMention mention : own) {
      int index = mention.sentence().index();
      if (index == marks.sentence.index()) {
        return false;
      }
      last = index < marks.sentence.index() ? mention : last;
    }
    return last != null
        && !last.leading()
        && last.sentence().zone() != Zone.HEADLINE
        && own.size() == 1;
  }

  /** {@code 百度港股涨1%，美股涨2%}: the owner of the shares before. */
  private @Nullable Company sharesBefore(Cue word) {
    Company company = null;
    for (Theme theme : themes) {
      if (theme.is(Theme.Type.SHARE) && theme.end() <= word.start()) {
        company = theme.company();
      }
    }
    return company != null ? company : namedInParagraph(currency(word));
  }

  /** The company that the paragraph opened with, if it is traded in a currency. */
  private @Nullable Company namedInParagraph(@Nullable String currency) {
    for (LinkedMention mention : links.mentions()) {
      boolean here =
          mention.field() == marks.sentence.field()
              && mention.sentence().paragraph() == marks.sentence.paragraph()
              && mention.sentence().index() <= marks.sentence.index();
      if (here && mention.role() != Role.PAGE && mention.role() != Role.SOURCE) {
        Company company = mention.company();
        return company.listings().stream().anyMatch(l -> Objects.equals(l.currency(), currency))
            ? company
            : null;
      }
    }
    return null;
  }

  private static @Nullable String currency(Cue word) {
    return word.value().startsWith("any ") ? word.value().substring(4) : null;
  }

  /** {@code shares in the three companies}, {@code saham kedua perusahaan}: the last ones named. */
  private List<Company> groupBehind(Cue word) {
    for (Cue group : marks.groups) {
      boolean behind = group.start() >= word.end() && group.start() - word.end() <= 12;
      boolean before = group.end() <= word.start() && word.start() - group.end() <= 4;
      if (behind || before) {
        return named.last(Integer.parseInt(group.value()), group.start());
      }
    }
    return List.of();
  }

  private Theme owned(Owner owner, int start, Cue word) {
    return new Theme(
        Theme.Type.SHARE,
        nameGroups.of(owner, start),
        currency(word),
        start,
        Math.max(owner.end(), word.end()));
  }

  private boolean touches(Owner owner, Cue word) {
    return word.start() - owner.end() <= 3 && word.start() >= owner.end();
  }

  /** The name right before a word for shares, with nothing but its own attributes between. */
  private @Nullable Owner ownerBefore(Cue word) {
    Owner best = null;
    for (Owner owner : owners) {
      if (owner.end() <= word.start()
          && word.start() - owner.end() <= NEAR
          && isAttribute(owner.end(), word.start())) {
        best = owner;
      }
    }
    return best;
  }

  /** Between an owner and its shares stand brackets, {@code 's} and at most three words. */
  private boolean isAttribute(int from, int to) {
    if (marks.predicateWithin(from, to) != null) {
      return false;
    }
    int depth = 0;
    int words = 0;
    boolean inWord = false;
    for (int i = from; i < to; i++) {
      char c = marks.text.charAt(i);
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (depth == 0 && ",，;:—。、".indexOf(c) >= 0) {
        return false;
      } else if (depth == 0) {
        boolean word = Words.isWord(c) || c == '\'';
        words += word && (!inWord || Words.isUnspaced(c)) ? 1 : 0;
        inWord = word;
      }
    }
    if (depth != 0 || words > 4) {
      return false;
    }
    return words == 0 || !separates(from, to);
  }

  /**
   * Whether a link word or a noun of its own tells the two apart: {@code Xiaomi and the shares}.
   */
  private boolean separates(int from, int to) {
    for (Cue link : marks.links) {
      if (link.start() >= from && link.end() <= to && !link.value().equals("owner")) {
        return true;
      }
    }
    for (Cue cue : marks.notShares) {
      if (cue.start() >= from && cue.end() <= to) {
        return true;
      }
    }
    return marks.clauses.at(from) != marks.clauses.at(to) && !marks.between(from, to).contains("(");
  }

  /** The first name behind a word for shares that belongs to it. */
  private @Nullable Owner ownerBehind(Cue word) {
    Owner across = marks.ownerBehind ? ownerAcross(word) : null;
    if (across != null) {
      return across;
    }
    for (Owner owner : owners) {
      if (owner.start() >= word.end()) {
        boolean near = owner.start() - word.end() <= NEAR;
        if (owner.start() - word.end() == 1 && (shareWords.isOpen(word) || opensWithOf(owner))) {
          return owner;
        }
        boolean whose =
            leadsTo(word.end(), owner.start())
                || isApposition(word, owner)
                || isCodeOfUnknown(word, owner);
        return near && whose ? owner : null;
      }
    }
    return null;
  }

  /** {@code die Papiere des Chipherstellers}: the article says whose they are. */
  private boolean opensWithOf(Owner owner) {
    return !owner.named()
        && marks.links.stream().anyMatch(l -> l.is("of-link", "of") && l.start() == owner.start());
  }

  /** {@code as ações da Vamos (VAMO3)}: of a name that is not known the code tells whose. */
  private boolean isCodeOfUnknown(Cue word, Owner owner) {
    String gap = marks.between(word.end(), owner.start());
    return shareWords.isOpen(word)
        && owner.named()
        && gap.endsWith(" (")
        && gap.indexOf(',') < 0
        && gap.strip().split(" ", -1).length <= 4
        && marks.predicateWithin(word.end(), owner.start()) == null;
  }

  /** {@code saham induknya, YTL Corporation, turun}: a name in commas says whose they are. */
  private boolean isApposition(Cue word, Owner owner) {
    String gap = marks.between(word.end(), owner.start());
    int words = gap.strip().split(" ", -1).length;
    int end = owner.end();
    if (marks.text.startsWith(" (", end)) {
      end = Math.max(end, marks.text.indexOf(')', end) + 1);
    }
    boolean closed = end < marks.sentence.end() && isComma(marks.text.charAt(end));
    return marks.ownerBehind
        && closed
        && owner.named()
        && words <= 3
        && gap.length() > 2
        && gap.endsWith(", ")
        && gap.indexOf(',') == gap.length() - 2
        && marks.predicateWithin(word.end(), owner.start()) == null;
  }

  private static boolean isComma(char c) {
    return c == ',' || c == '،';
  }

  private boolean leadsTo(int from, int to) {
    String gap = marks.between(from, to);
    if (gap.isBlank() && gap.length() <= 1) {
      return marks.ownerBehind || gap.isEmpty();
    }
    if (marks.predicateWithin(from, to) != null) {
      return false;
    }
    for (int i = 0; i < gap.length(); i++) {
      if (",，;:—。、".indexOf(gap.charAt(i)) >= 0) {
        return false;
      }
    }
    for (Quantity quantity : marks.quantities) {
      if (quantity.start() >= from && quantity.end() <= to) {
        return false;
      }
    }
    // "saham Raharja (RAJA)": the code says who it is
    boolean code = marks.ownerBehind && gap.endsWith(" (") && gap.indexOf('(') == gap.length() - 1;
    if (!code && !marks.clauses.same(from, to)) {
      return false;
    }
    return marks.ownerBehind || marks.hasCue(marks.links, "of", from, Math.min(to, from + 12));
  }
}

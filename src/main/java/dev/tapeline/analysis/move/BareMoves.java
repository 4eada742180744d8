package dev.tapeline.analysis.move;

import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Quantity;
import java.util.List;

/**
 * Reads moves that are told by a name and a percentage, without a word of their own: {@code Xiaomi
 * (+5.4%)}, and what goes on from the move before: {@code Xiaomi rose 5% and BYD 3%}.
 */
final class BareMoves {
  private final SentenceReading reading;
  private final SentenceMarks marks;
  private final List<Theme> themes;
  private final MoveContext context;
  private final List<Quantity> percents;
  private final Gaps gaps;
  private final Objections objections;
  private final PercentOwners percentOwners;
  private final ListDirections listDirections;

  BareMoves(
      SentenceReading reading,
      Objections objections,
      PercentOwners percentOwners,
      ListDirections listDirections) {
    this.reading = reading;
    this.marks = reading.marks;
    this.themes = reading.themes;
    this.context = reading.context;
    this.percents = reading.percents;
    this.gaps = reading.gaps;
    this.objections = objections;
    this.percentOwners = percentOwners;
    this.listDirections = listDirections;
  }

  void barePercents() {
    boolean verbLast = marks.verbLast;
    if (verbLast || marks.isIn("de") || marks.isIn("nl")) {
      // "UBS 2,1% und Julius Bär ein halbes Prozent einbüssen": in clauses their verbs stand last
      listsBackwards();
    }
    for (Quantity percent : List.copyOf(percents)) {
      bare(percent, false);
    }
    if (!verbLast) {
      listsBackwards();
    }
  }

  /** For one verb behind a list: each goes the way of the one behind it. */
  private void listsBackwards() {
    List<Quantity> open = List.copyOf(percents);
    for (int i = open.size() - 1; i >= 0; i--) {
      bare(open.get(i), true);
    }
  }

  private void bare(Quantity percent, boolean verbBehind) {
    if (!verbBehind && percent.sign() == 0 && (takePart(percent) || takeOtherEnd(percent))) {
      return;
    }
    Theme theme = percentOwners.directlyBefore(percent);
    if (theme == null && !verbBehind) {
      theme = percentOwners.aroundBrackets(percent);
    }
    if (theme == null && !verbBehind && percent.sign() != 0) {
      theme = percentOwners.spokenOfBefore(percent);
    }
    if (theme == null && !verbBehind && percent.sign() != 0) {
      theme = percentOwners.spokenOfInText(percent);
    }
    if (theme == null
        || theme.companies().isEmpty()
        || objections.isOfTarget(percent)
        || objections.measuresOther(percent)) {
      return;
    }
    int nameEnd = theme.end();
    boolean second =
        percent.sign() == 0
            && marks.percents.stream()
                .anyMatch(p -> p.start() >= nameEnd && p.end() <= percent.start());
    if (second) {
      return;
    }
    Direction direction =
        verbBehind ? listDirections.directionBehind(percent) : SentenceMove.signed(percent);
    SentenceMove before = verbBehind ? null : reading.lastTold(theme.start());
    int clause = marks.clauses.at(percent.start());
    if (direction == null && before != null && before.percents().size() == 1) {
      direction = before.direction();
      clause = before.clause();
    }
    if (direction == null && before == null && !verbBehind) {
      direction = listDirections.directionOfUnknown(theme);
    }
    if (direction == null && !verbBehind && theme.is(Theme.Type.COMPANY)) {
      direction = listDirections.directionOfList(theme);
    }
    if (direction == null && !verbBehind) {
      direction = listDirections.directionOfBrackets(percent);
    }
    if (direction == null && !verbBehind && theme.is(Theme.Type.COMPANY)) {
      direction = listDirections.directionBeforeColon(theme);
    }
    if (direction == null
        && !verbBehind
        && gaps.words(marks.sentence.start(), theme.start()) <= 1) {
      direction = context.listed();
    }
    if (direction != null) {
      percents.remove(percent);
      reading.told.add(
          new SentenceMove(
              theme.companies(),
              direction,
              List.of(percent),
              null,
              theme,
              startOf(theme, percent),
              percent.end(),
              clause,
              false));
    }
  }

  /** Behind a move that was told of the same name a second one begins with its percentage. */
  private int startOf(Theme theme, Quantity percent) {
    boolean second =
        reading.told.stream().anyMatch(m -> m.theme() == theme && m.end() <= percent.start());
    return second ? percent.start() : theme.start();
  }

  /** {@code lost 11.5% this week, 6.3% of it on Friday}: a part of the move before. */
  private boolean takePart(Quantity percent) {
    SentenceMove whole = reading.lastBefore(percent.start());
    if (whole == null || whole.percents().size() != 1) {
      return false;
    }
    for (Cue cue : marks.parts) {
      boolean before =
          cue.start() >= whole.end()
              && cue.end() <= percent.start()
              && gaps.words(cue.end(), percent.start()) <= 2;
      boolean between =
          themes.stream().anyMatch(t -> t.start() >= whole.end() && t.end() <= percent.start());
      if (before && !between) {
        percents.remove(percent);
        reading.told.add(
            new SentenceMove(
                whole.companies(),
                whole.direction(),
                List.of(percent),
                null,
                whole.theme(),
                cue.start(),
                percent.end(),
                marks.clauses.at(percent.start()),
                false));
        return true;
      }
    }
    return false;
  }

  /** {@code pared its gain from 2% to 0.3%}: both ends are told. */
  private boolean takeOtherEnd(Quantity percent) {
    SentenceMove first = reading.lastBefore(percent.start());
    if (first == null || first.percents().size() != 1 || first.theme().end() > percent.start()) {
      return false;
    }
    Quantity from = first.percents().get(0);
    boolean joined =
        from.end() <= percent.start()
            && gaps.words(from.end(), percent.start()) <= Gaps.SHORT
            && isLedBy("from", from)
            && isLedBy("to", percent);
    if (joined) {
      percents.remove(percent);
      reading.add(
          first.theme(), first.direction(), List.of(percent), percent.start(), percent.end());
    }
    return joined;
  }

  private boolean isLedBy(String way, Quantity percent) {
    return marks.priceWords.stream()
        .anyMatch(
            w ->
                w.value().equals(way)
                    && w.end() <= percent.start()
                    && gaps.words(w.end(), percent.start()) <= 1);
  }

  /** {@code Bpm lascia l'1,74%, Bper l'1,31 e Mps lo 0,95}: one sign holds for the list. */
  void continueList(Quantity number) {
    Direction written = SentenceMove.signed(number);
    if (written != null) {
      if (isRow(number)) {
        Theme named = themes.get(0);
        reading.add(named, written, List.of(number), named.start(), number.end());
      }
      return;
    }
    Theme theme = percentOwners.directlyBefore(number);
    if (theme == null || theme.companies().isEmpty()) {
      return;
    }
    SentenceMove before = reading.lastBefore(theme.start());
    if (before == null) {
      return;
    }
    boolean listed =
        before.percents().size() == 1
            && number.start() >= before.end()
            && gaps.words(theme.end(), number.start()) <= 2
            && gaps.words(before.end(), theme.start()) <= 3
            && marks.predicateWithin(before.end(), number.start()) == null
            && marks.percents.stream()
                .noneMatch(p -> p.start() >= number.end() && p.start() - number.end() <= Gaps.SHORT)
            && gaps.endsThere(number.end());
    if (listed) {
      reading.add(theme, before.direction(), List.of(number), theme.start(), number.end());
    }
  }

  /** {@code Cameco 128.40 +6.2}: a table's row, in a text that writes percentages. */
  private boolean isRow(Quantity number) {
    if (themes.size() != 1 || themes.get(0).companies().size() != 1 || !reading.told.isEmpty()) {
      return false;
    }
    Theme theme = themes.get(0);
    return marks.text.indexOf('%') >= 0
        && gaps.words(marks.sentence.start(), theme.start()) == 0
        && gaps.words(number.end(), marks.sentence.end()) == 0
        && gaps.words(theme.end(), number.start()) <= Gaps.SHORT
        && marks.quantities.stream().allMatch(q -> q.sign() == 0 || q.start() == number.start());
  }

  /**
   * {@code followed by Adidas with 2.3%}, {@code onu yüzde 4,5 ile Doğuş izledi}, {@code the same
   * for Rheinmetall}, {@code Nam Việt cũng chung cảnh ngộ}: the way of the move before, here or in
   * the sentence before.
   */
  void follow(Cue cue) {
    boolean same = cue.is("same-way");
    Theme theme =
        cue.value().equals("before")
            ? percentOwners.themeBefore(cue)
            : same ? percentOwners.themeBehind(cue) : percentOwners.followerOf(cue);
    if (theme == null || reading.told.stream().anyMatch(m -> m.theme() == theme)) {
      return;
    }
    SentenceMove before = reading.lastBefore(cue.start());
    if (before == null && marks.verbLast) {
      before = reading.lastBefore(theme.start());
    }
    Direction way = before != null ? before.direction() : context.lastWay();
    Quantity percent = percentOwners.percentOf(theme);
    Direction told = percent == null ? null : SentenceMove.signed(percent);
    if (told == null) {
      told = way;
    }
    if (told != null && (percent != null || same)) {
      int end = percent == null ? theme.end() : Math.max(theme.end(), percent.end());
      int start = percent == null ? theme.start() : Math.min(theme.start(), percent.start());
      reading.add(theme, told, percent == null ? List.of() : List.of(percent), start, end);
    }
  }
}

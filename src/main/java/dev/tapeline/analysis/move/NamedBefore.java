package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.linking.LinkedMention;
import dev.tapeline.analysis.linking.Links;
import dev.tapeline.analysis.linking.Role;
import dev.tapeline.analysis.text.Cue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which companies words such as {@code the latter} or {@code both} mean: those named before. */
final class NamedBefore {
  /** Between the second of two and its percentage stand at most so many characters. */
  private static final int SECOND = 6;

  /** Two that are named in one breath stand at most so far apart: {@code and}, {@code e a}. */
  private static final int BREATH = 6;

  private final SentenceMarks marks;
  private final Links links;

  NamedBefore(SentenceMarks marks, Links links) {
    this.marks = marks;
    this.links = links;
  }

  /** So many companies as were named last before a place; two that were named in one breath. */
  List<Company> last(int count, int offset) {
    List<Company> pair = count == 2 ? lastPair() : List.of();
    if (!pair.isEmpty()) {
      return pair;
    }
    List<Company> named = new ArrayList<>();
    List<LinkedMention> mentions = links.mentions();
    for (int i = mentions.size() - 1; i >= 0 && named.size() < count; i--) {
      LinkedMention mention = mentions.get(i);
      boolean before =
          mention.sentence().index() < marks.sentence.index()
              || (mention.sentence().index() == marks.sentence.index() && mention.end() <= offset);
      boolean party = mention.role() == Role.SUBJECT || mention.role() == Role.PARTY;
      if (before && party && !named.contains(mention.company())) {
        named.add(0, mention.company());
      }
    }
    return named.size() == count ? named : List.of();
  }

  /** {@code Para Telefônica Brasil e TIM, que compraram …}: in the sentence before. */
  private List<Company> lastPair() {
    List<LinkedMention> before = new ArrayList<>();
    for (LinkedMention mention : links.mentions()) {
      boolean last = mention.sentence().index() == marks.sentence.index() - 1;
      if (last && mention.sentence().field() == marks.sentence.field()) {
        before.add(mention);
      }
    }
    for (int i = 1; i < before.size(); i++) {
      LinkedMention first = before.get(i - 1);
      LinkedMention second = before.get(i);
      if (isOneBreath(first, second)) {
        return List.of(first.company(), second.company());
      }
    }
    return List.of();
  }

  private boolean isOneBreath(LinkedMention first, LinkedMention second) {
    int gap = second.start() - first.end();
    if (first.company().equals(second.company()) || gap < 3 || gap > BREATH) {
      return false;
    }
    String between = marks.text.substring(first.end(), second.start());
    return between.startsWith(" ") && between.chars().allMatch(c -> c == ' ' || c >= 'a');
  }

  /** {@code 后者}, {@code the latter}: the last one named before. */
  @Nullable Company latter(Cue cue) {
    Company last = null;
    Company first = null;
    for (LinkedMention owner : links.inSentence(marks.sentence)) {
      boolean named = owner.end() <= cue.start() && owner.via() == null;
      if (named && !owner.company().equals(last)) {
        first = last;
        last = owner.company();
      }
    }
    if (last == null) {
      List<Company> before = last(2, marks.sentence.start());
      first = before.isEmpty() ? null : before.get(0);
      last = before.isEmpty() ? null : before.get(1);
    }
    if (cue.value().startsWith("first") || cue.value().startsWith("second")) {
      // "la prima perde il 2%", but not "la prima trimestrale"
      boolean speaks =
          first != null
              && (marks.predicates.stream()
                      .anyMatch(p -> p.start >= cue.end() && p.start - cue.end() <= 3)
                  || isSecondOfTwo(cue));
      last = !speaks ? null : cue.value().startsWith("first") ? first : last;
    }
    return last;
  }

  /** {@code le premier abandonnait 3,3% et le second 2,8%}: the verb was told of the first. */
  private boolean isSecondOfTwo(Cue cue) {
    return cue.value().startsWith("second")
        && marks.pronouns.stream().anyMatch(c -> c.is("latter", "first") && c.end() <= cue.start())
        && marks.percents.stream()
            .anyMatch(q -> q.start() >= cue.end() && q.start() - cue.end() <= SECOND);
  }
}

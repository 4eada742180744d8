package dev.tapeline.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Words of a small lexicon in texts: which are found, and that asking by kind answers the same. */
class CuesTest {
  private static Lexicon lexicon(String... rows) {
    List<LexiconEntry> entries = new ArrayList<>();
    for (String row : rows) {
      String[] parts = row.split(",", 3);
      entries.addAll(LexiconEntry.read(parts[0], parts[1], parts[2]));
    }
    return new Lexicon(entries, Set.of("wa"), Set.of("nya"));
  }

  private static Cues cues(Lexicon lexicon, String text) {
    return lexicon.match(FieldText.of(Field.TEXT, text));
  }

  @Test
  void findsWholeWordsAndWhatTheirFilesAllow() {
    Lexicon lexicon = lexicon("move,up,naik|lonjak*", "share-word,x,saham", "part,x,*aktie");

    assertThat(cues(lexicon, "Sahamnya naik, kenaikan, lonjakan, Autoaktie"))
        .extracting(Cue::toString)
        .containsExactly("share-word=x[0,8)", "move=up[9,13)", "move=up[25,33)", "part=x[39,44)");
  }

  @Test
  void takesPrefixesAndPhrasesThatStandAtDigits() {
    Lexicon lexicon = lexicon("move,up,naik", "scale,1000000000,bn");

    assertThat(cues(lexicon, "wanaik xnaik 5bn bnx"))
        .extracting(Cue::toString)
        .containsExactly("move=up[0,6)", "scale=1000000000[14,16)");
  }

  @Test
  void ofTwoFindsOfAKindTheOneInsideTheOtherIsLeftOut() {
    Lexicon lexicon = lexicon("fact,a,set|set to|to rise", "other,b,set");

    assertThat(cues(lexicon, "is set to rise"))
        .extracting(Cue::toString)
        .containsExactly("fact=a[3,9)", "other=b[3,6)");
  }

  @Test
  void findsAPhraseWithAGapNotFarAndInOneClause() {
    Lexicon lexicon = lexicon("act,buyback,斥资*回购");

    assertThat(cues(lexicon, "公司斥资5亿元回购股份"))
        .extracting(Cue::toString)
        .containsExactly("act=buyback[2,9)");
    assertThat(cues(lexicon, "公司斥资5亿元。回购股份")).isEmpty();
  }

  @Test
  void askingByKindAnswersWhatTheWholeListHolds() {
    Lexicon lexicon =
        lexicon("fact,a,set|set to|to rise", "other,b,set|of", "fact,c,of the", "third,d,rise*");
    Cues all = cues(lexicon, "the rise of the set to rise; rises of set");

    for (String kind : List.of("fact", "other", "third")) {
      assertThat(all.of(kind))
          .containsExactlyElementsOf(all.stream().filter(c -> c.is(kind)).toList());
    }
    CueKinds two = CueKinds.of("fact", "third");
    assertThat(all.of(two)).containsExactlyElementsOf(all.stream().filter(two::contains).toList());
    assertThat(all.of("nothing-of-the-kind")).isEmpty();
    assertThat(all.hasAny(CueKinds.of("nothing-of-the-kind"))).isFalse();
  }

  /** What crosses into a stretch hides what it overlaps there, as it does in the whole text. */
  @Test
  void aStretchHoldsWhatTheWholeHoldsThere() {
    Lexicon lexicon = lexicon("fact,a,one two|two three|three four|four", "act,b,five*six");
    String text = "one two three four five. one six four";
    Cues all = cues(lexicon, text);

    for (int start = 0; start < text.length(); start++) {
      for (int end = start; end <= text.length(); end++) {
        int from = start;
        int to = end;
        assertThat(all.within(from, to))
            .as("%d to %d", from, to)
            .containsExactlyElementsOf(
                all.stream().filter(c -> c.start() >= from && c.end() <= to).toList());
      }
    }
  }
}

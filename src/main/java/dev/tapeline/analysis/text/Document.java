package dev.tapeline.analysis.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item made ready for the rules: its language, its sentences, and the marks in them. Offsets are
 * normalised ones; belongs to one analysis and one thread.
 */
public final class Document {
  private final @Nullable String detected;
  private final Language language;
  private final List<FieldText> fields;
  private final List<List<Cue>> fieldCues;
  private final List<Sentence> sentences;
  private final List<@Nullable List<Quantity>> quantities;
  private final List<@Nullable List<TimeMark>> times;
  private final List<@Nullable List<NumberToken>> numbers;
  private final @Nullable Instant publishedAt;

  private Document(
      @Nullable String detected,
      Language language,
      List<FieldText> fields,
      List<List<Cue>> fieldCues,
      List<Sentence> sentences,
      @Nullable Instant publishedAt) {
    this.detected = detected;
    this.language = language;
    this.fields = fields;
    this.fieldCues = fieldCues;
    this.sentences = sentences;
    this.quantities = new ArrayList<>(sentences.size());
    this.times = new ArrayList<>(sentences.size());
    this.numbers = new ArrayList<>(sentences.size());
    for (int i = 0; i < sentences.size(); i++) {
      quantities.add(null);
      times.add(null);
      numbers.add(null);
    }
    this.publishedAt = publishedAt;
  }

  /**
   * Reads an item.
   *
   * @param title its headline, or null
   * @param text its body, or null
   * @param hint the language that the source told, or null
   * @param publishedAt when it was published, or null
   */
  public static Document of(
      @Nullable String title,
      @Nullable String text,
      @Nullable String hint,
      @Nullable Instant publishedAt,
      Languages languages) {
    List<FieldText> fields = new ArrayList<>();
    if (title != null) {
      fields.add(FieldText.of(Field.TITLE, title));
    }
    if (text != null) {
      fields.add(FieldText.of(Field.TEXT, text));
    }
    String detected = LanguageDetector.builtIn().detect(fields, hint);
    Language language = languages.get(detected);
    List<List<Cue>> cues = new ArrayList<>();
    List<Sentence> sentences = new ArrayList<>();
    for (FieldText field : fields) {
      List<Cue> found = language.lexicon().match(field);
      cues.add(found);
      List<Sentence> split = SentenceSplitter.split(field, found, sentences.size());
      sentences.addAll(Zones.assign(field, split, found));
    }
    return new Document(
        detected, language, List.copyOf(fields), cues, List.copyOf(sentences), publishedAt);
  }

  /** BCP 47 as far as the text tells; {@code zh} for both scripts; null where it does not tell. */
  public @Nullable String detectedLanguage() {
    return detected;
  }

  /** The language whose words the rules read. */
  public Language language() {
    return language;
  }

  /** Title, then text, as far as they are there. */
  public List<FieldText> fields() {
    return fields;
  }

  /** In the order of the text, the title's first. */
  public List<Sentence> sentences() {
    return sentences;
  }

  public @Nullable Instant publishedAt() {
    return publishedAt;
  }

  /** The day of publication in a zone, or null where the time is not known. */
  public @Nullable LocalDate today(ZoneId zone) {
    return publishedAt == null ? null : publishedAt.atZone(zone).toLocalDate();
  }

  /** The sentence that holds this offset of a field, or null in the gaps between sentences. */
  public @Nullable Sentence sentenceAt(FieldText field, int offset) {
    for (Sentence sentence : sentences) {
      if (sentence.field() == field && offset >= sentence.start() && offset < sentence.end()) {
        return sentence;
      }
    }
    return null;
  }

  /** All cues of a field, by start, of equal starts the longest first. */
  public List<Cue> cues(FieldText field) {
    return fieldCues.get(fields.indexOf(field));
  }

  /** The cues that lie inside a sentence, by start, of equal starts the longest first. */
  public List<Cue> cues(Sentence sentence) {
    return within(cues(sentence.field()), sentence.start(), sentence.end());
  }

  /** The cues of one kind that lie inside a sentence. */
  public List<Cue> cues(Sentence sentence, String kind) {
    List<Cue> found = new ArrayList<>();
    for (Cue cue : cues(sentence)) {
      if (cue.kind().equals(kind)) {
        found.add(cue);
      }
    }
    return found;
  }

  /** The numbers of a sentence, in order. */
  public List<Quantity> quantities(Sentence sentence) {
    List<Quantity> known = quantities.get(sentence.index());
    if (known == null) {
      known = QuantityReader.read(sentence, cues(sentence), numbers(sentence), times(sentence));
      quantities.set(sentence.index(), known);
    }
    return known;
  }

  /** The times that a sentence tells, in order. */
  public List<TimeMark> times(Sentence sentence) {
    List<TimeMark> known = times.get(sentence.index());
    if (known == null) {
      known = TimeReader.read(sentence, cues(sentence), numbers(sentence), language);
      times.set(sentence.index(), known);
    }
    return known;
  }

  private List<NumberToken> numbers(Sentence sentence) {
    List<NumberToken> known = numbers.get(sentence.index());
    if (known == null) {
      known = NumberScanner.scan(sentence, cues(sentence), language);
      numbers.set(sentence.index(), known);
    }
    return known;
  }

  private static List<Cue> within(List<Cue> cues, int start, int end) {
    int low = firstFrom(cues, start);
    int high = firstFrom(cues, end);
    List<Cue> inside = cues.subList(low, high);
    if (inside.stream().allMatch(cue -> cue.end() <= end)) {
      return inside;
    }
    return inside.stream().filter(cue -> cue.end() <= end).toList();
  }

  private static int firstFrom(List<Cue> cues, int offset) {
    int low = 0;
    int high = cues.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cues.get(middle).start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

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
  private final List<Cues> fieldCues;
  private final List<Sentence> sentences;
  private final @Nullable Cues[] sentenceCues;
  private final @Nullable List<Quantity>[] quantities;
  private final @Nullable List<TimeMark>[] times;
  private final @Nullable List<NumberToken>[] numbers;
  private final @Nullable Evidence[] evidence;
  private final @Nullable Instant publishedAt;

  /** The latest zone that {@link #today} was asked for, and its day. */
  private @Nullable ZoneId zone;

  private @Nullable LocalDate day;

  @SuppressWarnings("unchecked") // arrays of lists, filled sentence by sentence
  private Document(
      @Nullable String detected,
      Language language,
      List<FieldText> fields,
      List<Cues> fieldCues,
      List<Sentence> sentences,
      @Nullable Instant publishedAt) {
    this.detected = detected;
    this.language = language;
    this.fields = fields;
    this.fieldCues = fieldCues;
    this.sentences = sentences;
    this.sentenceCues = new Cues[sentences.size()];
    this.quantities = new List[sentences.size()];
    this.times = new List[sentences.size()];
    this.numbers = new List[sentences.size()];
    this.evidence = new Evidence[sentences.size()];
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
    List<Cues> cues = new ArrayList<>();
    List<Sentence> sentences = new ArrayList<>();
    for (FieldText field : fields) {
      Cues found = language.lexicon().match(field);
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
    if (publishedAt != null && !zone.equals(this.zone)) {
      this.zone = zone;
      this.day = publishedAt.atZone(zone).toLocalDate();
    }
    return day;
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
  public Cues cues(FieldText field) {
    return fieldCues.get(fields.indexOf(field));
  }

  /** The cues that lie inside a sentence, by start, of equal starts the longest first. */
  public Cues cues(Sentence sentence) {
    Cues known = sentenceCues[sentence.index()];
    if (known == null) {
      known = cues(sentence.field()).within(sentence.start(), sentence.end());
      sentenceCues[sentence.index()] = known;
    }
    return known;
  }

  /** A sentence as evidence; the same object whenever it is asked for. */
  public Evidence evidence(Sentence sentence) {
    Evidence known = evidence[sentence.index()];
    if (known == null) {
      known = sentence.evidence();
      evidence[sentence.index()] = known;
    }
    return known;
  }

  /** The cues of one kind that lie inside a sentence. */
  public Cues cues(Sentence sentence, String kind) {
    return cues(sentence).of(kind);
  }

  /** The numbers of a sentence, in order. */
  public List<Quantity> quantities(Sentence sentence) {
    List<Quantity> known = quantities[sentence.index()];
    if (known == null) {
      known = QuantityReader.read(sentence, cues(sentence), numbers(sentence), times(sentence));
      quantities[sentence.index()] = known;
    }
    return known;
  }

  /** The times that a sentence tells, in order. */
  public List<TimeMark> times(Sentence sentence) {
    List<TimeMark> known = times[sentence.index()];
    if (known == null) {
      known = TimeReader.read(sentence, cues(sentence), numbers(sentence), language);
      times[sentence.index()] = known;
    }
    return known;
  }

  private List<NumberToken> numbers(Sentence sentence) {
    List<NumberToken> known = numbers[sentence.index()];
    if (known == null) {
      known = NumberScanner.scan(sentence, cues(sentence), language);
      numbers[sentence.index()] = known;
    }
    return known;
  }
}

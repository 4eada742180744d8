package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Affixes;
import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.CompanyName;
import dev.tapeline.analysis.directory.LegalForms;
import dev.tapeline.analysis.directory.NameIndex;
import dev.tapeline.analysis.directory.Reference;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.FieldText;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the places of a document that may name a company: names by one pass of the {@link
 * NameIndex}, tickers by {@link TickerFinder}. Of places that overlap the longer one stays, so that
 * no part of a longer name is taken for a name.
 */
final class HitFinder {
  private static final int NONE = -2;

  private final CompanyDirectory directory;
  private final NameIndex names;
  private final Document document;
  private final List<Hit> hits = new ArrayList<>();
  private final List<Hit> people = new ArrayList<>();
  private final List<IndexMention> indices = new ArrayList<>();
  private final boolean keepsWords;

  /** How many places there were so far, those passed over included. */
  private int places;

  /** Where the latest place of the field ends that was passed over. */
  private int passedOver;

  /** The number of the latest place that was passed over though somebody wrote its name down. */
  private int passedName = NONE;

  /**
   * A finder for one document.
   *
   * @param keepsWords whether to answer words in small letters that can be no names too, for those
   *     who ask why they are none; most places that have the text of some name are such
   */
  HitFinder(CompanyDirectory directory, Document document, boolean keepsWords) {
    this.directory = directory;
    this.names = directory.names();
    this.document = document;
    this.keepsWords = keepsWords;
  }

  /** Places that may name companies, in order. */
  List<Hit> hits() {
    return hits;
  }

  /** Places that name people who stand for companies. */
  List<Hit> people() {
    return people;
  }

  List<IndexMention> indices() {
    return indices;
  }

  HitFinder run() {
    Affixes affixes = Affixes.of(document.detectedLanguage());
    List<Sentence> sentences = document.sentences();
    int next = 0;
    for (FieldText field : document.fields()) {
      List<Sentence> own = new ArrayList<>();
      while (next < sentences.size() && sentences.get(next).field() == field) {
        own.add(sentences.get(next++));
      }
      if (!own.isEmpty()) {
        find(field, own, affixes);
      }
    }
    partOverlaps();
    return this;
  }

  /** A legal form between two names belongs to one of them. */
  private void partOverlaps() {
    for (int i = 1; i < hits.size(); i++) {
      Hit before = hits.get(i - 1);
      Hit hit = hits.get(i);
      if (before.sentence.field() == hit.sentence.field()) {
        before.fullEnd = Math.max(before.end, Math.min(before.fullEnd, hit.start));
        hit.fullStart = Math.min(hit.start, Math.max(hit.fullStart, before.fullEnd));
      }
    }
  }

  private void find(FieldText field, List<Sentence> sentences, Affixes affixes) {
    passedOver = 0;
    passedName = NONE;
    List<int[]> spans = new ArrayList<>();
    names.scan(
        field.normalized(),
        field.units(),
        affixes,
        (key, start, end) -> keepLonger(spans, key, start, end));
    List<TickerFinder.Found> tickers =
        new TickerFinder(directory, document, field, sentences).find();
    tickers.removeIf(ticker -> ticker.bare() && isPartOfName(spans, ticker));
    int sentence = 0;
    int ticker = 0;
    for (int[] span : spans) {
      while (ticker < tickers.size() && tickers.get(ticker).start() < span[1]) {
        addTicker(tickers.get(ticker++));
      }
      while (sentence < sentences.size() && sentences.get(sentence).end() <= span[1]) {
        sentence++;
      }
      if (sentence == sentences.size()) {
        break;
      }
      // A name may end behind a stop that was taken for a sentence's: Warner Bros. Discovery.
      boolean inside = sentences.get(sentence).start() <= span[1];
      if (inside && !coveredByTicker(tickers, span[1], span[2])) {
        if (!keepsWords && isOnlyWord(sentences.get(sentence), span[0], span[1], span[2])) {
          passOver(sentences.get(sentence), span[0], span[1], span[2]);
        } else {
          addName(sentences.get(sentence), span[0], span[1], span[2]);
        }
      }
    }
    while (ticker < tickers.size()) {
      addTicker(tickers.get(ticker++));
    }
  }

  /** Spans are {@code key, start, end}, and come by their start. */
  private static void keepLonger(List<int[]> spans, int key, int start, int end) {
    int last = spans.size() - 1;
    if (last >= 0 && start < spans.get(last)[2]) {
      int[] earlier = spans.get(last);
      if (end - start <= earlier[2] - earlier[1]) {
        return;
      }
      spans.remove(last);
    }
    spans.add(new int[] {key, start, end});
  }

  /** {@code FPT Retail} is no FPT. */
  private static boolean isPartOfName(List<int[]> spans, TickerFinder.Found ticker) {
    for (int[] span : spans) {
      if (span[1] <= ticker.start()
          && ticker.end() <= span[2]
          && span[2] - span[1] > ticker.end() - ticker.start()) {
        return true;
      }
    }
    return false;
  }

  private static boolean coveredByTicker(List<TickerFinder.Found> tickers, int start, int end) {
    for (TickerFinder.Found ticker : tickers) {
      if (ticker.start() < end && start < ticker.end()) {
        return true;
      }
    }
    return false;
  }

  private void addTicker(TickerFinder.Found found) {
    add(found.hit());
  }

  private void add(Hit hit) {
    hit.place = places++;
    hit.fullStart = Math.min(hit.start, Math.max(hit.fullStart, passedOver));
    hit.followsWord =
        passedName == hit.place - 1
            && hit.start - passedOver == 1
            && hit.sentence.field().normalized().charAt(passedOver) == ' ';
    hits.add(hit);
  }

  /**
   * Whether a place is a word in small letters, of which {@link Weighing} makes no company whatever
   * stands beside it: an ordinary word ({@code to}, {@code its}), or a doubtful name in a sentence
   * that uses capitals ({@code on}).
   */
  private boolean isOnlyWord(Sentence sentence, int key, int start, int end) {
    if (!names.isDoubtful(key)) {
      return false;
    }
    FieldText field = sentence.field();
    char first = field.normalized().charAt(start);
    if (field.isUpperCaseAt(start) || Words.isUnspaced(first) || endWithForm(field, end) > end) {
      return false;
    }
    return names.isOrdinaryWord(key)
        || (Character.isLetter(first)
            && field.isUpperCaseAt(sentence.start())
            && !mayStartSmall(field, key, start, end));
  }

  /** Whether a company writes its name with a small letter at the beginning. */
  private boolean mayStartSmall(FieldText field, int key, int start, int end) {
    for (int i = 0; i < names.referenceCount(key); i++) {
      Company company = directory.companies().get(Reference.target(names.reference(key, i)));
      String written = Weighing.writtenName(company, field.normalized().substring(start, end));
      if (written != null && Character.isLowerCase(written.charAt(0))) {
        return true;
      }
    }
    return false;
  }

  /** Notes that a place was here that names nobody: what stands around it are no neighbours. */
  private void passOver(Sentence sentence, int key, int start, int end) {
    passedName = isWrittenDown(key) ? places : NONE;
    passedOver = end;
    places++;
    Hit before = hits.isEmpty() ? null : hits.get(hits.size() - 1);
    if (before != null && before.sentence.field() == sentence.field()) {
      before.fullEnd = Math.max(before.end, Math.min(before.fullEnd, start));
    }
  }

  private boolean isWrittenDown(int key) {
    for (int i = 0; i < names.referenceCount(key); i++) {
      if (!Reference.isDerived(names.reference(key, i))) {
        return true;
      }
    }
    return false;
  }

  private void addName(Sentence sentence, int key, int start, int end) {
    List<Hit.Candidate> companies = new ArrayList<>(1);
    List<Hit.Candidate> persons = List.of();
    int index = -1;
    boolean other = false;
    for (int i = 0; i < names.referenceCount(key); i++) {
      int reference = names.reference(key, i);
      if (Reference.isCompany(reference)) {
        Hit.Candidate candidate =
            new Hit.Candidate(
                directory.companies().get(Reference.target(reference)), reference, null);
        if (Reference.kind(reference) == CompanyName.Kind.PERSON) {
          persons = persons.isEmpty() ? new ArrayList<>(1) : persons;
          persons.add(candidate);
        } else {
          companies.add(candidate);
        }
      } else if (!Reference.isIndex(reference)) {
        other = true;
      } else if (!Reference.needsEvidence(reference) || tellsPoints(sentence, end)) {
        index = Reference.target(reference);
      }
    }
    if (other || index >= 0) {
      companies.removeIf(Hit.Candidate::isDerived);
    } else if (companies.size() > 1 && hasWrittenDown(companies)) {
      // What somebody wrote down beats what a rule made of a registered name.
      companies.removeIf(c -> c.isDerived() && !c.company().builtIn());
    }
    if (index >= 0) {
      indices.add(new IndexMention(directory.indices().get(index), sentence, start, end));
    }
    if (!persons.isEmpty()) {
      people.add(new Hit(sentence, key, start, end, persons));
    }
    if (!companies.isEmpty() && (index < 0 || hasSure(companies))) {
      Hit hit = new Hit(sentence, key, start, end, companies);
      extendByLegalForm(hit);
      add(hit);
    }
  }

  private static boolean hasWrittenDown(List<Hit.Candidate> candidates) {
    for (Hit.Candidate candidate : candidates) {
      if (!candidate.isDerived()) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasSure(List<Hit.Candidate> candidates) {
    for (Hit.Candidate candidate : candidates) {
      if (!candidate.needsEvidence()) {
        return true;
      }
    }
    return false;
  }

  /** Points are of indices: "the Dow fell 330 points". */
  private boolean tellsPoints(Sentence sentence, int end) {
    for (Cue cue : document.cues(sentence, "percent")) {
      if (cue.start() >= end && cue.is("percent", "points")) {
        return true;
      }
    }
    return false;
  }

  private void extendByLegalForm(Hit hit) {
    FieldText field = hit.sentence.field();
    String text = field.normalized();
    int end = endWithForm(field, hit.end);
    if (end > hit.end && end <= hit.sentence.end() && isWrittenAsForm(field, hit.end, end)) {
      hit.fullEnd = end;
      hit.legalForm = true;
    }
    int start = LegalForms.builtIn().startBefore(text, hit.start);
    if (start < hit.start
        && start >= hit.sentence.start()
        && isWrittenAsForm(field, start - 1, hit.start)
        && !text.startsWith("the ", start)) {
      hit.fullStart = start;
      hit.legalForm = true;
    }
  }

  private static int endWithForm(FieldText field, int end) {
    return goesOnSmall(field, end) ? end : LegalForms.builtIn().endBehind(field.normalized(), end);
  }

  /** Whether the next word begins with a small letter, as no form does. */
  private static boolean goesOnSmall(FieldText field, int end) {
    String text = field.normalized();
    int at = end;
    while (at < text.length() && " ,(".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length()
        && Character.isLetter(text.charAt(at))
        && Character.isLowerCase(field.original().codePointAt(field.toOriginalStart(at)));
  }

  /**
   * {@code SE} and {@code As} at the beginning of a word: forms are not written in small letters.
   */
  private static boolean isWrittenAsForm(FieldText field, int from, int to) {
    String text = field.normalized();
    int at = Math.max(0, from);
    while (at < to && !Character.isLetter(text.charAt(at))) {
      at++;
    }
    if (at >= to) {
      return false;
    }
    int cp = field.original().codePointAt(field.toOriginalStart(at));
    if (!Character.isLowerCase(cp) && !Character.isUpperCase(cp)) {
      return true;
    }
    int stop = at;
    while (stop < to && Character.isLetter(text.charAt(stop))) {
      stop++;
    }
    boolean shortForm = stop - at == 2 && !text.startsWith("co", at) && !text.startsWith("oy", at);
    return field.isUpperCaseAt(at) && (!shortForm || field.isUpperCaseAt(at + 1));
  }
}

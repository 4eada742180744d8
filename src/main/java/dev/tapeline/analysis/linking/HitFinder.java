package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Affixes;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.CompanyName;
import dev.tapeline.analysis.directory.LegalForms;
import dev.tapeline.analysis.directory.NameIndex;
import dev.tapeline.analysis.directory.Reference;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.FieldText;
import dev.tapeline.analysis.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the places of a document that may name a company: names by one pass of the {@link
 * NameIndex}, tickers by {@link TickerFinder}. Of places that overlap the longer one stays, so that
 * no part of a longer name is taken for a name.
 */
final class HitFinder {
  private final CompanyDirectory directory;
  private final NameIndex names;
  private final Document document;
  private final List<Hit> hits = new ArrayList<>();
  private final List<Hit> people = new ArrayList<>();
  private final List<IndexMention> indices = new ArrayList<>();

  HitFinder(CompanyDirectory directory, Document document) {
    this.directory = directory;
    this.names = directory.names();
    this.document = document;
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
    List<int[]> spans = new ArrayList<>();
    names.scan(
        field.normalized(), affixes, (key, start, end) -> keepLonger(spans, key, start, end));
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
        addName(sentences.get(sentence), span[0], span[1], span[2]);
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
    hits.add(found.hit());
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
      hits.add(hit);
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
    LegalForms forms = LegalForms.builtIn();
    int end = goesOnSmall(field, hit.end) ? hit.end : forms.endBehind(text, hit.end);
    if (end > hit.end && end <= hit.sentence.end() && isWrittenAsForm(field, hit.end, end)) {
      hit.fullEnd = end;
      hit.legalForm = true;
    }
    int start = forms.startBefore(text, hit.start);
    if (start < hit.start
        && start >= hit.sentence.start()
        && isWrittenAsForm(field, start - 1, hit.start)
        && !text.startsWith("the ", start)) {
      hit.fullStart = start;
      hit.legalForm = true;
    }
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

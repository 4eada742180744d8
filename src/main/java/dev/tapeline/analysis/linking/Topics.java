package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Zone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which company the text speaks of from sentence to sentence, so that "the company" can be read.
 *
 * <p>A sentence's topic is the first company that it names as its subject, else the first that it
 * names; a sentence without one goes on with the topic before. Sources, venues and furniture are no
 * topics.
 */
final class Topics {
  /** A word that says nothing of the company's business. */
  private static final String ANY = "any";

  private final Document document;
  private final List<List<Hit>> bySentence;
  private final List<@Nullable Company> before = new ArrayList<>();
  private final List<List<Coreference>> coreferences = new ArrayList<>();
  private final List<Company> recent = new ArrayList<>();
  private final Descriptions descriptions;

  Topics(Document document, List<List<Hit>> bySentence) {
    this.document = document;
    this.descriptions = new Descriptions(document);
    this.bySentence = bySentence;
    @Nullable Company topic = null;
    for (Sentence sentence : document.sentences()) {
      before.add(topic);
      coreferences.add(sentence.zone() == Zone.FURNITURE ? List.of() : coreferencesOf(sentence));
      @Nullable Company own = topicOf(sentence);
      topic = own == null ? topic : own;
    }
  }

  List<List<Coreference>> coreferences() {
    return coreferences;
  }

  @Nullable Company before(Sentence sentence) {
    return before.get(sentence.index());
  }

  @Nullable Company antecedent(Sentence sentence, int offset) {
    Company inClause = null;
    Company leading = null;
    SentenceContext context = new SentenceContext(document, sentence);
    for (Hit hit : bySentence.get(sentence.index())) {
      if (hit.fullEnd > offset || hit.role != Role.PARTY || hit.chosen == null) {
        continue;
      }
      boolean sameClause = context.distance(hit.fullEnd, offset) < SentenceContext.FAR;
      if (sameClause && inClause == null) {
        inClause = hit.chosen.company();
      }
      if (leading == null) {
        leading = hit.chosen.company();
      }
    }
    if (inClause != null) {
      return inClause;
    }
    return leading != null ? leading : before(sentence);
  }

  private @Nullable Company topicOf(Sentence sentence) {
    Company first = null;
    for (Hit hit : bySentence.get(sentence.index())) {
      if (hit.role == Role.PARTY && hit.chosen != null) {
        recent.add(hit.chosen.company());
        if (first == null || (hit.leading && hit.weight >= 1 && recent.size() == 1)) {
          first = hit.chosen.company();
        }
      }
    }
    return sentence.zone() == Zone.FURNITURE ? null : first;
  }

  private List<Coreference> coreferencesOf(Sentence sentence) {
    List<Coreference> found = new ArrayList<>(0);
    for (Cue cue : document.cues(sentence, "company-noun")) {
      if (!isKnown(found, sentence, cue.start(), cue.end())) {
        refer(found, sentence, cue.value(), cue.start(), cue.end());
      }
    }
    for (Descriptions.Description one : descriptions.in(sentence)) {
      if (!isKnown(found, sentence, one.start(), one.end())) {
        refer(found, sentence, one.sector(), one.start(), one.end());
      }
    }
    return found;
  }

  private void refer(
      List<Coreference> found, Sentence sentence, String sector, int start, int end) {
    Company meant = antecedent(sentence, start);
    if (meant == null && !sector.equals(ANY) && !isNameBehind(sentence, end)) {
      meant = onlyCompany();
    }
    Company fitting = fitting(meant, sector);
    if (fitting != null) {
      found.add(new Coreference(fitting, sentence, start, end));
    }
  }

  /** {@code El grupo textil subió un 1,8% tras confirmar Inditex …}: named once it was told. */
  private @Nullable Company onlyCompany() {
    Company only = null;
    for (List<Hit> hits : bySentence) {
      for (Hit hit : hits) {
        if (hit.role != Role.PARTY || hit.chosen == null) {
          continue;
        }
        if (only != null && !only.equals(hit.chosen.company())) {
          return null;
        }
        only = hit.chosen.company();
      }
    }
    return only;
  }

  /** {@code le constructeur Alpine}: somebody who is not known. */
  private static boolean isNameBehind(Sentence sentence, int end) {
    return end + 1 < sentence.end() && sentence.field().isUpperCaseAt(end + 1);
  }

  /** Whether a name, or words that are known to mean a company, stand at a place. */
  private boolean isKnown(List<Coreference> found, Sentence sentence, int start, int end) {
    for (Hit hit : bySentence.get(sentence.index())) {
      if (hit.fullStart < end && start < hit.fullEnd) {
        return true;
      }
    }
    return found.stream().anyMatch(known -> known.start() < end && start < known.end());
  }

  /** The company meant, or the latest that has the sector that the word tells ("the bank"). */
  private @Nullable Company fitting(@Nullable Company meant, String sector) {
    if (meant == null || sector.equals("any") || sector.equals(meant.sector())) {
      return meant;
    }
    for (int i = recent.size() - 1; i >= 0; i--) {
      if (sector.equals(recent.get(i).sector())) {
        return recent.get(i);
      }
    }
    return null;
  }
}

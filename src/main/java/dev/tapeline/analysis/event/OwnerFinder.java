package dev.tapeline.analysis.event;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.linking.CompanyLink;
import dev.tapeline.analysis.linking.Coreference;
import dev.tapeline.analysis.linking.LinkedMention;
import dev.tapeline.analysis.linking.Links;
import dev.tapeline.analysis.linking.Role;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.CueKinds;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Sentence;
import dev.tapeline.analysis.text.Zone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the companies that an event belongs to: who does it stands before the words that tell it,
 * whom it is done to behind them; a company that is not named is the one that "the company" means,
 * or the one that the text was speaking of.
 */
final class OwnerFinder {
  private static final double NEAR = 70;
  private static final double OBJECT_NEAR = 30;
  private static final CueKinds ATTRIBUTES = CueKinds.of("list-cue", "attribute");
  private static final double ALONE = 0.5;

  private final Document document;
  private final Links links;

  OwnerFinder(Document document, Links links) {
    this.document = document;
    this.links = links;
  }

  /**
   * A company that an event may belong to.
   *
   * @param certainty 0 to 1: 0.9 named as the sentence's subject, 0.5 meant by "the company", 0
   *     only the topic of the text
   */
  record Owner(Company company, double certainty) {}

  /** A place that names or means a company. */
  private record Place(Company company, int start, int end, double certainty) {}

  /**
   * Whether an event of a sentence may belong to anybody: it names or means a company, or the text
   * speaks of one already. A no is sure.
   */
  boolean mayOwn(Sentence sentence) {
    return !links.inSentence(sentence).isEmpty()
        || !links.coreferences(sentence).isEmpty()
        || topic(sentence) != null;
  }

  private @Nullable Company topic(Sentence sentence) {
    return sentence.zone() == Zone.HEADLINE ? links.subject() : links.topicBefore(sentence);
  }

  /** Whose event it is; empty where that is nobody's who is listed. */
  List<Owner> owners(Trigger trigger) {
    List<Place> places = places(trigger);
    Place before = before(places, trigger);
    Place behind = behind(places, trigger, before);
    List<Owner> owners = new ArrayList<>();
    switch (trigger.rule().owner()) {
      case AGENT -> add(owners, before != null ? before : behind, trigger);
      case PATIENT -> add(owners, patient(places, trigger), trigger);
      case BOTH -> {
        add(owners, before != null ? before : behind, trigger);
        add(owners, behind, null);
      }
      case PAIR -> {
        if (behind != null && (before != null || trigger.rule().strength() > 2)) {
          add(owners, behind, null);
          add(owners, before, null);
        }
      }
      case OBJECT ->
          add(owners, isObject(behind, trigger) ? behind : nearestBefore(places, trigger), trigger);
      case ANY -> add(owners, nearest(before, behind, trigger), trigger);
    }
    addListed(owners, places, trigger.sentence());
    return owners;
  }

  private static @Nullable Place nearestBefore(List<Place> places, Trigger trigger) {
    Place nearest = null;
    for (Place place : places) {
      if (place.start() < behindFrom(trigger)) {
        nearest = place;
      }
    }
    return nearest;
  }

  /** Whether a company stands so near behind the act that it is what the act is done to. */
  private static boolean isObject(@Nullable Place place, Trigger trigger) {
    return place != null && distance(trigger, trigger.actEnd(), place.start()) <= OBJECT_NEAR;
  }

  /** Who else is named with an owner in one breath: "Apple, Alphabet and Meta". */
  private void addListed(List<Owner> owners, List<Place> places, Sentence sentence) {
    for (int i = 0; i + 1 < places.size(); i++) {
      Place left = places.get(i);
      Place right = places.get(i + 1);
      if (isList(sentence, left.end(), right.start())) {
        if (holds(owners, left.company())) {
          add(owners, right, null);
        }
      }
    }
    for (int i = places.size() - 1; i > 0; i--) {
      Place left = places.get(i - 1);
      Place right = places.get(i);
      if (isList(sentence, left.end(), right.start()) && holds(owners, right.company())) {
        add(owners, left, null);
      }
    }
  }

  private static boolean holds(List<Owner> owners, Company company) {
    for (Owner owner : owners) {
      if (owner.company().equals(company)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is nothing but a comma or an "and" between two names. */
  private boolean isList(Sentence sentence, int from, int to) {
    if (to < from || to - from > 14) {
      return false;
    }
    String between = sentence.field().normalized().substring(from, to).strip();
    if (between.equals(",") || between.equals("，") || between.equals("、") || between.equals("&")) {
      return true;
    }
    for (Cue cue : document.cues(sentence, "list-cue")) {
      if (cue.is("list-cue", "and") && cue.start() >= from && cue.end() <= to) {
        String rest =
            sentence.field().normalized().substring(from, cue.start())
                + sentence.field().normalized().substring(cue.end(), to);
        return rest.chars().noneMatch(Character::isLetterOrDigit);
      }
    }
    return false;
  }

  /** The other company of an event, for its arguments; null where no second one is near. */
  @Nullable Company counterpart(Trigger trigger, Company owner) {
    for (Place place : places(trigger)) {
      boolean near =
          distance(trigger, place.end(), trigger.start()) <= NEAR
              || distance(trigger, trigger.end(), place.start()) <= NEAR;
      if (near && !place.company().equals(owner)) {
        return place.company();
      }
    }
    return null;
  }

  private void add(List<Owner> owners, @Nullable Place place, @Nullable Trigger fallback) {
    if (place != null) {
      if (!holds(owners, place.company())) {
        owners.add(new Owner(place.company(), place.certainty()));
      }
      return;
    }
    if (fallback == null) {
      return;
    }
    Sentence sentence = fallback.sentence();
    Company topic = topic(sentence);
    if (topic != null && isTold(topic)) {
      owners.add(new Owner(topic, fallback(sentence)));
    }
  }

  /** How sure the topic of the text is where a sentence names nobody. */
  private double fallback(Sentence sentence) {
    if (sentence.zone() == Zone.HEADLINE) {
      return 0.4;
    }
    return isAlone() ? ALONE : 0;
  }

  /** Whether the text is about one company, so that a sentence that names none is about it too. */
  private boolean isAlone() {
    int told = 0;
    for (CompanyLink link : links.companies()) {
      told += link.role() == Role.SUBJECT || link.relevance() >= 50 ? 1 : 0;
    }
    return told == 1;
  }

  private List<Place> places(Trigger trigger) {
    Sentence sentence = trigger.sentence();
    boolean rating =
        trigger.type().group().equals("analyst-ratings")
            || trigger.type().group().equals("credit-ratings");
    List<Place> places = new ArrayList<>();
    for (LinkedMention mention : links.inSentence(sentence)) {
      if ((mention.role() == Role.SUBJECT || mention.role() == Role.PARTY)
          && isTold(mention.company())) {
        places.add(
            new Place(
                mention.company(), mention.start(), mention.end(), mention.leading() ? 0.9 : 0.7));
      }
    }
    for (Coreference coreference : links.coreferences(sentence)) {
      if (isTold(coreference.company())) {
        places.add(new Place(coreference.company(), coreference.start(), coreference.end(), 0.5));
      }
    }
    if (places.size() > 1) {
      places.sort((a, b) -> Integer.compare(a.start(), b.start()));
    }
    // Who rates is named before who is rated, or behind "by"; it is a bank or an agency
    if (rating && places.stream().anyMatch(place -> !isRater(place.company()))) {
      places.removeIf(place -> isRater(place.company()));
    }
    return places;
  }

  private static boolean isRater(Company company) {
    return "financials".equals(company.sector());
  }

  /** "Former Google engineer Anna Holt …", "Microsoft-backed OpenAI …": somebody else does it. */
  private boolean isAttribute(LinkedMention mention) {
    for (Cue cue : document.cues(mention.sentence()).of(ATTRIBUTES)) {
      boolean before =
          (cue.is("list-cue", "former") || cue.is("attribute", "before"))
              && cue.end() <= mention.start()
              && mention.start() - cue.end() <= 5;
      boolean behind =
          cue.is("attribute", "behind")
              && cue.start() >= mention.end()
              && cue.start() - mention.end() <= 2;
      if (before || behind) {
        return true;
      }
    }
    return false;
  }

  private boolean isTold(Company company) {
    CompanyLink link = links.link(company);
    return link != null && (link.role() == Role.SUBJECT || link.role() == Role.PARTY);
  }

  /**
   * Who does it: of the companies before the act the last that leads its clause, where the one that
   * stands nearer is only an attribute of it ("Foxconn, a supplier of Apple, …").
   */
  private @Nullable Place before(List<Place> places, Trigger trigger) {
    Place leading = null;
    Place nearest = null;
    for (Place place : places) {
      if (place.start() >= trigger.end() || overlapsBehind(place, trigger)) {
        break;
      }
      nearest = place;
      if (place.certainty() >= 0.9) {
        leading = place;
      }
    }
    if (leading == null || nearest == null || leading == nearest) {
      return nearest;
    }
    // "Profit at Toyota rose": the company stands inside the words that tell the event
    if (nearest.start() >= trigger.start()) {
      return nearest;
    }
    boolean far = distance(trigger, leading.end(), trigger.start()) > NEAR;
    boolean attribute = isAttribute(nearest, trigger);
    return far && !attribute ? nearest : leading;
  }

  private static boolean overlapsBehind(Place place, Trigger trigger) {
    return place.start() >= behindFrom(trigger);
  }

  /** Where what is done to begins: behind an act, but inside a phrase that holds the act. */
  private static int behindFrom(Trigger trigger) {
    return trigger.act() == null ? trigger.start() : trigger.actEnd();
  }

  /**
   * Whether a comma or a relative word shuts it off from the act: "…, a supplier of Apple, said".
   */
  private static boolean isAttribute(Place place, Trigger trigger) {
    String text = trigger.sentence().field().normalized();
    int to = Math.max(place.end(), Math.min(trigger.actStart(), place.end() + 4));
    return text.substring(place.end(), Math.min(to, text.length())).contains(",");
  }

  private @Nullable Place behind(List<Place> places, Trigger trigger, @Nullable Place before) {
    for (Place place : places) {
      if (place.start() >= behindFrom(trigger)
          && (before == null || !place.company().equals(before.company()))
          && distance(trigger, trigger.actEnd(), place.start()) <= NEAR) {
        return place;
      }
    }
    return null;
  }

  private @Nullable Place patient(List<Place> places, Trigger trigger) {
    Place behind = behind(places, trigger, null);
    Place before = before(places, trigger);
    if (behind == null || before == null) {
      return behind == null ? before : behind;
    }
    // Passive, or a language that puts the verb last: whom it is done to stands before it
    return links.subject() != null && before.company().equals(links.subject()) ? before : behind;
  }

  private @Nullable Place nearest(@Nullable Place before, @Nullable Place behind, Trigger trigger) {
    if (before == null || behind == null) {
      return before == null ? behind : before;
    }
    boolean subject = links.subject() != null && behind.company().equals(links.subject());
    return subject
            && distance(trigger, trigger.end(), behind.start())
                < distance(trigger, before.end(), trigger.start())
        ? behind
        : before;
  }

  private static double distance(Trigger trigger, int from, int to) {
    return Gap.between(trigger.sentence().field().normalized(), from, to);
  }
}

package dev.tapeline.article;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the story and the events of each article of a batch, among those that were known before and
 * those that the batch itself begins. Pure deciding: {@link StoryStore} reads what is known and
 * writes what was decided.
 *
 * <p>An article belongs to the story of a known event that one of its own events may be, within
 * {@link #SAME_NEWS}; else to that of a near-duplicate text about one of its companies; else it
 * begins one.
 */
final class StoryBook {

  /** Reports of one event appear within this time of each other. */
  static final Duration SAME_NEWS = Duration.ofHours(72);

  /** An event that an article may tell again. */
  record KnownEvent(
      UUID id,
      UUID story,
      boolean sample,
      UUID company,
      @Nullable String type,
      @Nullable String period,
      String distinction,
      Instant occurredAt) {}

  /** What an earlier article said, and about whom. */
  record KnownText(
      UUID article,
      UUID story,
      boolean sample,
      UUID company,
      Instant publishedAt,
      long similarity) {}

  /**
   * An event that the batch begins.
   *
   * @param id until it is written; what is written may turn out to have been there
   * @param toldBefore how many articles of the batch told its story before
   */
  record NewEvent(UUID id, UUID story, EventDraft draft, Instant occurredAt, int toldBefore) {}

  /** That an article tells an event. */
  record Report(UUID event, Told told, EventDraft draft) {}

  private final Supplier<UUID> ids;
  private final List<KnownEvent> events;
  private final List<KnownText> texts;
  private final Map<UUID, UUID> storyOfArticle = new HashMap<>();
  private final Map<UUID, Integer> toldInBatch = new HashMap<>();
  private final Map<UUID, Boolean> newStories = new HashMap<>();
  private final List<NewEvent> newEvents = new ArrayList<>();
  private final List<Report> reports = new ArrayList<>();

  /**
   * @param ids gives a new one at every call
   * @param events known before
   * @param texts known before
   */
  StoryBook(Supplier<UUID> ids, List<KnownEvent> events, List<KnownText> texts) {
    this.ids = ids;
    this.events = new ArrayList<>(events);
    this.texts = new ArrayList<>(texts);
  }

  /** Whether the events that were known before tell the article's story already. */
  static boolean isKnown(Told told, List<KnownEvent> events) {
    return told.story() != null
        || told.drafts().stream().anyMatch(draft -> match(draft, told, events).isPresent());
  }

  /** Takes the next article; those published first come first. */
  void tell(Told told) {
    UUID story = story(told);
    int toldBefore = toldInBatch.merge(story, 1, Integer::sum) - 1;
    List<KnownEvent> begun = new ArrayList<>();
    for (EventDraft draft : told.drafts()) {
      UUID event = match(draft, told, events).map(KnownEvent::id).orElse(null);
      if (event == null) {
        event = ids.get();
        newEvents.add(new NewEvent(event, story, draft, told.publishedAt(), toldBefore));
        begun.add(known(event, story, told, draft));
      }
      reports.add(new Report(event, told, draft));
    }
    // Two events of one article are two, however alike they look.
    events.addAll(begun);
    for (UUID company : told.companies()) {
      texts.add(
          new KnownText(
              told.articleId(),
              story,
              told.sample(),
              company,
              told.publishedAt(),
              told.similarity()));
    }
    storyOfArticle.put(told.articleId(), story);
  }

  private static KnownEvent known(UUID id, UUID story, Told told, EventDraft draft) {
    return new KnownEvent(
        id,
        story,
        told.sample(),
        draft.company().id(),
        draft.type(),
        draft.period(),
        draft.distinction(),
        told.publishedAt());
  }

  private UUID story(Told told) {
    UUID before = told.story();
    if (before != null) {
      return before;
    }
    return told.drafts().stream()
        .flatMap(draft -> match(draft, told, events).stream())
        .map(KnownEvent::story)
        .findFirst()
        .or(() -> storyOfTheSameText(told))
        .orElseGet(() -> begin(told.sample()));
  }

  private UUID begin(boolean sample) {
    UUID story = ids.get();
    newStories.put(story, sample);
    return story;
  }

  private Optional<UUID> storyOfTheSameText(Told told) {
    if (told.drafts().isEmpty()) {
      return Optional.empty();
    }
    return texts.stream()
        .filter(text -> Similarity.near(text.similarity(), told.similarity()))
        .filter(text -> text.sample() == told.sample())
        .filter(text -> isSameTime(text.publishedAt(), told))
        .filter(text -> !text.article().equals(told.articleId()))
        .filter(text -> isAbout(told, text.company()))
        .map(KnownText::story)
        .findFirst();
  }

  private static boolean isAbout(Told told, UUID company) {
    return told.drafts().stream().anyMatch(draft -> draft.company().id().equals(company));
  }

  private static Optional<KnownEvent> match(EventDraft draft, Told told, List<KnownEvent> events) {
    // News without a type says too little to be told from other such news by its type alone.
    if (draft.type() == null) {
      return Optional.empty();
    }
    return events.stream()
        .filter(event -> event.company().equals(draft.company().id()))
        .filter(event -> event.sample() == told.sample())
        .filter(
            event ->
                isSameTime(event.occurredAt(), told) || Objects.equals(event.story(), told.story()))
        .filter(event -> draft.mayBe(event.type(), event.period(), event.distinction()))
        .min(
            Comparator.comparing(
                    (KnownEvent event) ->
                        Duration.between(event.occurredAt(), told.publishedAt()).abs())
                .thenComparing(KnownEvent::id));
  }

  private static boolean isSameTime(Instant at, Told told) {
    return Duration.between(at, told.publishedAt()).abs().compareTo(SAME_NEWS) <= 0;
  }

  /** Whose story is which. */
  UUID storyOf(UUID article) {
    return Objects.requireNonNull(storyOfArticle.get(article), "an article that was not told");
  }

  /** The stories that begin with the batch, and whether they are the sample's. */
  Map<UUID, Boolean> newStories() {
    return newStories;
  }

  List<NewEvent> newEvents() {
    return newEvents;
  }

  List<Report> reports() {
    return reports;
  }
}

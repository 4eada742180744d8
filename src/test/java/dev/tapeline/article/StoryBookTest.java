package dev.tapeline.article;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.article.StoryBook.KnownEvent;
import dev.tapeline.article.StoryBook.KnownText;
import dev.tapeline.article.StoryBook.NewEvent;
import dev.tapeline.article.StoryBook.Report;
import dev.tapeline.company.CompanyRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoryBookTest {
  private static final Instant NOON = Instant.parse("2021-10-19T12:00:00Z");
  private static final CompanyRef XIAOMI =
      new CompanyRef(id(1), "1810.HK", "XHKG:1810", "Xiaomi Corporation");
  private static final CompanyRef TOYOTA =
      new CompanyRef(id(2), "7203.T", "XTKS:7203", "Toyota Motor Corporation");

  private final AtomicLong ids = new AtomicLong(1_000);

  private static UUID id(long number) {
    return new UUID(0, number);
  }

  private StoryBook book(List<KnownEvent> events, List<KnownText> texts) {
    return new StoryBook(() -> id(ids.incrementAndGet()), events, texts);
  }

  private static EventDraft draft(CompanyRef company, @Nullable String type, String distinction) {
    var report =
        new EventReport(null, null, null, List.of(), 0.9, 100, List.of(), List.of(), List.of());
    return new EventDraft(company, type, null, distinction, report);
  }

  /** Texts 1, 2, 3 … are nothing like each other. */
  private static Told told(long article, Instant at, long text, EventDraft... drafts) {
    return new Told(
        id(article),
        at,
        false,
        text * 0x9E3779B97F4A7C15L,
        null,
        Set.of(XIAOMI.id()),
        Arrays.asList(drafts));
  }

  private static KnownEvent known(String type, Instant at) {
    return new KnownEvent(id(500), id(600), false, XIAOMI.id(), type, null, "", at);
  }

  @Test
  void anArticleJoinsTheStoryOfAKnownEventAndTellsItAgain() {
    StoryBook book = book(List.of(known("products/launch", NOON)), List.of());
    book.tell(told(10, NOON.plus(Duration.ofHours(71)), 1, draft(XIAOMI, "products/launch", "")));
    assertThat(book.storyOf(id(10))).isEqualTo(id(600));
    assertThat(book.newEvents()).isEmpty();
    assertThat(book.reports()).extracting(Report::event).containsExactly(id(500));
  }

  @Test
  void afterThreeDaysTheSameIsNews() {
    StoryBook book = book(List.of(known("products/launch", NOON)), List.of());
    book.tell(told(10, NOON.plus(Duration.ofHours(73)), 1, draft(XIAOMI, "products/launch", "")));
    assertThat(book.newStories()).containsKey(book.storyOf(id(10)));
    assertThat(book.newEvents()).hasSize(1);
  }

  @Test
  void theSamplesStoriesAreTheirOwn() {
    var sample =
        new KnownEvent(id(500), id(600), true, XIAOMI.id(), "products/launch", null, "", NOON);
    StoryBook book = book(List.of(sample), List.of());
    book.tell(told(10, NOON, 1, draft(XIAOMI, "products/launch", "")));
    assertThat(book.storyOf(id(10))).isNotEqualTo(id(600));
  }

  @Test
  void aNearDuplicateAboutTheSameCompanyJoinsItsStory() {
    Told copy = told(10, NOON, 1, draft(XIAOMI, null, ""));
    var text = new KnownText(id(11), id(600), false, XIAOMI.id(), NOON, copy.similarity() ^ 0b111);
    var aboutAnother = new KnownText(id(12), id(601), false, TOYOTA.id(), NOON, copy.similarity());
    StoryBook book = book(List.of(), List.of(aboutAnother, text));
    book.tell(copy);
    assertThat(book.storyOf(id(10))).isEqualTo(id(600));
  }

  @Test
  void articlesOfOneBatchKnowEachOther() {
    StoryBook book = book(List.of(), List.of());
    book.tell(told(10, NOON, 1, draft(XIAOMI, "products/launch", "")));
    book.tell(
        told(
            11,
            NOON.plusSeconds(60),
            2,
            draft(XIAOMI, "products/launch", ""),
            draft(XIAOMI, "earnings/results", "")));
    assertThat(book.newStories()).hasSize(1);
    assertThat(book.storyOf(id(11))).isEqualTo(book.storyOf(id(10)));
    assertThat(book.newEvents())
        .extracting(event -> event.draft().type(), NewEvent::toldBefore)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("products/launch", 0),
            org.assertj.core.groups.Tuple.tuple("earnings/results", 1));
    assertThat(book.reports()).hasSize(3);
  }

  @Test
  void dealsWithTwoPartnersInOneArticleAreTwo() {
    StoryBook book = book(List.of(), List.of());
    book.tell(
        told(
            10,
            NOON,
            1,
            draft(XIAOMI, "deals/partnership", "Leica"),
            draft(XIAOMI, "deals/partnership", "")));
    assertThat(book.newEvents()).hasSize(2);
  }
}

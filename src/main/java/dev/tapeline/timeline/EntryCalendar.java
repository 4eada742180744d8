package dev.tapeline.timeline;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.DateEnd;
import biweekly.property.DateStart;
import biweekly.util.ICalDate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.event.Period;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Dated events as a calendar (RFC 5545): a day-long event each, from the first day that it is about
 * to the last.
 */
final class EntryCalendar {

  /** The type of such an answer. */
  static final String MEDIA_TYPE = "text/calendar";

  private final ObjectMapper json;

  EntryCalendar(ObjectMapper json) {
    this.json = json;
  }

  /**
   * A calendar of those of the entries that have a date.
   *
   * @param from events that end on or after it, or null
   * @param to events that begin on or before it, or null
   */
  byte[] write(List<TimelineReader.Row> rows, @Nullable LocalDate from, @Nullable LocalDate to) {
    ICalendar calendar = new ICalendar();
    calendar.setProductId("-//Tapeline//Tapeline//EN");
    calendar.setName("Tapeline");
    for (TimelineReader.Row row : rows) {
      JsonNode body = tree(row);
      dates(body)
          .filter(dates -> from == null || !dates.last().isBefore(from))
          .filter(dates -> to == null || !dates.first().isAfter(to))
          .ifPresent(dates -> calendar.addEvent(event(row, body, dates)));
    }
    return Biweekly.write(calendar).go().getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<EventDates> dates(JsonNode body) {
    JsonNode period = body.path("event").path("period");
    return period.isTextual() ? EventDates.of(Period.parse(period.asText())) : Optional.empty();
  }

  private static VEvent event(TimelineReader.Row row, JsonNode body, EventDates dates) {
    VEvent event = new VEvent();
    event.setUid(row.id() + "@tapeline");
    event.setDateTimeStamp(Date.from(changed(body)));
    event.setDateStart(new DateStart(day(dates.first())));
    // The first day that it is not about (RFC 5545, section 3.6.1).
    event.setDateEnd(new DateEnd(day(dates.last().plusDays(1))));
    JsonNode told = body.path("event");
    event.setSummary(
        "%s: %s"
            .formatted(body.path("company").path("ticker").asText(), told.path("type").asText()));
    event.setDescription(
        "%s (%s, %s)"
            .formatted(
                body.path("title").asText(""),
                told.path("factLevel").asText(),
                told.path("period").asText()));
    event.addCategories(told.path("type").asText().split("/", 2)[0]);
    JsonNode url = body.path("articles").path(0).path("url");
    if (url.isTextual()) {
      event.setUrl(url.asText());
    }
    return event;
  }

  private static ICalDate day(LocalDate day) {
    // A date is written by its parts: no time zone has a say in it.
    return new ICalDate(
        new biweekly.util.DateTimeComponents(
            day.getYear(), day.getMonthValue(), day.getDayOfMonth(), 0, 0, 0, false),
        false);
  }

  private static Instant changed(JsonNode body) {
    JsonNode revised = body.path("revisedAt");
    return Instant.parse(
        revised.isTextual() ? revised.asText() : body.path("firstSeenAt").asText());
  }

  private JsonNode tree(TimelineReader.Row row) {
    try {
      return json.readTree(row.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the stored entry " + row.id() + " cannot be read", e);
    }
  }
}

package dev.tapeline.alert;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * When a rule waits: from a time of day to another, over midnight where the second is the earlier
 * one; {@code 22:00} to {@code 06:00} in {@code Asia/Jakarta}.
 *
 * @param from the first moment of silence
 * @param to the first moment after it
 * @param zone of both
 */
@Schema(name = "QuietHours")
public record QuietHours(
    @JsonFormat(pattern = "HH:mm") LocalTime from,
    @JsonFormat(pattern = "HH:mm") LocalTime to,
    @Schema(type = SchemaType.STRING) ZoneId zone) {

  /** The instant itself, or the end of the silence that it falls into. */
  Instant after(Instant instant) {
    ZonedDateTime local = instant.atZone(zone);
    LocalTime time = local.toLocalTime();
    boolean overMidnight = !from.isBefore(to);
    boolean quiet =
        overMidnight
            ? !time.isBefore(from) || time.isBefore(to)
            : !time.isBefore(from) && time.isBefore(to);
    if (!quiet) {
      return instant;
    }
    boolean tomorrow = overMidnight && !time.isBefore(from);
    ZonedDateTime end = local.toLocalDate().plusDays(tomorrow ? 1 : 0).atTime(to).atZone(zone);
    // Where clocks go back an hour comes twice, and the first end may have passed.
    return (end.toInstant().isAfter(instant) ? end : end.withLaterOffsetAtOverlap()).toInstant();
  }
}

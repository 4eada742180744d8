package dev.tapeline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When alerts are sent. */
class TimingTest {

  @ParameterizedTest
  @CsvSource({
    // 22:00 in Jakarta is 15:00 UTC.
    "22:00, 06:00, Asia/Jakarta, 2024-05-10T14:59:59Z, 2024-05-10T14:59:59Z",
    "22:00, 06:00, Asia/Jakarta, 2024-05-10T15:00:00Z, 2024-05-10T23:00:00Z",
    "22:00, 06:00, Asia/Jakarta, 2024-05-10T22:59:59Z, 2024-05-10T23:00:00Z",
    "22:00, 06:00, Asia/Jakarta, 2024-05-10T23:00:00Z, 2024-05-10T23:00:00Z",
    "12:00, 13:00, UTC,          2024-05-10T12:30:00Z, 2024-05-10T13:00:00Z",
    "12:00, 13:00, UTC,          2024-05-10T13:00:00Z, 2024-05-10T13:00:00Z",
    // The night in which clocks go forward.
    "22:00, 06:00, Europe/Berlin, 2024-03-30T22:30:00Z, 2024-03-31T04:00:00Z",
    // There is no 02:30: silence that ends then ends at 03:30, an hour later by no clock.
    "22:00, 02:30, Europe/Berlin, 2024-03-31T00:15:00Z, 2024-03-31T01:30:00Z",
    // The night in which they go back: 06:00 is an hour later.
    "22:00, 06:00, Europe/Berlin, 2024-10-26T22:30:00Z, 2024-10-27T05:00:00Z",
    // 02:00 to 03:00 comes twice, and both are within the silence.
    "02:15, 02:45, Europe/Berlin, 2024-10-27T00:30:00Z, 2024-10-27T00:45:00Z",
    "02:15, 02:45, Europe/Berlin, 2024-10-27T01:30:00Z, 2024-10-27T01:45:00Z",
    "02:15, 02:45, Europe/Berlin, 2024-10-27T01:00:00Z, 2024-10-27T01:00:00Z",
    "22:00, 07:00, America/New_York, 2024-03-10T04:00:00Z, 2024-03-10T11:00:00Z",
  })
  void quietHoursEnd(LocalTime from, LocalTime to, String zone, Instant at, Instant sent) {
    assertThat(new QuietHours(from, to, ZoneId.of(zone)).after(at)).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "IMMEDIATE,   2024-05-10T03:10:00Z, 2021-01-01T00:00:00Z, XHKG, 2024-05-10T03:10:00Z",
        "HOURLY,      2024-05-10T03:10:00Z, 2024-05-10T03:10:00Z, XHKG, 2024-05-10T04:00:00Z",
        // Friday in Hong Kong: within the session, after it, and a move at its close.
        "SESSION_END, 2024-05-10T03:10:00Z, 2024-05-10T03:10:00Z, XHKG, 2024-05-10T08:00:00Z",
        "SESSION_END, 2024-05-10T09:00:00Z, 2024-05-10T09:00:00Z, XHKG, 2024-05-13T08:00:00Z",
        "SESSION_END, 2024-05-10T08:40:00Z, 2024-05-10T08:00:00Z, XHKG, 2024-05-10T08:40:00Z",
        // What comes late waits for nothing.
        "SESSION_END, 2024-05-10T03:10:00Z, 2021-10-19T03:05:00Z, XHKG, 2024-05-10T03:10:00Z",
        "SESSION_END, 2024-05-10T03:10:00Z, 2024-05-10T03:10:00Z, null, 2024-05-11T00:00:00Z",
      })
  void digestsAreSent(
      Delivery delivery,
      Instant now,
      Instant at,
      @org.jspecify.annotations.Nullable String mic,
      Instant due) {
    assertThat(delivery.due(now, at, mic)).isEqualTo(due);
  }
}

package dev.tapeline.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports of freshness as answers carry them. Answers of half a second carry the same
 * report, which is written once for all of them.
 */
final class FreshnessWriter {

  private final ObjectMapper json;
  private volatile @Nullable Written last;

  FreshnessWriter(ObjectMapper json) {
    this.json = json;
  }

  /** A report in both forms; headers without a value are left out. */
  private record Written(
      Freshness.Report report,
      byte[] json,
      @Nullable String newsPulledAt,
      @Nullable String pricesSession,
      String failingSources) {}

  /** A report as JSON. */
  byte[] json(Freshness.Report report) {
    return written(report).json();
  }

  /** Adds a report as headers. */
  void headers(Response.ResponseBuilder answer, Freshness.Report report) {
    Written written = written(report);
    answer
        .header("Tapeline-News-Pulled-At", written.newsPulledAt())
        .header("Tapeline-Prices-Session", written.pricesSession())
        .header("Tapeline-Failing-Sources", written.failingSources());
  }

  private Written written(Freshness.Report report) {
    Written written = last;
    if (written == null || written.report() != report) {
      written =
          new Written(
              report,
              bytes(report),
              text(report.newsPulledAt()),
              text(report.pricesSession()),
              String.valueOf(report.failingSources().size()));
      last = written;
    }
    return written;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private byte[] bytes(Freshness.Report report) {
    try {
      return json.writeValueAsBytes(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be written", e);
    }
  }
}

package dev.tapeline.source;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Whether news comes in. {@code /q/health} is down when there are feeds and none of them has been
 * pulled well for an hour; readiness is not, since what is there can be read all the same.
 */
@Wellness
@ApplicationScoped
class PullHealth implements HealthCheck {
  private static final Duration LONGEST_SILENCE = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final InstantSource clock;

  PullHealth(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * How the feeds do that are pulled.
   *
   * @param feeds how many there are
   * @param since when the first of them was added, or null
   * @param lastGood when one was last pulled well, or null
   */
  record Feeds(long feeds, @Nullable Instant since, @Nullable Instant lastGood) {

    boolean areWell(Instant now) {
      Instant last = lastGood == null ? since : lastGood;
      return last == null || Duration.between(last, now).compareTo(LONGEST_SILENCE) <= 0;
    }
  }

  @Override
  public HealthCheckResponse call() {
    Feeds feeds = feeds();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("news").withData("feeds", feeds.feeds());
    if (feeds.lastGood() != null) {
      answer.withData("lastGoodPullAt", feeds.lastGood().toString());
    }
    return answer.status(feeds.areWell(clock.instant())).build();
  }

  private Feeds feeds() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) as feeds, min(created_at) as since,
                      max(last_good_pull_at) as last_good
                    from source where kind = 'FEED' and enabled
                    """)
                .map(
                    (row, context) -> {
                      var since = row.getTimestamp("since");
                      var lastGood = row.getTimestamp("last_good");
                      return new Feeds(
                          row.getLong("feeds"),
                          since == null ? null : since.toInstant(),
                          lastGood == null ? null : lastGood.toInstant());
                    })
                .one());
  }
}

package dev.tapeline.alert;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The service's clock in tests that say what time it is; it stands still between. */
@Alternative
@Singleton
public class MovedClock implements InstantSource {
  private volatile Instant now = Instant.parse("2024-03-20T10:10:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void set(String instant) {
    now = Instant.parse(instant);
  }

  void move(Duration by) {
    now = now.plus(by);
  }
}

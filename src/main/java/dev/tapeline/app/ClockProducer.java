package dev.tapeline.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one clock: everything that needs the time is given it. */
final class ClockProducer {

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }
}

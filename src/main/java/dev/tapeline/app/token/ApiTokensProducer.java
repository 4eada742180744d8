package dev.tapeline.app.token;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** Gives the service its tokens; commands make them on their own database. */
final class ApiTokensProducer {

  @Produces
  @Singleton
  ApiTokens tokens(Jdbi jdbi, InstantSource clock) {
    return new ApiTokens(jdbi, clock);
  }
}

package dev.tapeline.app.postgres;

import org.jspecify.annotations.Nullable;

/**
 * The embedded PostgreSQL cannot be had. The message is meant for the operator: what was tried,
 * what came back, and what can be done.
 */
public final class PostgresException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PostgresException(String message) {
    super(message);
  }

  PostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

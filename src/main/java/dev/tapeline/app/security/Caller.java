package dev.tapeline.app.security;

import dev.tapeline.app.token.Scope;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, where it showed something that proves it.
 *
 * @param name for the audit trail: {@code admin}, {@code token:dashboard (019a…)}, {@code oidc:ana}
 * @param scope the largest that it has
 */
public record Caller(String name, Scope scope) {

  private static final String KEY = Caller.class.getName();

  /** The caller of a request; null for a stranger, and before its token was looked at. */
  public static @Nullable Caller of(RoutingContext request) {
    return request.get(KEY);
  }

  void standBehind(RoutingContext request) {
    request.put(KEY, this);
  }
}

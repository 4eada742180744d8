package dev.tapeline.app.security;

import dev.tapeline.app.token.Scope;
import dev.tapeline.rest.Requester;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Tells features who sent a request. Strangers own nothing. */
@RequestScoped
class RequesterOfRequest implements Requester {
  private final @Nullable Caller caller;

  RequesterOfRequest(CurrentVertxRequest requests) {
    RoutingContext request = requests.getCurrent();
    this.caller = request == null ? null : Caller.of(request);
  }

  @Override
  public String name() {
    return caller == null ? "" : caller.name();
  }

  @Override
  public boolean ownsAll() {
    return caller != null && caller.scope().holds(Scope.ADMIN);
  }
}

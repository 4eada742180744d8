package dev.tapeline.app.audit;

import dev.tapeline.app.security.Caller;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says on each connection that a request takes who sent it, where the request may change something:
 * what the triggers of the audit trail write down.
 */
@Singleton
final class ActorOnConnections implements AgroalPoolInterceptor {

  private static final String READ_BY_TRIGGERS = "select set_config('tapeline.actor', ?, false)";
  private static final String NOBODY = "";

  private final CurrentVertxRequest requests;

  /** The connections on which somebody stands. */
  private final Set<Connection> told =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  ActorOnConnections(CurrentVertxRequest requests) {
    this.requests = requests;
  }

  @Override
  public void onConnectionAcquire(Connection connection) {
    String actor = actor();
    if (actor != null) {
      told.add(connection);
      tell(connection, actor);
    } else if (told.remove(connection)) {
      tell(connection, NOBODY);
    }
  }

  private @Nullable String actor() {
    ArcContainer container = Arc.container();
    if (container == null || !container.requestContext().isActive()) {
      return null;
    }
    RoutingContext request = requests.getCurrent();
    if (request == null || request.request().method().name().equals("GET")) {
      return null;
    }
    Caller caller = Caller.of(request);
    return caller == null ? null : caller.name();
  }

  private static void tell(Connection connection, String actor) {
    try (PreparedStatement statement = connection.prepareStatement(READ_BY_TRIGGERS)) {
      statement.setString(1, actor);
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException("the audit trail could not be told who acts", e);
    }
  }
}

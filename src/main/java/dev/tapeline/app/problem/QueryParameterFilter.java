package dev.tapeline.app.problem;

import io.quarkiverse.resteasy.problem.validation.HttpValidationProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that the method does not know or that have no value, values that are not
 * of its types, and parts of paths that are no text.
 *
 * <p>Left alone, the framework ignores the first two, so that {@code ?minmove=5} and {@code
 * ?minMove=} silently show everything, and answers 404 to the third, as Jakarta REST says it must.
 */
final class QueryParameterFilter {

  private static final int BAD_REQUEST = 400;

  // What a decoder puts in the place of bytes that are no UTF-8, and what PostgreSQL cannot store.
  private static final char REPLACEMENT = '\uFFFD';
  private static final char NUL = '\0';
  private static final String TEXT = "must be text in UTF-8";

  private final Map<Method, Map<String, QueryParameter>> known = new ConcurrentHashMap<>();

  @ServerRequestFilter
  void check(ContainerRequestContext request, ResourceInfo resource) {
    List<Violation> violations = new ArrayList<>();
    request
        .getUriInfo()
        .getPathParameters()
        .forEach((name, values) -> checkPath(name, values, violations));
    Map<String, List<String>> given = request.getUriInfo().getQueryParameters();
    if (!given.isEmpty()) {
      Map<String, QueryParameter> allowed =
          known.computeIfAbsent(resource.getResourceMethod(), QueryParameter::of);
      given.forEach((name, values) -> check(name, values, allowed, violations));
    }
    if (!violations.isEmpty()) {
      throw new HttpValidationProblem(BAD_REQUEST, "Bad Request", violations);
    }
  }

  private static void checkPath(String name, List<String> values, List<Violation> violations) {
    if (areNoText(values)) {
      violations.add(Violation.In.path.field(name).message(TEXT));
    }
  }

  private static void check(
      String name,
      List<String> values,
      Map<String, QueryParameter> allowed,
      List<Violation> violations) {
    QueryParameter parameter = allowed.get(name);
    if (parameter == null) {
      violations.add(Violation.In.query.field(name).message(unknown(allowed)));
    } else if (areNoText(values)) {
      violations.add(Violation.In.query.field(name).message(TEXT));
    } else {
      parameter
          .objection(values)
          .ifPresent(message -> violations.add(Violation.In.query.field(name).message(message)));
    }
  }

  private static String unknown(Map<String, QueryParameter> allowed) {
    return allowed.isEmpty()
        ? "is not known; no parameters are taken here"
        : "is not known; allowed are " + String.join(", ", allowed.keySet());
  }

  // A loop: every request comes past here.
  private static boolean areNoText(List<String> values) {
    for (String value : values) {
      if (value.indexOf(REPLACEMENT) >= 0 || value.indexOf(NUL) >= 0) {
        return true;
      }
    }
    return false;
  }
}

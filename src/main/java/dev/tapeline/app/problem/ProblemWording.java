package dev.tapeline.app.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkiverse.resteasy.problem.validation.Violation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives every problem a {@code detail} that helps the one who reads it. */
@ApplicationScoped
class ProblemWording implements ProblemPostProcessor {

  private static final String VIOLATIONS = "violations";

  private final CurrentVertxRequest requests;
  private final ResourceTable resources;

  ProblemWording(CurrentVertxRequest requests, ResourceTable resources) {
    this.requests = requests;
    this.resources = resources;
  }

  @Override
  public HttpProblem apply(HttpProblem problem, ProblemContext context) {
    JsonProcessingException json = json(context.cause);
    if (json != null && problem.getStatusCode() < 500) {
      return worded(JsonObjection.of(json), problem);
    }
    if (problem.getParameters().get(VIOLATIONS) instanceof List<?> violations
        && problem.getDetail() == null) {
      return HttpProblem.builder(problem).withDetail(sentence(violations)).build();
    }
    return isTheFrameworks(problem) ? reworded(problem) : problem;
  }

  private static @Nullable JsonProcessingException json(Throwable cause) {
    for (Throwable link = cause; link != null; link = link.getCause()) {
      if (link instanceof JsonProcessingException json) {
        return json;
      }
    }
    return null;
  }

  private static HttpProblem worded(JsonObjection objection, HttpProblem problem) {
    HttpProblem.Builder worded =
        HttpProblem.builder()
            .withStatus(problem.getStatus())
            .withTitle(problem.getTitle())
            .withInstance(problem.getInstance())
            .withDetail(objection.detail());
    if (!objection.violations().isEmpty()) {
      worded.with(VIOLATIONS, objection.violations());
    }
    return worded.build();
  }

  private static String sentence(List<?> violations) {
    return violations.stream()
        .map(violation -> violation instanceof Violation known ? sentence(known) : "")
        .collect(Collectors.joining("; "));
  }

  private static String sentence(Violation violation) {
    return (violation.field.isEmpty() ? "the body" : violation.field) + ": " + violation.message;
  }

  private static boolean isTheFrameworks(HttpProblem problem) {
    String detail = problem.getDetail();
    return detail == null
        || detail.startsWith("HTTP ")
        || detail.startsWith("Unable to find matching")
        || detail.contains("@Produces")
        || detail.contains("@Consumes");
  }

  private HttpProblem reworded(HttpProblem problem) {
    RoutingContext request = requests.getCurrent();
    if (request == null) {
      return problem;
    }
    String path = request.normalizedPath();
    HttpProblem.Builder worded = HttpProblem.builder(problem);
    switch (problem.getStatusCode()) {
      case 404 ->
          worded.withDetail("There is nothing at this path. /q/openapi lists what there is.");
      case 405 -> {
        Set<String> methods = resources.methodsAt(path);
        worded.withHeader(HttpHeaders.ALLOW, String.join(", ", methods));
        worded.withDetail(
            "%s is not possible here; %s is."
                .formatted(request.request().method().name(), String.join(", ", methods)));
      }
      case 406 ->
          worded.withDetail(
              "This cannot be answered in the media type that the Accept header asks for.");
      case 415 ->
          worded.withDetail(
              "The body's media type is not read here. Say what it is in Content-Type, for example application/json.");
      case 500 -> worded.withDetail("Something went wrong in the service. Its log tells what.");
      default -> {
        return problem;
      }
    }
    return worded.build();
  }
}

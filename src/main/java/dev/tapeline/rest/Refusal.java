package dev.tapeline.rest;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/** Refusals as RFC 9457 problems, in the words that all resources share. */
public final class Refusal {

  private Refusal() {}

  /**
   * 400 for a parameter that cannot be read.
   *
   * @param parameter its name
   * @param value what was sent
   * @param allowed what would be taken, for example {@code "an integer from 1 to 1000"}
   */
  public static HttpProblem badParameter(String parameter, String value, String allowed) {
    return HttpProblem.builder()
        .withStatus(Status.BAD_REQUEST)
        .withTitle("Bad parameter")
        .withDetail("%s=%s: must be %s".formatted(parameter, shortened(value), allowed))
        .with("parameter", parameter)
        .with("allowed", allowed)
        .build();
  }

  /** 404 for something that is not there, for example {@code ("company", "XYZ")}. */
  public static HttpProblem notFound(String what, String name) {
    return HttpProblem.builder()
        .withStatus(Status.NOT_FOUND)
        .withTitle("Unknown " + what)
        .withDetail("There is no %s '%s'".formatted(what, shortened(name)))
        .build();
  }

  /** 409 for a name that more than one thing has. */
  public static HttpProblem ambiguous(String what, String name, List<?> candidates) {
    return HttpProblem.builder()
        .withStatus(Status.CONFLICT)
        .withTitle("Ambiguous " + what)
        .withDetail("More than one %s is meant by '%s'".formatted(what, shortened(name)))
        .with("candidates", candidates)
        .build();
  }

  private static String shortened(String value) {
    int keep = 80;
    return value.length() <= keep ? value : value.substring(0, keep) + "…";
  }
}

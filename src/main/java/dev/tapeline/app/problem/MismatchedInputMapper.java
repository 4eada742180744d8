package dev.tapeline.app.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * JSON of another shape than was asked for, which the framework would answer in a format of its
 * own. {@link ProblemWording} says what was wrong.
 */
@Provider
public final class MismatchedInputMapper extends ExceptionMapperBase<MismatchedInputException> {

  @Override
  protected HttpProblem toProblem(MismatchedInputException failure) {
    return HttpProblem.valueOf(Response.Status.BAD_REQUEST);
  }
}

package dev.tapeline.app.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.validation.Violation;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a JSON body, in the words of JSON rather than of Java.
 *
 * @param detail a sentence for a person
 * @param violations the property, where one can be named
 */
public record JsonObjection(String detail, List<Violation> violations) {

  private static final int MESSAGE_LENGTH = 200;

  /** The objection of a parser or of a binding to records. */
  public static JsonObjection of(JsonProcessingException failure) {
    if (String.valueOf(failure.getOriginalMessage()).startsWith("Trailing token")) {
      return new JsonObjection(
          "The body goes on behind the end of its JSON" + where(failure) + ".", List.of());
    }
    if (failure instanceof JsonMappingException mapping && !isSyntax(mapping)) {
      String field = path(mapping);
      String message = message(mapping);
      return new JsonObjection(
          (field.isEmpty() ? "the body" : field) + ": " + message,
          List.of(Violation.In.body.field(field).message(message)));
    }
    return new JsonObjection(
        "The body is not the JSON that is read here%s: %s"
            .formatted(where(failure), firstLine(failure)),
        List.of());
  }

  /** The same for one line of a file, where there is no body to speak of. */
  public static String reason(JsonProcessingException failure) {
    return failure instanceof JsonMappingException mapping && !isSyntax(mapping)
        ? of(failure).detail().replaceFirst("^the body: ", "")
        : "not JSON: " + firstLine(failure);
  }

  // A parser's failure inside a list comes wrapped in one that knows the place in the list.
  private static boolean isSyntax(JsonMappingException failure) {
    return failure.getCause() instanceof JsonProcessingException cause
        && !(cause instanceof JsonMappingException);
  }

  private static String firstLine(JsonProcessingException failure) {
    Throwable syntax = failure instanceof JsonMappingException ? failure.getCause() : failure;
    String message =
        syntax instanceof JsonProcessingException json ? json.getOriginalMessage() : "";
    return message
        .lines()
        .findFirst()
        .orElse("")
        .codePoints()
        .limit(MESSAGE_LENGTH)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String where(JsonProcessingException failure) {
    return failure.getLocation() == null
        ? ""
        : " (line %d, column %d)"
            .formatted(failure.getLocation().getLineNr(), failure.getLocation().getColumnNr());
  }

  /** The way to a property: {@code articles[3].title}. */
  private static String path(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : failure.getPath()) {
      if (reference.getIndex() >= 0) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }

  private static String message(JsonMappingException failure) {
    if (failure instanceof UnrecognizedPropertyException unrecognized) {
      return "is not known" + known(unrecognized.getKnownPropertyIds());
    }
    if (failure.getCause() instanceof IllegalArgumentException cause
        && cause.getMessage() != null) {
      return cause.getMessage(); // a record of ours refused its values, and said why
    }
    if (failure instanceof MismatchedInputException mismatched
        && mismatched.getTargetType() != null) {
      return Expectation.of(mismatched.getTargetType());
    }
    return "has a value that is not allowed";
  }

  private static String known(@Nullable Collection<Object> properties) {
    return properties == null || properties.isEmpty()
        ? ""
        : properties.stream()
            .map(String::valueOf)
            .sorted()
            .collect(Collectors.joining(", ", "; allowed are ", ""));
  }
}

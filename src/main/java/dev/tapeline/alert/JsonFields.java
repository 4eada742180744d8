package dev.tapeline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.rest.Refusal;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object that a person wrote. Each method refuses what cannot be read with
 * 400, naming the field by its path ({@code when.move.minAbsChange}) and what is allowed; {@code
 * null} is the same as absent.
 */
final class JsonFields {
  private static final int LONGEST = 2_000;

  private final JsonNode object;
  private final String path;

  private JsonFields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /** A request's body, which must have no other fields than these. */
  static JsonFields ofBody(@Nullable JsonNode body, String... known) {
    if (body == null || !body.isObject()) {
      throw Refusal.badParameter("body", "", "a JSON object");
    }
    return new JsonFields(body, "").knowing(known);
  }

  private JsonFields knowing(String... known) {
    Set<String> names = new TreeSet<>(Arrays.asList(known));
    for (Iterator<String> fields = object.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      if (!names.contains(field)) {
        throw Refusal.badParameter(
            path + field, "", "absent; known are " + String.join(", ", names));
      }
    }
    return this;
  }

  /** A field that is an object with no other fields than these, or null. */
  @Nullable JsonFields object(String name, String... known) {
    if (!has(name)) {
      return null;
    }
    if (!object.path(name).isObject()) {
      throw refusal(name, "an object with " + String.join(", ", known));
    }
    return new JsonFields(object.path(name), path + name + ".").knowing(known);
  }

  boolean has(String name) {
    return object.hasNonNull(name);
  }

  boolean isText(String name) {
    return object.path(name).isTextual();
  }

  @Nullable String text(String name) {
    if (!has(name)) {
      return null;
    }
    JsonNode value = object.path(name);
    if (!value.isTextual()
        || value.asText().isBlank()
        || value.asText().length() > LONGEST
        || value.asText().codePoints().anyMatch(JsonFields::cannotBeStored)) {
      throw refusal(name, "a text of 1 to %d characters".formatted(LONGEST));
    }
    return value.asText().strip();
  }

  private static boolean cannotBeStored(int codePoint) {
    return codePoint == 0
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }

  String requiredText(String name, String allowed) {
    String text = text(name);
    if (text == null) {
      throw refusal(name, allowed);
    }
    return text;
  }

  @Nullable Boolean truth(String name) {
    if (!has(name)) {
      return null;
    }
    if (!object.path(name).isBoolean()) {
      throw refusal(name, "true or false");
    }
    return object.path(name).asBoolean();
  }

  /** A number from 0 up. */
  @Nullable BigDecimal size(String name) {
    if (!has(name)) {
      return null;
    }
    JsonNode value = object.path(name);
    BigDecimal most = BigDecimal.valueOf(1_000_000);
    if (!value.isNumber()
        || !Double.isFinite(value.doubleValue())
        || value.decimalValue().signum() < 0
        || value.decimalValue().compareTo(most) > 0) {
      throw refusal(name, "a number from 0 to " + most);
    }
    BigDecimal plain = value.decimalValue().stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  @Nullable Integer integer(String name, int min, int max) {
    if (!has(name)) {
      return null;
    }
    JsonNode value = object.path(name);
    if (!value.isInt() || value.asInt() < min || value.asInt() > max) {
      throw refusal(name, "an integer from %d to %d".formatted(min, max));
    }
    return value.asInt();
  }

  <E extends Enum<E>> @Nullable E one(String name, Class<E> type) {
    if (!has(name)) {
      return null;
    }
    return constant(name, object.path(name), type);
  }

  <E extends Enum<E>> E required(String name, Class<E> type) {
    E value = one(name, type);
    if (value == null) {
      throw refusal(name, "one of " + Arrays.toString(type.getEnumConstants()));
    }
    return value;
  }

  <E extends Enum<E>> List<E> many(String name, Class<E> type) {
    List<E> values = new ArrayList<>();
    for (JsonNode one : list(name)) {
      values.add(constant(name, one, type));
    }
    return values;
  }

  private <E extends Enum<E>> E constant(String name, JsonNode value, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (value.isTextual() && constant.name().equals(value.asText())) {
        return constant;
      }
    }
    throw Refusal.badParameter(
        path + name, value.asText(), "one of " + Arrays.toString(type.getEnumConstants()));
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : list(name)) {
      if (!one.isTextual()) {
        throw Refusal.badParameter(path + name, one.toString(), "a list of texts");
      }
      texts.add(one.asText());
    }
    return texts;
  }

  private JsonNode list(String name) {
    JsonNode value = object.path(name);
    if (value.isNull() || value.isMissingNode()) {
      return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
    }
    int most = 10_000;
    if (!value.isArray() || value.size() > most) {
      throw refusal(name, "a list of at most %d".formatted(most));
    }
    return value;
  }

  HttpProblem refusal(String name, String allowed) {
    JsonNode value = object.path(name);
    return Refusal.badParameter(
        path + name, value.isValueNode() ? value.asText() : value.toString(), allowed);
  }
}

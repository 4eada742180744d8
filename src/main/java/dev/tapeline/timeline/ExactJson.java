package dev.tapeline.timeline;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;

/** Reads JSON trees that write the digits again that they were read from: 22.50 stays 22.50. */
public final class ExactJson {

  private ExactJson() {}

  /** A reader of trees with the mapper's settings otherwise. */
  public static ObjectReader reader(ObjectMapper mapper) {
    return mapper
        .reader()
        .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
  }
}

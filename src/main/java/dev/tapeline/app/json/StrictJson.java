package dev.tapeline.app.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Reads JSON so that what a client did not mean is an error: a property given twice, something
 * behind the end, {@code null} for a number. What is written is the same whatever the JDK: numbers
 * in the fewest digits that tell them apart, which JDK 17 does slower and not always.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
    mapper.enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER.mappedFeature());
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    mapper.registerModule(
        new SimpleModule("tapeline-strings").addDeserializer(String.class, new StorableStrings()));
  }

  /**
   * PostgreSQL stores every character but U+0000. That one becomes U+FFFD, as an HTML parser makes
   * of it, so that one stray byte does not cost an article and all offsets stay what they were.
   */
  private static final class StorableStrings extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    StorableStrings() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = StringDeserializer.instance.deserialize(parser, context);
      return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
  }
}

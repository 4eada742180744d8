package dev.tapeline.app.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads JSON so that what a client did not mean is an error: a property given twice, something
 * behind the end, {@code null} for a number, a number for a text or a time. What is written is the
 * same whatever the JDK: numbers in the fewest digits that tell them apart, which JDK 17 does
 * slower and not always.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {

  /** Behind the framework's own modules: the one that comes last is asked first. */
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
    mapper.enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER.mappedFeature());
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    mapper.registerModule(
        new SimpleModule("tapeline-texts")
            .addDeserializer(String.class, new TextOnly<>(String.class, new StorableStrings()))
            .addDeserializer(
                Instant.class, new TextOnly<>(Instant.class, InstantDeserializer.INSTANT))
            .addDeserializer(
                LocalDate.class, new TextOnly<>(LocalDate.class, LocalDateDeserializer.INSTANCE)));
  }

  /** Takes what is told as a text alone: {@code 5} is no title, and {@code 1634644800} no time. */
  private static final class TextOnly<T> extends StdScalarDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final transient JsonDeserializer<T> texts;

    TextOnly(Class<T> type, JsonDeserializer<T> texts) {
      super(type);
      this.type = type;
      this.texts = texts;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return parser.hasToken(JsonToken.VALUE_STRING)
          ? texts.deserialize(parser, context)
          : type.cast(context.handleUnexpectedToken(type, parser));
    }
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
      return parser.getText().replace('\0', '\uFFFD');
    }
  }
}

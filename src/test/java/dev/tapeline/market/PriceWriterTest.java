package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceWriterTest {

  private static String written(double value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      new PriceWriter(out).write(value);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "22.5, 22.5",
    "27, 27.0",
    "0.005, 0.005",
    "0.0001, 0.0001",
    "102.5764, 102.5764",
    "1234567.89, 1234567.89",
    "0.12345, 0.12345",
    "33.333333333333336, 33.333333333333336",
    "0, 0.0",
    "-1.25, -1.25",
    "12345678.5, 1.23456785E7"
  })
  void theFewestDigits(double value, String text) {
    assertThat(written(value)).isEqualTo(text);
  }

  @Property
  void whatIsReadAgainIsTheSame(@ForAll double value) {
    if (Double.isFinite(value)) {
      assertThat(Double.parseDouble(written(value))).isEqualTo(value);
    }
  }

  @Property
  void decimalsAreWrittenAsTheyAreTold(
      @ForAll @LongRange(min = 10, max = 99_999_999_999L) long tenThousandths) {
    double value = tenThousandths / 1e4;
    assertThat(Double.parseDouble(written(value))).isEqualTo(value);
    if (value < 1e7) {
      assertThat(written(value)).isEqualTo(Double.toString(value));
    }
  }
}

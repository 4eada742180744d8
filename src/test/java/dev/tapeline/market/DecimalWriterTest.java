package dev.tapeline.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalWriterTest {

  private interface Writing {
    void write(DecimalWriter writer, double value) throws IOException;
  }

  private static String written(double value) {
    return written(DecimalWriter::write, value);
  }

  private static String written(Writing way, double value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      way.write(new DecimalWriter(out), value);
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
    "1234567.8912, 1234567.8912",
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

  @ParameterizedTest
  @CsvSource({
    "5.386416, 5.3864",
    "1.5, 1.5000",
    "-0.00005, -0.0001",
    "0.00004, 0.0000",
    "1.00005, 1.0001",
    "2.00015, 2.0002",
    "-1.00005, -1.0001",
    "99999999999, 99999999999.0000"
  })
  void roundedHalfUp(double value, String text) {
    assertThat(written(DecimalWriter::writeRounded, value)).isEqualTo(text);
  }

  @Property
  void roundsAsDecimalsDo(@ForAll @DoubleRange(min = -1e7, max = 1e7) double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP);
    assertThat(new BigDecimal(written(DecimalWriter::writeRounded, value))).isEqualTo(rounded);
    assertThat(DecimalWriter.rounded(value)).isEqualTo(rounded);
  }
}

package dev.tapeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTest {

  @Test
  void flattensQuotesAndLeavesOutWhatIsAbsent() throws JsonProcessingException {
    var entry =
        new ObjectMapper()
            .readTree(
                """
                {"a": "one, \\"two\\"", "b": {"c": -1.5}, "d": [], "e": null, "f": ["x"]}
                """);

    assertThat(CsvTable.of(List.of("a", "b.c", "b.x", "d", "e", "f"), List.of(entry)))
        .isEqualTo("a,b.c,b.x,d,e,f\r\n\"one, \"\"two\"\"\",-1.5,,,,\"[\"\"x\"\"]\"\r\n");
  }

  @ParameterizedTest
  @CsvSource({"=1+1, '''=1+1'", "+49, '''+49'", "-x, '''-x'", "@SUM, '''@SUM'", "plain, plain"})
  void neutralisesFormulas(String text, String cell) {
    assertThat(CsvTable.neutral(text)).isEqualTo(cell);
  }
}

package dev.tapeline.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimelineJsonTest {
  private final ObjectMapper mapper = new ObjectMapper().findAndRegisterModules();
  private final TimelineJson json = new TimelineJson(new FreshnessWriter(mapper));

  @Test
  void writesEveryKindOfFieldBehindTheEntries() throws Exception {
    Map<String, Object> tail = new LinkedHashMap<>();
    tail.put("next", "/api/v1/x?a=\"b\\\u0001ä&cursor=c");
    tail.put("prev", null);
    tail.put("lastSeq", 7L);
    tail.put("more", true);
    var row =
        new TimelineReader.Row(
            5,
            Instant.EPOCH,
            new UUID(0, 1),
            new UUID(0, 2),
            "{\"id\":\"e\"}".getBytes(StandardCharsets.UTF_8));

    JsonNode read = mapper.readTree(json.write(List.of(row, row), tail));

    assertThat(read.toString())
        .isEqualTo(
            mapper
                .readTree(
                    """
                    {"entries":[{"seq":5,"id":"e"},{"seq":5,"id":"e"}],
                     "next":"/api/v1/x?a=\\"b\\\\\\u0001ä&cursor=c","prev":null,"lastSeq":7,"more":true}
                    """)
                .toString());
  }

  @Test
  void writesTheReportOfEachAnswer() throws Exception {
    var first = new Freshness.Report(null, null, List.of("a"));
    var second = new Freshness.Report(null, null, List.of("b"));

    for (Freshness.Report report : List.of(first, first, second, first)) {
      JsonNode read = mapper.readTree(json.write(List.of(), Map.of("freshness", report)));
      assertThat(read.get("freshness")).isEqualTo(mapper.valueToTree(report));
    }
  }
}

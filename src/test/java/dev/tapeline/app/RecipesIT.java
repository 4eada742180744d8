package dev.tapeline.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the dashboard of docs/recipes asks the service, and what it shows of the answers. Its data
 * source takes columns out of rows by paths in the syntax of gjson: names and places in lists,
 * parted by dots.
 */
class RecipesIT {

  private static final Path DASHBOARD = Path.of("docs/recipes/grafana-timeline.json");
  private static final String FROM = "2021-01-01T00:00:00.000Z";
  private static final String TO = "2022-01-01T00:00:00.000Z";

  /** Tells of real prices, and the sample's are made. */
  private static final String OF_REAL_PRICES = "pricesSession";

  private final ObjectMapper json = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void everyColumnOfTheDashboardShowsSomethingOfTheSample() throws Exception {
    try (PackagedService service =
        PackagedService.start(directory, Map.of("TAPELINE_SAMPLE_ENABLED", "true"))) {
      checkColumns(service.awaitReady());
    }
  }

  private void checkColumns(PackagedService service) throws IOException {
    JsonNode dashboard = json.readTree(DASHBOARD.toFile());
    List<JsonNode> targets = dashboard.findValues("targets").stream().map(t -> t.get(0)).toList();
    assertThat(targets).hasSize(3);
    for (JsonNode target : targets) {
      for (JsonNode column : target.get("columns")) {
        String selector = column.get("selector").asText();
        if (selector.equals(OF_REAL_PRICES)) {
          continue;
        }
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .alias(target.get("url").asText() + " " + selector)
            .until(
                () ->
                    rows(service, dashboard, target).anyMatch(row -> !at(row, selector).isNull()));
      }
    }
  }

  private Stream<JsonNode> rows(PackagedService service, JsonNode dashboard, JsonNode target)
      throws Exception {
    HttpResponse<String> answer = service.get(address(dashboard, target));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode root = at(json.readTree(answer.body()), target.get("root_selector").asText());
    List<JsonNode> rows = new ArrayList<>();
    if (root.isArray()) {
      root.forEach(rows::add);
    } else {
      rows.add(root);
    }
    return rows.stream();
  }

  private static String address(JsonNode dashboard, JsonNode target) {
    String address = target.get("url").asText();
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      String value = variable.path("current").path("value").asText();
      address =
          address.replace(
              "${" + variable.get("name").asText() + "}",
              value.startsWith("http") ? "/api/v1" : value);
    }
    address = address.replace("${__from:date:iso}", FROM).replace("${__to:date:iso}", TO);
    assertThat(address).doesNotContain("$");
    return address;
  }

  /** Null where nothing is there. */
  private static JsonNode at(JsonNode row, String selector) {
    JsonNode found = row;
    for (String step : selector.split("\\.", -1)) {
      found = found.isArray() ? found.path(Integer.parseInt(step)) : found.path(step);
    }
    return found instanceof MissingNode ? NullNode.instance : found;
  }
}

package dev.tapeline.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.Analysis;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.rest.Refusal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The analysis alone: nothing is recorded. */
@Path("/api/v1/analyze")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Articles")
public class AnalyzeResource {
  static final int MOST_ITEMS = 1_000;

  private final LiveAnalyzer analyzer;
  private final ObjectMapper json;

  AnalyzeResource(LiveAnalyzer analyzer, ObjectMapper json) {
    this.analyzer = analyzer;
    this.json = json;
  }

  @POST
  @Operation(
      summary = "Reads an item, or a list of items, without recording anything",
      description = "A list answers a list in the same order.")
  @APIResponse(
      responseCode = "200",
      description = "The analysis",
      content = @Content(schema = @Schema(implementation = Analysis.class)))
  @APIResponse(responseCode = "400", description = "The body cannot be read")
  public Object analyze(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = NewsItem.class),
                      examples =
                          @ExampleObject(
                              name = "One item",
                              value =
                                  """
                                  {"title": "Xiaomi shares jump 5.4% to HK$22.50",
                                   "publishedAt": "2021-10-19T19:00:00+07:00"}""")))
          @Nullable JsonNode body)
      throws JsonProcessingException {
    if (body == null) {
      throw Refusal.badParameter("body", "", "an item, or a list of items, as JSON");
    }
    if (!body.isArray()) {
      return analyzer.analyze(item(body, "body"));
    }
    if (body.size() > MOST_ITEMS) {
      throw Refusal.badParameter(
          "body", body.size() + " items", "at most " + MOST_ITEMS + " items in a list");
    }
    List<Analysis> analyses = new ArrayList<>(body.size());
    for (int i = 0; i < body.size(); i++) {
      try {
        analyses.add(analyzer.analyze(item(body.get(i), "item " + i)));
      } catch (JsonMappingException e) {
        e.prependPath(body, i);
        throw e;
      }
    }
    return analyses;
  }

  private NewsItem item(JsonNode node, String what) throws JsonProcessingException {
    NewsItem item = json.treeToValue(node, NewsItem.class);
    if (item == null || (item.title() == null && item.text() == null)) {
      throw Refusal.badParameter(what, String.valueOf(node), "an object with title or text");
    }
    return item;
  }
}

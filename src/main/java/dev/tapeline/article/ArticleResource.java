package dev.tapeline.article;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.tapeline.analysis.Analysis;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes articles that a vendor pushes, and shows one. */
@Path("/api/v1/articles")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Articles")
public class ArticleResource {
  static final int MOST_ARTICLES = 1_000;

  /** Those that are text and nothing else; ids are numbers in many a vendor's database. */
  private static final List<String> TEXTS = List.of("title", "text", "url", "language");

  /** The fields of a pushed article. */
  static final List<String> PUSHED =
      Arrays.stream(PushedArticle.class.getRecordComponents())
          .map(RecordComponent::getName)
          .toList();

  private final ArticleStore store;
  private final PushSources pushSources;
  private final ArticleIntake intake;
  private final ObjectMapper json;

  ArticleResource(
      ArticleStore store, PushSources pushSources, ArticleIntake intake, ObjectMapper json) {
    this.store = store;
    this.pushSources = pushSources;
    this.intake = intake;
    this.json = json;
  }

  /**
   * A pushed article.
   *
   * @param source the vendor's name for where it comes from
   * @param id the vendor's id of it: with the source what makes a repeat a repeat
   * @param title the headline; title and text may not both be missing
   * @param text the body as plain text
   * @param url where it stands
   * @param language BCP 47, as the vendor tells it
   * @param publishedAt when it was published
   */
  record PushedArticle(
      @Nullable String source,
      @Nullable String id,
      @Nullable String title,
      @Nullable String text,
      @Nullable String url,
      @Nullable String language,
      @Nullable Instant publishedAt) {}

  /** What is pushed. */
  record Push(List<PushedArticle> articles) {}

  /** What became of one pushed article, at the place where it was pushed. */
  record PushResult(
      @Nullable String source,
      @Nullable String id,
      @Nullable UUID articleId,
      Recorded.Status status,
      @Nullable String reason) {}

  /** What became of all. */
  record PushResults(List<PushResult> results) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Pushes articles",
      description =
          "Idempotent by source and id; what has been answered is durable. An article that cannot"
              + " be taken is refused with its reason, and the others of the push are recorded.")
  @APIResponse(
      responseCode = "200",
      description = "What became of each, in the order of the push",
      content = @Content(schema = @Schema(implementation = PushResults.class)))
  @APIResponse(responseCode = "400", description = "The body is not a push")
  @APIResponse(responseCode = "401", description = "No token")
  public PushResults push(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = Push.class),
                      examples =
                          @ExampleObject(
                              name = "One article",
                              value =
                                  """
                                  {"articles": [{"source": "My wire", "id": "2021-4711",
                                    "title": "Xiaomi shares jump 5.4% to HK$22.50",
                                    "text": "Shares of Xiaomi rose 5.4% to HK$22.50 on Tuesday.",
                                    "language": "en",
                                    "publishedAt": "2021-10-19T12:00:00Z"}]}\
                                  """)))
          @Nullable JsonNode body) {
    JsonNode articles = body == null ? null : body.get("articles");
    if (body == null || articles == null || !articles.isArray() || body.size() != 1) {
      throw Refusal.badParameter(
          "body", String.valueOf(body), "{\"articles\": […]} and nothing beside");
    }
    if (articles.size() > MOST_ARTICLES) {
      throw Refusal.badParameter(
          "articles", articles.size() + " articles", "at most " + MOST_ARTICLES + " in a push");
    }
    return new PushResults(record(articles));
  }

  /** An article that can be read, and the name of its source. */
  private record Readable(int place, PushedArticle article, String source) {}

  private List<PushResult> record(JsonNode articles) {
    @Nullable PushResult[] results = new PushResult[articles.size()];
    List<Readable> readable = new ArrayList<>();
    for (int i = 0; i < articles.size(); i++) {
      JsonNode node = articles.get(i);
      try {
        PushedArticle article = known(read(node));
        readable.add(new Readable(i, article, PushSources.name(article.source())));
      } catch (CheckedArticle.Refused e) {
        results[i] =
            new PushResult(
                text(node, "source"),
                text(node, "id"),
                null,
                Recorded.Status.REFUSED,
                e.getMessage());
      }
    }
    Map<String, UUID> sources =
        pushSources.ids(readable.stream().map(Readable::source).collect(Collectors.toSet()));
    List<Recorded> recorded =
        intake.recordAll(
            readable.stream()
                .map(
                    one ->
                        incoming(one.article(), Objects.requireNonNull(sources.get(one.source()))))
                .toList());
    for (int i = 0; i < recorded.size(); i++) {
      Recorded one = recorded.get(i);
      PushedArticle article = readable.get(i).article();
      results[readable.get(i).place()] =
          new PushResult(
              article.source(), article.id(), one.articleId(), one.status(), one.reason());
    }
    return Arrays.stream(results).map(Objects::requireNonNull).toList();
  }

  private PushedArticle read(JsonNode node) throws CheckedArticle.Refused {
    if (!node.isObject()) {
      throw new CheckedArticle.Refused("it is not an object");
    }
    for (String field : TEXTS) {
      JsonNode value = node.path(field);
      if (value.isValueNode() && !value.isTextual() && !value.isNull()) {
        throw new CheckedArticle.Refused("its %s is not text".formatted(field));
      }
    }
    try {
      return json.treeToValue(node, PushedArticle.class);
    } catch (JsonMappingException e) {
      throw new CheckedArticle.Refused(objection(e));
    } catch (JsonProcessingException e) {
      throw new CheckedArticle.Refused("it cannot be read");
    }
  }

  /** The same article, if it can be told from others. */
  static PushedArticle known(PushedArticle article) throws CheckedArticle.Refused {
    if (article.id() == null || article.id().isBlank()) {
      throw new CheckedArticle.Refused("it has no id");
    }
    return article;
  }

  /** What is wrong, in the words of the one who pushed: Jackson's name classes of Java. */
  static String objection(JsonMappingException failure) {
    if (failure instanceof UnrecognizedPropertyException unknown) {
      return "its %s is not known; known are %s"
          .formatted(unknown.getPropertyName(), String.join(", ", PUSHED));
    }
    String field =
        failure.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("content");
    return field.equals("publishedAt")
        ? "its publishedAt is no instant such as 2021-10-19T12:00:00Z"
        : "its %s is not text".formatted(field);
  }

  static IncomingArticle incoming(PushedArticle article, UUID source) {
    return new IncomingArticle(
        source,
        Objects.requireNonNull(article.id()),
        article.title(),
        article.text(),
        article.url(),
        article.language(),
        article.publishedAt());
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? null : value.asText();
  }

  /**
   * An article as it is kept.
   *
   * @param id its own id
   * @param source who published it
   * @param itemId the source's id of it
   * @param state whether it still stands
   * @param sample whether it is the built-in sample's
   * @param storyId the same news across sources and languages
   * @param url where it stands
   * @param title the headline
   * @param text the body: what the evidence's offsets count in
   * @param publishedAt as the source tells it
   * @param firstSeenAt when Tapeline got it
   * @param revisedAt when its content last changed, or null
   * @param analysis what was read from it
   * @param events the events that it tells
   * @param revisions what it was before, oldest first
   */
  record ArticleDetails(
      UUID id,
      String source,
      String itemId,
      String state,
      boolean sample,
      @Nullable UUID storyId,
      @Nullable String url,
      @Nullable String title,
      @Nullable String text,
      @Nullable Instant publishedAt,
      Instant firstSeenAt,
      @Nullable Instant revisedAt,
      @Schema(implementation = Analysis.class) @JsonRawValue String analysis,
      List<UUID> events,
      List<ArticleRevision> revisions) {}

  /** What an article was until {@code revisedAt} of the next one. */
  record ArticleRevision(
      int revision,
      @Nullable String url,
      @Nullable String title,
      @Nullable String text,
      @Nullable Instant publishedAt,
      Instant seenAt) {}

  @GET
  @Path("/{id}")
  @Operation(summary = "One article with its analysis, events and revisions")
  @APIResponse(
      responseCode = "200",
      description = "The article",
      content = @Content(schema = @Schema(implementation = ArticleDetails.class)))
  @APIResponse(responseCode = "404", description = "No such article")
  public ArticleDetails article(@PathParam("id") String id) {
    UUID uuid = Parameters.id(id);
    if (uuid == null) {
      throw Refusal.notFound("article", id);
    }
    return store.find(uuid).orElseThrow(() -> Refusal.notFound("article", id));
  }
}

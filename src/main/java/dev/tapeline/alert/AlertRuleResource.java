package dev.tapeline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tapeline.company.Companies;
import dev.tapeline.company.WatchLists;
import dev.tapeline.fetch.Poster;
import dev.tapeline.rest.EntryList;
import dev.tapeline.rest.PageCursor;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import dev.tapeline.rest.Requester;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Alert rules and what they sent. Each belongs to the token that made it. */
@Path("/api/v1/alert-rules")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Alerts")
public class AlertRuleResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private static final Duration TRIED = Duration.ofDays(90);

  private final AlertRules rules;
  private final Deliveries deliveries;
  private final Trial trial;
  private final Outbox outbox;
  private final AlertRounds rounds;
  private final Poster poster;
  private final MailChannel mails;
  private final Companies companies;
  private final WatchLists lists;
  private final Requester requester;
  private final Jdbi jdbi;
  private final ObjectMapper json;
  private final InstantSource clock;

  AlertRuleResource(
      AlertRules rules,
      Deliveries deliveries,
      Trial trial,
      Outbox outbox,
      AlertRounds rounds,
      Poster poster,
      MailChannel mails,
      Companies companies,
      WatchLists lists,
      Requester requester,
      Jdbi jdbi,
      ObjectMapper json,
      InstantSource clock) {
    this.rules = rules;
    this.deliveries = deliveries;
    this.trial = trial;
    this.outbox = outbox;
    this.rounds = rounds;
    this.poster = poster;
    this.mails = mails;
    this.companies = companies;
    this.lists = lists;
    this.requester = requester;
    this.jdbi = jdbi;
    this.json = json;
    this.clock = clock;
  }

  /** The body of a rule; only for the API's description, bodies are read by hand. */
  @Schema(name = "NewAlertRule")
  record NewAlertRule(
      String name,
      @Nullable Boolean enabled,
      @Nullable List<String> companies,
      @Nullable String watchListId,
      @Schema(description = "MICs: XHKG") @Nullable List<String> markets,
      @Schema(description = "For the listings that are measured against them: INDEX:HSI")
          @Nullable List<String> indices,
      Conditions when,
      Target target,
      @Nullable Delivery delivery,
      @Schema(description = "ISO 8601, up to 31 days: PT1H") @Nullable String cooldown,
      @Nullable QuietHours quietHours,
      @Schema(description = "en, id or zh") @Nullable String language) {}

  /** The body of a change; only for the API's description. */
  @Schema(name = "AlertRuleChange")
  record AlertRuleChange(
      @Nullable String name,
      @Nullable Boolean enabled,
      @Nullable List<String> companies,
      @Nullable String watchListId,
      @Nullable List<String> markets,
      @Nullable List<String> indices,
      @Nullable Conditions when,
      @Nullable Target target,
      @Nullable Delivery delivery,
      @Nullable String cooldown,
      @Nullable QuietHours quietHours,
      @Nullable String language) {}

  private static final String EXAMPLE =
      """
      {"name": "Hong Kong, 5 % a day", "markets": ["XHKG"], "when": {"move": {"minAbsChange": 5}},
       "target": {"kind": "WEBHOOK", "url": "https://example.com/hook"}}""";

  @GET
  @Operation(
      summary = "The alert rules of the token",
      description = "An admin token sees those of all.")
  @APIResponse(responseCode = "200", description = "A page of rules")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  public EntryList<AlertRule> list(
      @Parameter(description = "Entries a page, 1 to 500; 50 unless said") @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "From the next of another page") @QueryParam("cursor")
          @Nullable String cursor,
      @Context UriInfo uri) {
    int size = Parameters.integer("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    List<AlertRule> found =
        rules.page(requester, PageCursor.readId(cursor, "alert-rules"), size + 1);
    return EntryList.page(found, size, uri, "alert-rules", rule -> rule.id().toString());
  }

  private static UUID id(String text, @Nullable String cursor) {
    UUID id = Parameters.id(text);
    if (id == null) {
      throw Refusal.badParameter("cursor", String.valueOf(cursor), "the cursor of a next link");
    }
    return id;
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One alert rule")
  @APIResponse(responseCode = "200", description = "The rule")
  @APIResponse(responseCode = "404", description = "No such rule, or somebody else's")
  public AlertRule get(@PathParam("id") String id) {
    return rules.get(requester, id);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Makes an alert rule",
      description =
          "The answer to a rule with a webhook holds, this once, the secret that its messages are"
              + " signed with (Standard Webhooks).")
  @APIResponse(
      responseCode = "201",
      description = "The rule",
      content = @Content(schema = @Schema(implementation = AlertRule.class)))
  @APIResponse(responseCode = "400", description = "A field is missing, unknown or cannot be read")
  @APIResponse(responseCode = "404", description = "No such company or watch list")
  @APIResponse(responseCode = "409", description = "A company is ambiguous")
  public Response create(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = NewAlertRule.class),
                      examples = @ExampleObject(name = "Hong Kong", value = EXAMPLE)))
          @Nullable JsonNode body) {
    RuleDraft draft = RuleDraft.read(body, companies, lists);
    if (draft.target() != null) {
      refuseUnreachable(draft.target());
    }
    AlertRule made = rules.create(requester, draft);
    return Response.status(Status.CREATED)
        .location(URI.create("/api/v1/alert-rules/" + made.id()))
        .entity(made)
        .build();
  }

  /** Refuses a target that nothing would ever reach. */
  private void refuseUnreachable(Target target) {
    if (target.kind() == Target.Kind.EMAIL) {
      String objection = mails.objection();
      if (objection != null) {
        throw Refusal.badParameter("target.kind", "EMAIL", objection);
      }
    }
    String url = target.url();
    if (url != null) {
      String objection = poster.objection(URI.create(url));
      if (objection != null) {
        throw Refusal.badParameter(
            "target.url", url, "an address that may be posted to, but " + objection);
      }
    }
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Operation(
      summary = "Changes an alert rule",
      description =
          "By JSON merge patch (RFC 7396): what is given changes, null takes away; the target is"
              + " given whole. A paused rule that is enabled sends again.")
  @APIResponse(responseCode = "200", description = "The rule as it is now")
  @APIResponse(responseCode = "400", description = "A field is unknown or cannot be read")
  @APIResponse(responseCode = "404", description = "No such rule, company or watch list")
  public AlertRule patch(
      @PathParam("id") String id,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = AlertRuleChange.class),
                      examples = @ExampleObject(name = "Off", value = "{\"enabled\": false}")))
          @Nullable JsonNode body) {
    JsonFields fields = JsonFields.ofBody(body, RuleDraft.FIELDS.toArray(String[]::new));
    Target wanted = RuleDraft.target(fields);
    if (wanted != null) {
      refuseUnreachable(wanted); // asks a name server: before the rule is locked
    }
    return rules.change(
        requester,
        id,
        before -> {
          ObjectNode now = json.valueToTree(before);
          now.retain(RuleDraft.FIELDS);
          now.remove("target");
          if (body != null) {
            JsonNode target = body.path("target");
            merge(now, (ObjectNode) body.deepCopy());
            if (!target.isMissingNode()) {
              now.set("target", target);
            }
          }
          return RuleDraft.read(now, companies, lists);
        });
  }

  private static void merge(ObjectNode target, ObjectNode patch) {
    for (Iterator<Map.Entry<String, JsonNode>> fields = patch.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      JsonNode value = field.getValue();
      if (value.isNull()) {
        target.remove(field.getKey());
      } else if (value.isObject() && target.path(field.getKey()).isObject()) {
        merge((ObjectNode) target.path(field.getKey()), (ObjectNode) value);
      } else {
        target.set(field.getKey(), value);
      }
    }
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Removes an alert rule with its deliveries")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = "No such rule")
  public void delete(@PathParam("id") String id) {
    rules.delete(requester, id);
  }

  @POST
  @Path("/{id}/rotate-secret")
  @Operation(
      summary = "Gives a webhook another secret",
      description = "The answer holds it, this once. The old one signs too for a day.")
  @APIResponse(responseCode = "200", description = "The rule with its new secret")
  @APIResponse(responseCode = "400", description = "The rule's target is no webhook")
  @APIResponse(responseCode = "404", description = "No such rule")
  public AlertRule rotateSecret(@PathParam("id") String id) {
    return rules.rotateSecret(requester, id);
  }

  @POST
  @Path("/{id}/test")
  @Operation(
      summary = "Sends a test",
      description =
          "At once, also where the rule is off: the latest thing that it would have sent, as"
              + " alert.test. The answer is the delivery; look it up under deliveries.")
  @APIResponse(
      responseCode = "202",
      description = "The delivery",
      content = @Content(schema = @Schema(implementation = Deliveries.Shown.class)))
  @APIResponse(responseCode = "404", description = "No such rule")
  public Response test(@PathParam("id") String id) {
    LiveRule rule = rules.live(requester, id, lists::companiesOf);
    Match like = trial.latest(rule, clock.instant());
    UUID made = jdbi.inTransaction(handle -> outbox.writeTest(handle, rule, like));
    rounds.wake();
    return Response.accepted(deliveries.get(rule.id(), made)).build();
  }

  @GET
  @Path("/{id}/deliveries")
  @Operation(summary = "What a rule sent, newest first, with every attempt")
  @APIResponse(responseCode = "200", description = "A page of deliveries")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  @APIResponse(responseCode = "404", description = "No such rule")
  public EntryList<Deliveries.Shown> deliveries(
      @PathParam("id") String id,
      @Parameter(description = "PENDING, DELIVERED, RETRYING or DEAD") @QueryParam("status")
          @Nullable String status,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context UriInfo uri) {
    UUID rule = rules.get(requester, id).id();
    int size = Parameters.integer("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    String wanted = status == null ? null : status(status);
    String query = "deliveries|" + rule + "|" + wanted;
    List<Deliveries.Shown> found =
        deliveries.page(rule, wanted, PageCursor.readId(cursor, query), size + 1);
    return EntryList.page(found, size, uri, query, delivery -> delivery.id().toString());
  }

  private static String status(String text) {
    List<String> known = List.of("PENDING", "DELIVERED", "RETRYING", "DEAD");
    if (!known.contains(text)) {
      throw Refusal.badParameter("status", text, "one of " + known);
    }
    return text;
  }

  /** How many deliveries are sent again. */
  @Schema(name = "Resent")
  record Resent(int resent) {}

  @POST
  @Path("/{id}/resend-dead")
  @Operation(summary = "Sends all dead letters of a rule again, each under the id that it had")
  @APIResponse(responseCode = "200", description = "How many there are")
  @APIResponse(responseCode = "404", description = "No such rule")
  public Resent resendDead(@PathParam("id") String id) {
    UUID rule = rules.get(requester, id).id();
    return resent(rule, null);
  }

  @POST
  @Path("/{id}/deliveries/{delivery}/resend")
  @Operation(summary = "Sends one delivery again, dead or delivered, under the id that it had")
  @APIResponse(responseCode = "200", description = "1")
  @APIResponse(responseCode = "404", description = "No such rule or delivery, or it is still open")
  public Resent resend(@PathParam("id") String id, @PathParam("delivery") String delivery) {
    UUID rule = rules.get(requester, id).id();
    UUID wanted = Parameters.id(delivery);
    Resent resent = wanted == null ? new Resent(0) : resent(rule, wanted);
    if (resent.resent() == 0) {
      throw Refusal.notFound("delivery that has ended", delivery);
    }
    return resent;
  }

  private Resent resent(UUID rule, @Nullable UUID delivery) {
    int count = deliveries.resend(rule, delivery, clock.instant());
    rounds.wake();
    return new Resent(count);
  }

  @GET
  @Path("/{id}/trial")
  @Operation(
      summary = "What a rule would have sent",
      description =
          "Newest first, from 90 days ago until now unless said; moves by the day of their session."
              + " Cool-down and quiet hours are left out.")
  @APIResponse(responseCode = "200", description = "A page of alerts")
  @APIResponse(responseCode = "400", description = "A parameter cannot be read")
  @APIResponse(responseCode = "404", description = "No such rule")
  public EntryList<Trial.Entry> trial(
      @PathParam("id") String id,
      @Parameter(description = "A date or an instant") @QueryParam("from") @Nullable String from,
      @Parameter(description = "A date, which counts too, or an instant") @QueryParam("to")
          @Nullable String to,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context UriInfo uri) {
    LiveRule rule = rules.live(requester, id, lists::companiesOf);
    int size = Parameters.integer("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
    Instant end = Parameters.to("to", to);
    Instant until = end == null ? clock.instant() : end;
    Instant begin = Parameters.from("from", from);
    Parameters.inOrder(from, to);
    Instant since = begin == null ? until.minus(TRIED) : begin;
    String query = "trial|" + rule.id() + "|" + from + "|" + to;
    Trial.Page page = trial.page(rule, since, until, place(cursor, query), size);
    Trial.Place next = page.next();
    List<Trial.Entry> entries = new ArrayList<>();
    page.matches().forEach(match -> entries.add(trial.shown(match)));
    return new EntryList<>(
        entries, EntryList.link(uri, next == null ? null : PageCursor.write(query, texts(next))));
  }

  private static List<String> texts(Trial.Place place) {
    Trial.NewsPlace news = place.news();
    return List.of(
        news == null ? "" : news.at().toString(),
        news == null ? "" : news.id().toString(),
        place.move() == null ? "" : place.move().toString());
  }

  private static Trial.Place place(@Nullable String cursor, String query) {
    List<String> parts = PageCursor.read(cursor, query, 3);
    if (parts == null) {
      return new Trial.Place(null, null);
    }
    Instant at = parts.get(0).isEmpty() ? null : Parameters.from("cursor", parts.get(0));
    return new Trial.Place(
        at == null ? null : new Trial.NewsPlace(at, id(parts.get(1), cursor)),
        parts.get(2).isEmpty() ? null : id(parts.get(2), cursor));
  }
}

package dev.tapeline.alert;

import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Where the link in a mail leads: it needs no token, for it proves itself. A mail program posts
 * (RFC 8058) and that switches the rule off; a person who follows the link is asked first.
 */
@Path("/unsubscribe/{rule}/{mark}")
public class UnsubscribeResource {
  private final AlertRules rules;
  private final SecretBox box;

  UnsubscribeResource(AlertRules rules, SecretBox box) {
    this.rules = rules;
    this.box = box;
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public String ask(@PathParam("rule") String rule, @PathParam("mark") String mark) {
    checked(rule, mark);
    return """
        <!DOCTYPE html><html><head><meta charset="UTF-8"><title>Tapeline</title></head>
        <body><form method="post"><p>Stop the mails of this alert rule?</p>
        <button>Unsubscribe</button></form></body></html>
        """;
  }

  @POST
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public Response unsubscribe(@PathParam("rule") String rule, @PathParam("mark") String mark) {
    rules.disable(checked(rule, mark));
    return Response.ok("<!DOCTYPE html><html><body><p>Unsubscribed.</p></body></html>").build();
  }

  private UUID checked(String rule, String mark) {
    UUID id = Parameters.id(rule);
    if (id == null
        || !MessageDigest.isEqual(
            box.mark(id).getBytes(StandardCharsets.UTF_8), mark.getBytes(StandardCharsets.UTF_8))) {
      throw Refusal.notFound("subscription", rule);
    }
    return id;
  }
}

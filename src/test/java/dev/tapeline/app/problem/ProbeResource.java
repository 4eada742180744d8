package dev.tapeline.app.problem;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A resource of the kinds that the features have, for the tests of what all of them share. */
@Path("/probe")
@Produces(MediaType.APPLICATION_JSON)
public class ProbeResource {

  /** An item with the types that items have. */
  public record Item(
      String title,
      @Nullable LocalDate date,
      @Nullable Instant at,
      @Nullable BigDecimal price,
      @Nullable Shape shape,
      @Nullable Part part) {}

  /** A part of an item. */
  public record Part(Integer size) {}

  /** A closed set of values. */
  public enum Shape {
    ROUND,
    SQUARE
  }

  /** Parameters that several methods share. */
  public static class Page {
    @QueryParam("cursor")
    public @Nullable String cursor;
  }

  @GET
  @Operation(hidden = true)
  public List<String> list(
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("from") @Nullable LocalDate from,
      @QueryParam("shape") @Nullable Shape shape,
      @BeanParam Page page) {
    return List.of(limit + "/" + from + "/" + shape + "/" + page.cursor);
  }

  @GET
  @Path("/{id}")
  @Operation(hidden = true)
  public String one(@PathParam("id") long id) {
    if (id == 13) {
      throw new IllegalStateException("secret detail");
    }
    return "{}";
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Item echo(Item item) {
    return item;
  }
}

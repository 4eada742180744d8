package dev.tapeline.company;

import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response.Status;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The watch lists. They belong to everybody who has a token. */
@ApplicationScoped
public class WatchLists {

  private final Rows rows;
  private final Companies companies;
  private final InstantSource clock;

  WatchLists(Rows rows, Companies companies, InstantSource clock) {
    this.rows = rows;
    this.companies = companies;
    this.clock = clock;
  }

  /** The rows in the database. */
  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<WatchListRow, UUID> {

    Optional<WatchListRow> named(String name) {
      return find("lower(name) = ?1", name.toLowerCase(Locale.ROOT)).firstResultOptional();
    }
  }

  /**
   * What a person may say of a list.
   *
   * @param name as people call it
   * @param companies which are on it
   */
  record Content(String name, List<UUID> companies) {

    Content {
      companies = List.copyOf(companies);
    }
  }

  /**
   * The list that somebody means, by its id or its name.
   *
   * @throws HttpProblem 404 where there is none
   */
  @Transactional
  public WatchList get(String reference) {
    return view(row(reference));
  }

  /** The ids of the companies of a list, for those who keep its id; none where it is gone. */
  @Transactional
  public List<UUID> companiesOf(UUID list) {
    WatchListRow row = rows.findById(list);
    return row == null ? List.of() : List.copyOf(row.companies);
  }

  /** Whether there is such a list. */
  @Transactional
  public boolean has(UUID list) {
    return rows.findById(list) != null;
  }

  /**
   * Lists in the order of their names.
   *
   * @param after the name of the last one of the page before, or null
   */
  @Transactional
  List<WatchList> page(@Nullable String after, int limit) {
    String folded = after == null ? "" : after.toLowerCase(Locale.ROOT);
    return rows
        .find("lower(name) > ?1 order by lower(name)", folded)
        .page(Page.ofSize(limit))
        .stream()
        .map(this::view)
        .toList();
  }

  /**
   * Makes a list.
   *
   * @throws HttpProblem 409 where another has its name
   */
  @Transactional
  WatchList create(Content content) {
    refuseTaken(content.name(), null);
    WatchListRow row = new WatchListRow();
    row.name = content.name();
    row.companies = new HashSet<>(content.companies());
    row.createdAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    rows.persist(row);
    written(row);
    return view(row);
  }

  /**
   * Changes a list.
   *
   * @throws HttpProblem 404 where there is none, 409 where another has its new name
   */
  @Transactional
  WatchList change(String reference, UnaryOperator<Content> edit) {
    WatchListRow row = row(reference);
    Content before = new Content(row.name, List.copyOf(row.companies));
    Content after = edit.apply(before);
    refuseTaken(after.name(), row.id);
    row.name = after.name();
    row.companies.retainAll(after.companies());
    row.companies.addAll(after.companies());
    row.revisedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    written(row);
    return view(row);
  }

  /**
   * Removes a list.
   *
   * @throws HttpProblem 404 where there is none, 409 where something still needs it
   */
  @Transactional
  void delete(String reference) {
    WatchListRow row = row(reference);
    rows.delete(row);
    try {
      rows.flush();
    } catch (ConstraintViolationException e) {
      throw conflict("Something still uses the watch list '%s'".formatted(row.name));
    }
  }

  private void written(WatchListRow row) {
    try {
      rows.flush();
    } catch (ConstraintViolationException e) {
      throw taken(row.name); // somebody else was faster
    }
  }

  private WatchListRow row(String reference) {
    UUID id = Parameters.id(reference);
    Optional<WatchListRow> found =
        id == null ? rows.named(reference) : rows.findByIdOptional(id).or(Optional::empty);
    return found.orElseThrow(() -> Refusal.notFound("watch list", reference));
  }

  private void refuseTaken(String name, @Nullable UUID self) {
    rows.named(name)
        .filter(other -> !other.id.equals(self))
        .ifPresent(
            other -> {
              throw taken(name);
            });
  }

  private WatchList view(WatchListRow row) {
    return new WatchList(row.id, row.name, refs(row.companies), row.createdAt, row.revisedAt);
  }

  // A company that has left the directory stays on the list, and is not shown.
  private List<CompanyRef> refs(Collection<UUID> ids) {
    return ids.stream()
        .flatMap(id -> companies.byId(id).stream())
        .sorted(Comparator.comparing(CompanyRef::ticker))
        .toList();
  }

  private static HttpProblem taken(String name) {
    return conflict("There is a watch list of the name '%s'".formatted(name));
  }

  private static HttpProblem conflict(String detail) {
    return HttpProblem.builder()
        .withStatus(Status.CONFLICT)
        .withTitle("Not possible")
        .withDetail(detail)
        .build();
  }
}

package dev.tapeline.company;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.directory.Resolution;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The companies of the directory in use, by everything that they are called. */
@ApplicationScoped
public class Companies {

  private final CompanyStore store;
  private volatile @Nullable Snapshot snapshot;

  Companies(CompanyStore store) {
    this.store = store;
  }

  /** A directory and the ids of its companies, replaced together. */
  private record Snapshot(
      CompanyDirectory directory,
      Map<UUID, CompanyRef> byId,
      Map<UUID, Company> details,
      Map<String, CompanyRef> byTicker) {

    static Snapshot of(CompanyDirectory directory, Map<String, CompanyRef> refs) {
      Map<UUID, CompanyRef> byId = new HashMap<>();
      refs.values().forEach(ref -> byId.put(ref.id(), ref));
      Map<UUID, Company> details = new HashMap<>();
      Map<String, CompanyRef> byTicker = new HashMap<>();
      for (Company company : directory.companies()) {
        CompanyRef ref = Objects.requireNonNull(refs.get(company.id()));
        details.put(ref.id(), company);
        for (Listing listing : company.listings()) {
          byTicker.put(listing.ticker(), ref);
        }
      }
      return new Snapshot(directory, byId, details, byTicker);
    }
  }

  /** Before anything reads texts. */
  void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
    CompanyDirectory builtIn = CompanyDirectory.builtIn();
    store.write(builtIn.companies());
    snapshot = Snapshot.of(builtIn, store.refs());
  }

  private Snapshot snapshot() {
    return Objects.requireNonNull(snapshot, "the directory is there once the service has started");
  }

  /** What texts are linked with. */
  public CompanyDirectory directory() {
    return snapshot().directory();
  }

  /** The company of a listing, by its ticker in Yahoo's form: {@code 1810.HK}. */
  public Optional<CompanyRef> byTicker(String ticker) {
    return Optional.ofNullable(snapshot().byTicker().get(ticker));
  }

  /** The company that has an id. */
  public Optional<CompanyRef> byId(UUID id) {
    return Optional.ofNullable(snapshot().byId().get(id));
  }

  /** All that the directory knows of a company; empty where it has left the directory. */
  Optional<Company> details(CompanyRef company) {
    return Optional.ofNullable(snapshot().details().get(company.id()));
  }

  /**
   * The company that somebody means.
   *
   * @param reference a ticker ({@code 1810.HK}, {@code 01810.HK}, {@code 1810 HK}, {@code BRK.B}),
   *     {@code MIC:code} or another exchange's prefix ({@code HKEX:1810}), an ISIN, or an id
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where nothing is meant, 409 with
   *     candidates where more than one company is
   */
  public CompanyRef get(String reference) {
    UUID id = Parameters.id(reference);
    if (id != null) {
      return byId(id).orElseThrow(() -> Refusal.notFound("company", reference));
    }
    Snapshot current = snapshot();
    Resolution resolution = current.directory().resolve(reference);
    if (resolution instanceof Resolution.Found found) {
      return Objects.requireNonNull(current.byTicker().get(found.listing().ticker()));
    }
    if (resolution instanceof Resolution.Ambiguous ambiguous) {
      throw Refusal.ambiguous(
          "company",
          reference,
          ambiguous.candidates().stream()
              .map(candidate -> current.byTicker().get(candidate.listing().ticker()))
              .filter(Objects::nonNull)
              .toList());
    }
    throw Refusal.notFound("company", reference);
  }
}

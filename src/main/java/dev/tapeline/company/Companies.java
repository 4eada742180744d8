package dev.tapeline.company;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.directory.Resolution;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import io.quarkus.runtime.ShutdownEvent;
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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The companies of the directory in use, by everything that they are called. */
@ApplicationScoped
public class Companies {

  private static final Logger LOG = Logger.getLogger(Companies.class);
  private static final long PAUSE_MILLIS = 2_000;

  private final CompanyStore store;
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "companies");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable Snapshot snapshot;

  Companies(CompanyStore store) {
    this.store = store;
  }

  /** A directory and the ids of its companies, replaced together. */
  private record Snapshot(
      long revision,
      CompanyDirectory directory,
      Map<UUID, CompanyRef> byId,
      Map<UUID, Company> details,
      Map<String, CompanyRef> byTicker) {

    static Snapshot of(long revision, CompanyDirectory directory, Map<String, CompanyRef> refs) {
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
      return new Snapshot(revision, directory, byId, details, byTicker);
    }
  }

  /** Before anything reads texts. */
  void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
    load();
    var unused =
        watcher.scheduleWithFixedDelay(
            this::look, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    watcher.shutdownNow();
  }

  private void look() {
    try {
      follow();
    } catch (RuntimeException e) {
      LOG.warnf(e, "imported companies could not be read; tried again in two seconds");
    }
  }

  /** Links with what has been imported since, whoever imported it. */
  void follow() {
    Snapshot current = snapshot;
    if (current != null && store.importRevision() != current.revision()) {
      load();
    }
  }

  /** Who reads meanwhile goes on with the directory before. */
  private synchronized void load() {
    ImportedRows imported = store.imported();
    CompanyDirectory builtIn = CompanyDirectory.builtIn();
    CompanyDirectory directory =
        imported.isEmpty() ? builtIn : builtIn.with(imported.listings(), imported.names());
    store.write(directory.companies());
    snapshot = Snapshot.of(imported.revision(), directory, store.refs());
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

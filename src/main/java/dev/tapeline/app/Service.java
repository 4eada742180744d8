package dev.tapeline.app;

import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.app.command.CommandDatabase;
import dev.tapeline.app.database.JdbiProducer;
import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.datadir.DataDirectoryInUseException;
import dev.tapeline.app.postgres.EmbeddedPostgres;
import dev.tapeline.app.postgres.PostgresException;
import dev.tapeline.app.security.NetworkExposure;
import dev.tapeline.article.ArticleImport;
import dev.tapeline.fetch.ConfiguredFetcher;
import dev.tapeline.fetch.Fetcher;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The service: its database first, then Quarkus on it, and at the end the other way round.
 *
 * <p>Quarkus' own configuration starts with Quarkus, which is too late for the database's address.
 * So the few names that matter here are read from the same places beforehand (system properties,
 * environment, {@code .env}, {@code config/application.properties}), and what comes of them is
 * handed on as system properties.
 */
final class Service {

  private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
  private static final String USER = "quarkus.datasource.username";
  private static final String PASSWORD = "quarkus.datasource.password";
  private static final String TRACES = "quarkus.otel.exporter.otlp.endpoint";
  private static final String DATA_DIRECTORY = "tapeline.data-dir";
  // As long as a container runtime usually waits before it kills.
  private static final long SECONDS_FOR_QUARKUS_TO_STOP = 30;

  private Service() {}

  /** Serves until the process is told to end. Does not return in production. */
  static void run() {
    readDirectoryMeanwhile();
    SmallRyeConfig config = ConfigUtils.configBuilder().build();
    refuseShortToken(config);
    traceWhereAsked(config);
    DataDirectory directory = dataDirectory(config);
    System.setProperty(DATA_DIRECTORY, directory.toString());
    if (isGiven(config, JDBC_URL)) {
      directory.create();
      Quarkus.run();
      return;
    }
    runWith(start(directory));
  }

  private static void traceWhereAsked(SmallRyeConfig config) {
    if (isGiven(config, TRACES) || isGiven(config, "quarkus.otel.exporter.otlp.traces.endpoint")) {
      System.setProperty("quarkus.otel.sdk.disabled", "false");
    }
  }

  // Compiling the directory's names is the longest single thing that a start does, and needs
  // nothing of the rest: on two processors it costs no time this way.
  private static void readDirectoryMeanwhile() {
    Thread reading = new Thread(CompanyDirectory::builtIn, "read-directory");
    reading.setDaemon(true);
    reading.start();
  }

  /** The database of the service that runs, or else the one that it would run on. */
  static CommandDatabase openDatabase() {
    SmallRyeConfig config = ConfigUtils.configBuilder().build();
    DataDirectory directory = dataDirectory(config);
    if (isGiven(config, JDBC_URL)) {
      return opened(
          directory,
          new EmbeddedPostgres.Access(
              config.getValue(JDBC_URL, String.class),
              config.getOptionalValue(USER, String.class).orElse(""),
              config.getOptionalValue(PASSWORD, String.class).orElse("")),
          () -> {});
    }
    Optional<EmbeddedPostgres.Access> beside = EmbeddedPostgres.accessBeside(directory);
    if (beside.isPresent()) {
      return opened(directory, beside.get(), () -> {});
    }
    EmbeddedPostgres postgres = start(directory);
    return opened(directory, postgres.access(), postgres::close);
  }

  /** A fetcher as the service has it. */
  static Fetcher fetcher(String version) {
    return ConfiguredFetcher.of(ConfigUtils.configBuilder(), version, InstantSource.system());
  }

  /**
   * Runs work with the intake of articles, on the database of the service that runs, or else on the
   * one that it would run on. What the work throws is thrown.
   */
  static void withArticleImport(Consumer<ArticleImport> work) {
    SmallRyeConfig config = ConfigUtils.configBuilder().build();
    DataDirectory directory = dataDirectory(config);
    System.setProperty(DATA_DIRECTORY, directory.toString());
    withoutServing();
    Importing.work = work;
    if (isGiven(config, JDBC_URL)) {
      runOnce(Importing.class);
      return;
    }
    Optional<EmbeddedPostgres.Access> beside = EmbeddedPostgres.accessBeside(directory);
    EmbeddedPostgres postgres = beside.isPresent() ? null : start(directory);
    try {
      useDatabase(postgres == null ? beside.orElseThrow() : postgres.access());
      runOnce(Importing.class);
    } finally {
      if (postgres != null) {
        postgres.close();
      }
    }
  }

  /** Does its work, and ends. */
  @Singleton
  static final class Importing implements QuarkusApplication {
    private static volatile Consumer<ArticleImport> work = articles -> {};

    private final ArticleImport articles;

    @Inject
    Importing(ArticleImport articles) {
      this.articles = articles;
    }

    @Override
    public int run(String... args) {
      work.accept(articles);
      return 0;
    }
  }

  private static CommandDatabase opened(
      DataDirectory directory, EmbeddedPostgres.Access access, Runnable close) {
    try {
      Jdbi jdbi = JdbiProducer.on(access.dataSource("command:" + System.getProperty("user.name")));
      if (!hasTables(jdbi)) {
        prepare(directory, access);
      }
      return new CommandDatabase() {
        @Override
        public Jdbi jdbi() {
          return jdbi;
        }

        @Override
        public void close() {
          close.run();
        }
      };
    } catch (RuntimeException | Error e) {
      close.run();
      throw e;
    }
  }

  private static boolean hasTables(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select to_regclass('audit_entry') is not null")
                .mapTo(Boolean.class)
                .one());
  }

  /** Makes tables and directory as the first start of the service does, without serving. */
  private static void prepare(DataDirectory directory, EmbeddedPostgres.Access access) {
    System.setProperty(DATA_DIRECTORY, directory.toString());
    useDatabase(access);
    withoutServing();
    System.setProperty("tapeline.sample.enabled", "false"); // it begins when somebody serves
    runOnce(Prepared.class);
  }

  private static void useDatabase(EmbeddedPostgres.Access access) {
    System.setProperty(JDBC_URL, access.jdbcUrl());
    System.setProperty(USER, access.user());
    System.setProperty(PASSWORD, access.password());
  }

  private static void withoutServing() {
    System.setProperty("quarkus.http.host-enabled", "false");
    System.setProperty("quarkus.scheduler.enabled", "false");
    System.setProperty("quarkus.log.console.stderr", "true");
    System.setProperty("quarkus.log.level", "WARN");
  }

  private static void runOnce(Class<? extends QuarkusApplication> application) {
    Quarkus.run(
        application,
        (status, failure) -> {
          if (failure != null) {
            throw new IllegalStateException("it could not be done on the database", failure);
          }
        });
  }

  /** Ends as soon as the application has started. */
  static final class Prepared implements QuarkusApplication {
    @Override
    public int run(String... args) {
      return 0;
    }
  }

  private static EmbeddedPostgres start(DataDirectory directory) {
    try {
      return EmbeddedPostgres.start(directory, cache());
    } catch (DataDirectoryInUseException | PostgresException | UncheckedIOException e) {
      refuse(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Before anything is begun: Quarkus would say it in a stack trace. */
  private static void refuseShortToken(SmallRyeConfig config) {
    String listening =
        config.getOptionalValue("quarkus.http.host", String.class).orElse("127.0.0.1");
    NetworkExposure.objection(
            listening, config.getOptionalValue("tapeline.admin-token", String.class))
        .ifPresent(Service::refuse);
  }

  private static void refuse(String reason) {
    System.err.println("Tapeline cannot start: " + reason);
    System.err.flush();
    // Nothing has been begun that a hook would have to end, and the log manager's own hook
    // would pour out all the debug messages that it kept for a configuration yet to come.
    Runtime.getRuntime().halt(1);
  }

  private static void runWith(EmbeddedPostgres postgres) {
    EmbeddedPostgres.Access access = postgres.access();
    System.setProperty(JDBC_URL, access.jdbcUrl());
    System.setProperty(USER, access.user());
    System.setProperty(PASSWORD, access.password());
    CountDownLatch quarkusStopped = new CountDownLatch(1);
    Thread hook = new Thread(() -> stopAfter(quarkusStopped, postgres), "stop-postgres");
    Runtime.getRuntime().addShutdownHook(hook);
    BiConsumer<Integer, Throwable> exit = ApplicationLifecycleManager.getDefaultExitCodeHandler();
    // Called when Quarkus has stopped, before the process ends, or, while developing, begins anew.
    ApplicationLifecycleManager.setDefaultExitCodeHandler(
        (status, failure) -> {
          quarkusStopped.countDown();
          postgres.close();
          exit.accept(status, failure);
        });
    try {
      Quarkus.run();
    } finally {
      ApplicationLifecycleManager.setDefaultExitCodeHandler(exit);
      quarkusStopped.countDown();
      postgres.close();
      forget(hook);
      System.clearProperty(JDBC_URL);
    }
  }

  // On a signal the hooks of Quarkus and of this class run side by side.
  private static void stopAfter(CountDownLatch quarkusStopped, EmbeddedPostgres postgres) {
    try {
      if (!quarkusStopped.await(SECONDS_FOR_QUARKUS_TO_STOP, TimeUnit.SECONDS)) {
        System.err.println("The service does not stop; its database is stopped all the same.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    postgres.close();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook finds everything done.
    }
  }

  private static boolean isGiven(SmallRyeConfig config, String name) {
    return config.getOptionalValue(name, String.class).filter(s -> !s.isBlank()).isPresent();
  }

  private static DataDirectory dataDirectory(SmallRyeConfig config) {
    @Nullable String configured =
        config
            .getOptionalValue(DATA_DIRECTORY, String.class)
            .filter(s -> !s.isBlank())
            .orElse(null);
    return configured != null
        ? DataDirectory.of(Path.of(configured))
        : DataDirectory.byConvention(System.getenv(), System.getProperty("os.name"), home());
  }

  private static Path cache() {
    return DataDirectory.cacheByConvention(System.getenv(), System.getProperty("os.name"), home());
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }
}

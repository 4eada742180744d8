package dev.tapeline.app.command;

import picocli.CommandLine.Command;

/** Runs the service until the process is told to end. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {"Runs the service, at http://localhost:8080 unless told otherwise.", ""},
    footer = {
      "",
      "It keeps its data in PostgreSQL: in one of its own in the data directory, or in yours",
      "where QUARKUS_DATASOURCE_JDBC_URL names one. Settings are environment variables:",
      "",
      "  TAPELINE_DATA_DIR            where the data directory is",
      "  TAPELINE_ADMIN_TOKEN         the token that may write, instead of the one in the data",
      "                               directory's file admin-token",
      "  QUARKUS_HTTP_PORT            the port, 8080",
      "  QUARKUS_HTTP_HOST            the address to listen on, 127.0.0.1",
      "  QUARKUS_DATASOURCE_JDBC_URL  the database, with QUARKUS_DATASOURCE_USERNAME and",
      "                               QUARKUS_DATASOURCE_PASSWORD"
    })
final class Serve implements Runnable {

  private final Runnable service;

  Serve(Runnable service) {
    this.service = service;
  }

  @Override
  public void run() {
    service.run();
  }
}

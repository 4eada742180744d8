package dev.tapeline.app;

import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins. */
@QuarkusMain
public final class Main {

  Main() {}

  /** Runs a command; without one, the service. */
  public static void main(String... args) {
    Service.run();
  }
}

package dev.tapeline.app.security;

import dev.tapeline.alert.AlertKey;
import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.datadir.SecretFile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives alerts the key for their secrets: {@code tapeline.alerts.key}, or else that of the file
 * {@code alert-key} in the data directory, made when it is first needed.
 */
final class AlertKeyProducer {

  @Produces
  @Singleton
  AlertKey key(
      @ConfigProperty(name = "tapeline.data-dir") Path dataDirectory,
      @ConfigProperty(name = "tapeline.alerts.key") Optional<String> configured) {
    return AlertKey.of(
        configured
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .orElseGet(
                () ->
                    new SecretFile(DataDirectory.of(dataDirectory).create().alertKey())
                        .readOrCreate()
                        .value()));
  }
}

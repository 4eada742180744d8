package dev.tapeline.bench;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Connections as a service has them: a new one for each transaction would cost more than what is
 * measured.
 */
final class Pool {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Pool() {}

  /** A pool of at most so many. */
  static AgroalDataSource of(String jdbcUrl, String user, String password, int most)
      throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(most)
                        .acquisitionTimeout(PATIENCE)
                        .connectionFactoryConfiguration(
                            factory ->
                                factory
                                    .jdbcUrl(jdbcUrl)
                                    .principal(new NamePrincipal(user))
                                    .credential(new SimplePassword(password)))));
  }
}

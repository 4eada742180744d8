package dev.tapeline.app.database;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** Gives features the service's database as Jdbi. */
public final class JdbiProducer {

  JdbiProducer() {}

  @Produces
  @Singleton
  Jdbi jdbi(AgroalDataSource dataSource) {
    return on(dataSource);
  }

  /** A database as features use it, outside of the service: for commands. */
  public static Jdbi on(DataSource dataSource) {
    return Jdbi.create(dataSource)
        .installPlugin(new PostgresPlugin())
        .registerArrayType(UUID.class, "uuid")
        .registerArrayType(String.class, "text")
        .registerArrayType(Long.class, "bigint")
        .registerArrayType(BigDecimal.class, "numeric");
  }
}

package dev.tapeline.alert;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A rule as it stands in the database; Flyway owns the tables, the dispatcher the health. */
@Entity(name = "AlertRule")
@Table(name = "alert_rule")
@DynamicUpdate // so that an edit never writes the health that it has read
class AlertRuleRow {
  @Id UUID id = UUID.randomUUID();

  String owner = "";
  String name = "";
  boolean enabled = true;

  @ElementCollection(fetch = FetchType.LAZY)
  @Fetch(FetchMode.SUBSELECT) // those of all rules that were read, in one statement
  @CollectionTable(
      name = "alert_rule_company",
      joinColumns = @JoinColumn(name = "rule_id", nullable = false))
  @Column(name = "company_id", nullable = false)
  Set<UUID> companies = new HashSet<>();

  @Column(name = "watch_list_id")
  @Nullable UUID watchList;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<String> markets = new ArrayList<>();

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<String> indices = new ArrayList<>();

  /** JSON of {@link Conditions}. */
  String conditions = "";

  @Column(name = "target_key")
  String targetKey = "";

  @Column(name = "target_kind")
  String targetKind = "";

  /** JSON of a {@link Target}, encrypted. */
  @Column(name = "target_sealed")
  byte[] target = new byte[0];

  String delivery = "";

  /** ISO 8601, or null. */
  @Nullable String cooldown;

  @Column(name = "quiet_from")
  @Nullable String quietFrom;

  @Column(name = "quiet_to")
  @Nullable String quietTo;

  @Column(name = "quiet_zone")
  @Nullable String quietZone;

  String language = "";

  @Column(name = "secret_sealed")
  byte @Nullable [] secret;

  @Column(name = "former_secret_sealed")
  byte @Nullable [] formerSecret;

  @Column(name = "former_secret_until")
  @Nullable Instant formerSecretUntil;

  @Column(name = "created_at")
  Instant createdAt = Instant.EPOCH;

  @Column(name = "revised_at")
  @Nullable Instant revisedAt;

  int failures;

  @Column(name = "failing_since")
  @Nullable Instant failingSince;

  @Column(name = "paused_at")
  @Nullable Instant pausedAt;

  @Column(name = "last_error")
  @Nullable String lastError;
}

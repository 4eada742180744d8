package dev.tapeline.company;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A watch list as it stands in the database; Flyway owns the tables. */
@Entity(name = "WatchList")
@Table(name = "watch_list")
class WatchListRow {
  @Id UUID id = UUID.randomUUID();

  String name = "";

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(
      name = "watch_list_company",
      joinColumns = @JoinColumn(name = "watch_list_id", nullable = false))
  @Column(name = "company_id", nullable = false)
  Set<UUID> companies = new HashSet<>();

  @Column(name = "created_at")
  Instant createdAt = Instant.EPOCH;

  @Column(name = "revised_at")
  @Nullable Instant revisedAt;
}

package dev.tapeline.article;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The sources that vendors push under: made when their name is first used. */
@ApplicationScoped
class PushSources {
  private static final int LONGEST_NAME = 200;
  private static final int MOST_REMEMBERED = 10_000;

  private final Jdbi jdbi;
  private final Map<String, UUID> ids = new ConcurrentHashMap<>();

  PushSources(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The id of the source that a vendor calls so. */
  UUID id(@Nullable String name) throws CheckedArticle.Refused {
    String stripped = name == null ? "" : name.replace("\0", "").strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
      throw new CheckedArticle.Refused(
          "its source must be a name of 1 to %d characters".formatted(LONGEST_NAME));
    }
    if (ids.size() > MOST_REMEMBERED) {
      ids.clear();
    }
    return ids.computeIfAbsent(stripped, this::findOrMake);
  }

  private UUID findOrMake(String name) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(
                    """
                    insert into source (name, kind, sample) values (:name, 'PUSH', false)
                    on conflict (name) where kind = 'PUSH' do update set name = excluded.name
                    returning id
                    """)
                .bind("name", name)
                .mapTo(UUID.class)
                .one());
  }
}

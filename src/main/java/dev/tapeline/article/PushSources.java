package dev.tapeline.article;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The sources that vendors push under: made when their name is first used. */
@ApplicationScoped
class PushSources {
  private static final int LONGEST_NAME = 200;

  private final Jdbi jdbi;

  PushSources(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A vendor's name of a source as it is kept. */
  static String name(@Nullable String told) throws CheckedArticle.Refused {
    String stripped = told == null ? "" : told.replace("\0", "").strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
      throw new CheckedArticle.Refused(
          "its source must be a name of 1 to %d characters".formatted(LONGEST_NAME));
    }
    return stripped;
  }

  /**
   * The ids of the sources that vendors call so. They are asked for with every push: a source may
   * have been removed since the last one, by another process too.
   */
  Map<String, UUID> ids(Set<String> names) {
    Map<String, UUID> ids = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "select name, id from source where kind = 'PUSH' and name = any(:names)")
                .bindArray("names", String.class, List.copyOf(names))
                .map(
                    (row, context) ->
                        Map.entry(row.getString("name"), row.getObject("id", UUID.class)))
                .forEach(source -> ids.put(source.getKey(), source.getValue())));
    names.forEach(name -> ids.computeIfAbsent(name, this::findOrMake));
    return ids;
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

package dev.tapeline.app.security;

import dev.tapeline.app.token.Scope;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests need a token, and of which scope.
 *
 * @param readsAreOpen whether everybody who reaches the service may read
 */
public record AccessRules(boolean readsAreOpen) {

  /** The rules while the service listens on loopback alone: what a description tells. */
  public static final AccessRules ON_LOOPBACK = new AccessRules(true);

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final List<String> PRIVATE =
      List.of("/api/v1/alert-rules", "/api/v1/alerts", "/api/v1/watch-lists");
  private static final List<String> ADMINISTRATION = List.of("/api/v1/tokens", "/api/v1/audit");

  /** The query parameter that tells what is on a watch list. */
  private static final String WATCH_LIST = "watchList";

  /** The links in mails prove themselves: see {@code UnsubscribeResource}. */
  private static final List<String> UNSUBSCRIBE = List.of("/unsubscribe");

  private static final String ANALYZE = "/api/v1/analyze";
  private static final List<String> ALWAYS_OPEN =
      List.of("/q/health", "/q/openapi", "/q/swagger-ui");
  // /alert-rules;x=1 is /alert-rules to a router that knows matrix parameters.
  private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");

  /**
   * What a request's token needs, or null where none is needed.
   *
   * @param method such as {@code GET}
   * @param normalizedPath decoded, without dot segments and double slashes
   * @param parameters the names of its query's parameters
   */
  public @Nullable Scope needed(String method, String normalizedPath, Set<String> parameters) {
    String path =
        normalizedPath.indexOf(';') < 0
            ? normalizedPath
            : MATRIX_PARAMETERS.matcher(normalizedPath).replaceAll("");
    if (isBelowAny(ADMINISTRATION, path)) {
      return Scope.ADMIN;
    }
    if (isBelowAny(UNSUBSCRIBE, path) && List.of("GET", "HEAD", "POST").contains(method)) {
      return null;
    }
    if (!READING.contains(method) && !isAnalyze(method, path)) {
      return Scope.WRITE;
    }
    if (isBelowAny(PRIVATE, path) || parameters.contains(WATCH_LIST)) {
      return Scope.READ;
    }
    return readsAreOpen || isBelowAny(ALWAYS_OPEN, path) ? null : Scope.READ;
  }

  private static boolean isAnalyze(String method, String path) {
    return method.equals("POST") && (path.equals(ANALYZE) || path.equals(ANALYZE + "/"));
  }

  private static boolean isBelowAny(List<String> roots, String path) {
    return roots.stream().anyMatch(root -> isAtOrBelow(root, path));
  }

  private static boolean isAtOrBelow(String root, String path) {
    return path.startsWith(root)
        && (path.length() == root.length() || path.charAt(root.length()) == '/');
  }
}

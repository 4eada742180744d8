package dev.tapeline.app.security;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which requests need the token.
 *
 * @param readsAreOpen whether everybody who reaches the service may read
 */
public record AccessRules(boolean readsAreOpen) {

  /** The rules while the service listens on loopback alone: what a description tells. */
  public static final AccessRules ON_LOOPBACK = new AccessRules(true);

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final List<String> PRIVATE =
      List.of("/api/v1/alert-rules", "/api/v1/watch-lists", "/api/v1/tokens");

  /** The query parameter that tells what is on a watch list. */
  private static final String WATCH_LIST = "watchList";

  private static final String ANALYZE = "/api/v1/analyze";
  private static final List<String> ALWAYS_OPEN =
      List.of("/q/health", "/q/openapi", "/q/swagger-ui");
  // /alert-rules;x=1 is /alert-rules to a router that knows matrix parameters.
  private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");

  /**
   * Whether a request needs the token.
   *
   * @param method such as {@code GET}
   * @param normalizedPath decoded, without dot segments and double slashes
   */
  public boolean needToken(String method, String normalizedPath) {
    String path = MATRIX_PARAMETERS.matcher(normalizedPath).replaceAll("");
    if (!READING.contains(method) && !isAnalyze(method, path)) {
      return true;
    }
    if (PRIVATE.stream().anyMatch(root -> isBelow(root, path))) {
      return true;
    }
    return !readsAreOpen && ALWAYS_OPEN.stream().noneMatch(root -> isBelow(root, path));
  }

  /**
   * Whether a query asks for what is private to holders of tokens.
   *
   * @param parameters the names of its parameters
   */
  public static boolean isPrivate(Set<String> parameters) {
    return parameters.contains(WATCH_LIST);
  }

  private static boolean isAnalyze(String method, String path) {
    return method.equals("POST") && (path.equals(ANALYZE) || path.equals(ANALYZE + "/"));
  }

  private static boolean isBelow(String root, String path) {
    return path.equals(root) || path.startsWith(root + "/");
  }
}

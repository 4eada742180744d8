package dev.tapeline.fetch;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Tapeline calls itself where it asks. */
public final class UserAgent {
  private UserAgent() {}

  /**
   * The header's value.
   *
   * @param version such as {@code 0.1.0}
   * @param contact who answers for it, a mail or a web address, or null
   * @return such as {@code Tapeline/0.1.0 (news reader; ops@example.com)}
   */
  public static String of(String version, @Nullable String contact) {
    String safe = contact == null ? "" : contact.replaceAll("[^\\x20-\\x7e]|[()]", "").strip();
    return String.format(
        Locale.ROOT,
        "Tapeline/%s (news reader%s)",
        version.replaceAll("[^\\w.+-]", ""),
        safe.isEmpty() ? "" : "; " + safe);
  }
}

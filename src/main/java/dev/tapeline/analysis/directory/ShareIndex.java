package dev.tapeline.analysis.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A share index that texts report on, and that moves of shares are measured against.
 *
 * @param ticker {@code INDEX:HSI}
 * @param name its English name
 * @param mic the market it belongs to, or null where it spans several
 * @param currency ISO 4217 of its shares, or null
 * @param names how texts write it, in all languages
 */
public record ShareIndex(
    String ticker,
    String name,
    @Nullable String mic,
    @Nullable String currency,
    List<CompanyName> names) {
  public ShareIndex {
    names = List.copyOf(names);
  }

  /** The indices of the jar, in the order of {@code indices.csv}. */
  public static List<ShareIndex> builtIn() {
    return BuiltIn.INDICES;
  }

  private static final class BuiltIn {
    static final List<ShareIndex> INDICES =
        List.copyOf(
            DirectoryFiles.rows(
                "indices.csv",
                row ->
                    new ShareIndex(
                        row.getField("code"),
                        row.getField("name"),
                        orNull(row.getField("mic")),
                        orNull(row.getField("currency")),
                        DirectoryFiles.list(row.getField("aliases")).stream()
                            .map(name -> CompanyName.parse(name, CompanyName.Kind.ALIAS))
                            .toList())));

    private static @Nullable String orNull(String cell) {
      return cell.isEmpty() ? null : cell;
    }
  }
}

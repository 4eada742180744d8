package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in a sentence that can go up or down.
 *
 * @param type what it is
 * @param companies whose shares are meant, the nearest to the word first; empty for {@code OTHER}
 *     and where the text does not tell
 * @param currency what the shares that are meant are traded in ({@code A股} in CNY, {@code 美股} in
 *     USD), or null
 * @param start normalised offset of its first character
 * @param end normalised offset behind its last character
 */
record Theme(Type type, List<Company> companies, @Nullable String currency, int start, int end) {

  Theme(Type type, List<Company> companies, int start, int end) {
    this(type, companies, null, start, end);
  }

  /** What can go up or down. */
  enum Type {
    /** Named shares: {@code saham Xiaomi}, {@code its stock}. */
    SHARE,
    /** A company's bare name, which stands for its shares where a market verb follows. */
    COMPANY,
    /** Revenue, a stake, an index, a currency: anything that is not a company's share. */
    OTHER
  }

  @Nullable Company company() {
    return companies.isEmpty() ? null : companies.get(0);
  }

  boolean is(Type type) {
    return this.type == type;
  }
}

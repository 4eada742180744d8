package dev.tapeline.analysis.directory;

/**
 * A name that a company is written with.
 *
 * @param text as it is written: {@code Xiaomi Corporation}, {@code 小米}, {@code Redmi}
 * @param kind what sort of name
 * @param needsEvidence whether the name is also an ordinary word, a given name, a place or somebody
 *     else's, so that a text must show that the company is meant
 */
public record CompanyName(String text, Kind kind, boolean needsEvidence) {

  /** What sort of name it is. */
  public enum Kind {
    /** The registered name in English. */
    OFFICIAL,
    /** A name in another language or script. */
    LOCAL,
    /** A short name or an abbreviation. */
    ALIAS,
    /** A product, brand or subsidiary whose news belongs to the company. */
    BRAND,
    /** Somebody whose name stands for the company: founder, chairman, chief executive. */
    PERSON
  }

  /** Reads the built-in files' notation: a trailing {@code ?} asks for evidence. */
  public static CompanyName parse(String text, Kind kind) {
    return text.endsWith("?")
        ? new CompanyName(text.substring(0, text.length() - 1).strip(), kind, true)
        : new CompanyName(text, kind, false);
  }

  /** What {@link #parse} reads. */
  @Override
  public String toString() {
    return needsEvidence ? text + "?" : text;
  }
}

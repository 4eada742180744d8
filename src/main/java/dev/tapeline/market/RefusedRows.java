package dev.tapeline.market;

/**
 * Rows of an import that were not taken.
 *
 * @param file in which they stand, an archive's entry behind {@code !}
 * @param line of the first of them, 0 where all of the file is meant
 * @param rows how many
 * @param reason why, for a person
 */
public record RefusedRows(String file, long line, int rows, String reason) {

  @Override
  public String toString() {
    String where = line == 0 ? file : file + ":" + line;
    return rows == 1 ? where + ": " + reason : where + ": " + rows + " rows: " + reason;
  }
}

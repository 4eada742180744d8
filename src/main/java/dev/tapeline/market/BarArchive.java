package dev.tapeline.market;

import dev.tapeline.article.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Opens what bars are handed over in: a CSV file, gzip of it, or a tar of many, gzipped or not. */
public final class BarArchive {

  private BarArchive() {}

  /**
   * Shows every CSV or text file that there is.
   *
   * @param path named as people name them: {@code .csv}, {@code .csv.gz}, {@code .tar.gz}
   * @param raw its bytes; left open
   */
  public static void visit(Path path, InputStream raw, Archive.Visitor visitor) throws IOException {
    String itself = String.valueOf(path.getFileName());
    Archive.visit(
        itself,
        raw,
        (name, in) -> {
          if (!name.startsWith(itself + "!") || isTable(name)) {
            visitor.file(name, in);
          }
        });
  }

  private static boolean isTable(String name) {
    return name.matches("(?i).+\\.(csv|txt)");
  }
}

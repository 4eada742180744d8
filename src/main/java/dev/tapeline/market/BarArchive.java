package dev.tapeline.market;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Opens what bars are handed over in: a CSV file, gzip of it, or a tar of many, gzipped or not. */
public final class BarArchive {
  private static final int MAGIC = 0x1f8b;
  private static final int BYTE = 8;
  private static final int BUFFER = 1 << 16;

  private BarArchive() {}

  /** Takes one file at a time. */
  public interface Visitor {

    /** A file; the stream ends with it and is closed by the caller. */
    void file(String name, InputStream in) throws IOException;
  }

  /**
   * Shows every CSV or text file that there is.
   *
   * @param path named as people name them: {@code .csv}, {@code .csv.gz}, {@code .tar.gz}
   * @param raw its bytes
   */
  public static void visit(Path path, InputStream raw, Visitor visitor) throws IOException {
    String name = String.valueOf(path.getFileName());
    InputStream in = unzipped(new BufferedInputStream(raw, BUFFER));
    String bare = name.replaceFirst("(?i)\\.gz$", "").replaceFirst("(?i)\\.tgz$", ".tar");
    if (!bare.toLowerCase(Locale.ROOT).endsWith(".tar")) {
      visitor.file(bare, in);
      return;
    }
    TarArchiveInputStream tar = new TarArchiveInputStream(in);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (entry.isFile() && isTable(entry.getName())) {
        visitor.file(name + "!" + entry.getName(), new Entry(tar));
      }
    }
  }

  private static boolean isTable(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return !file.startsWith(".") && file.matches("(?i).+\\.(csv|txt)");
  }

  private static InputStream unzipped(BufferedInputStream in) throws IOException {
    in.mark(2);
    int magic = in.read() << BYTE | in.read();
    in.reset();
    return magic == MAGIC ? new GZIPInputStream(in, BUFFER) : in;
  }

  /** An entry of an archive, whose end is not the archive's. */
  private static final class Entry extends FilterInputStream {
    Entry(InputStream archive) {
      super(archive);
    }

    @Override
    public void close() {
      // The archive goes on.
    }
  }
}

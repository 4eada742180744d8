package dev.tapeline.article;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * The files that a file holds: itself, unzipped, or those of a tar ({@code .tar}, {@code .tar.gz},
 * {@code .tgz}), which may be gzipped each. Whether something is gzipped is told by its first
 * bytes.
 */
public final class Archive {
  private static final int BUFFER = 1 << 16;
  private static final int GZIP = 0x1f8b;
  private static final int BYTE = 8;

  private Archive() {}

  /** Takes the files one after the other. */
  public interface Visitor {

    /**
     * A file.
     *
     * @param name without {@code .gz}; behind that of its archive and {@code !} where it is in one
     * @param in its bytes; closing it is not needed
     */
    void file(String name, InputStream in) throws IOException;
  }

  /**
   * Shows every file that there is; hidden ones of a tar, whose names begin with a dot, are none.
   *
   * @param name how the file is called
   * @param raw its bytes; left open
   */
  public static void visit(String name, InputStream raw, Visitor visitor) throws IOException {
    InputStream in = unzipped(raw);
    String bare = withoutGz(name).replaceFirst("(?i)\\.tgz$", ".tar");
    if (!bare.toLowerCase(Locale.ROOT).endsWith(".tar")) {
      visitor.file(bare, in);
      return;
    }
    TarArchiveInputStream tar = new TarArchiveInputStream(in);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (entry.isFile() && !lastPart(entry.getName()).startsWith(".")) {
        visitor.file(name + "!" + withoutGz(entry.getName()), unzipped(tar));
      }
    }
  }

  /** The file's own name, without folders and archive: {@code b.csv} of {@code a.tar!x/b.csv}. */
  public static String lastPart(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
  }

  private static String withoutGz(String name) {
    return name.replaceFirst("(?i)\\.gz$", "");
  }

  /** Whoever reads a file to its end may close it: the archive goes on. */
  private static InputStream unzipped(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(CloseShieldInputStream.wrap(raw), BUFFER);
    in.mark(2);
    int magic = in.read() << BYTE | in.read();
    in.reset();
    return magic == GZIP ? new GzipCompressorInputStream(in, true) : in;
  }
}

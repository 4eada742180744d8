package dev.tapeline.fetch;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a body, decoding it on the way, and stops where it becomes too much. */
final class BoundedBody {
  /** News compresses to a fifth, a repetitive feed to a thirtieth; a bomb to a thousandth. */
  private static final int MAX_RATIO = 200;

  /** Below this, what a body inflates to is nobody's harm. */
  private static final int HARMLESS = 1024 * 1024;

  private BoundedBody() {}

  /** Why a body was not read to its end. */
  static final class BodyException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyException(String reason) {
      super(reason);
    }
  }

  /**
   * The decoded bytes.
   *
   * @param encoding the header {@code Content-Encoding}
   */
  static byte[] read(InputStream sent, @Nullable String encoding, int maxBytes) throws IOException {
    Counting counting = new Counting(sent);
    try {
      return read(decoded(counting, encoding), counting, maxBytes);
    } catch (ZipException e) {
      throw new BodyException("its compressed body is broken: " + e.getMessage());
    }
  }

  private static byte[] read(InputStream decoded, Counting sent, int maxBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
    byte[] buffer = new byte[16 * 1024];
    int read;
    while ((read = decoded.read(buffer)) >= 0) {
      if (out.size() + read > maxBytes) {
        throw new BodyException(
            String.format(Locale.ROOT, "its body is longer than %s", megabytes(maxBytes)));
      }
      out.write(buffer, 0, read);
      if (out.size() > HARMLESS && out.size() / MAX_RATIO > sent.count) {
        throw new BodyException(
            String.format(
                Locale.ROOT,
                "its compressed body inflates more than %d times; taken for a bomb",
                MAX_RATIO));
      }
    }
    return out.toByteArray();
  }

  static String megabytes(long bytes) {
    return bytes < 1024 * 1024 ? bytes + " bytes" : bytes / (1024 * 1024) + " MB";
  }

  private static InputStream decoded(InputStream sent, @Nullable String encoding)
      throws IOException {
    PushbackInputStream in = new PushbackInputStream(sent, 2);
    String coding = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (coding) {
      // A file that is kept compressed may come without a word about it.
      case "", "identity", "utf-8", "none" -> zipped(in) ? new GZIPInputStream(in) : in;
      // And a word about it may come without the compression.
      case "gzip", "x-gzip" -> zipped(in) ? new GZIPInputStream(in) : in;
      case "deflate" -> new InflaterInputStream(in, inflater(in));
      default ->
          throw new BodyException(
              String.format(Locale.ROOT, "its body is encoded as '%s', not asked for", coding));
    };
  }

  private static boolean zipped(PushbackInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    int second = in.read();
    if (second >= 0) {
      in.unread(second);
    }
    in.unread(first);
    return first == 0x1f && second == 0x8b;
  }

  /** {@code deflate} means zlib's format (RFC 1950), but some send the bare one (RFC 1951). */
  private static Inflater inflater(PushbackInputStream in) throws IOException {
    int first = in.read();
    if (first >= 0) {
      in.unread(first);
    }
    boolean zlib = (first & 0x0f) == 8;
    return new Inflater(!zlib);
  }

  private static final class Counting extends FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}

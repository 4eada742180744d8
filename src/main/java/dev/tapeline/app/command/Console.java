package dev.tapeline.app.command;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where a command reads and writes. All text is UTF-8, whatever the platform's own encoding is.
 *
 * @param in standard input
 * @param out standard output: results alone
 * @param err standard error: everything that is said to a person
 */
record Console(InputStream in, OutputStream out, PrintWriter err) {

  /** Whoever read standard output has gone, as {@code head} does: no reason to say anything. */
  static final class NobodyReadsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NobodyReadsException(IOException cause) {
      super(cause);
    }
  }

  /** The name that stands for standard input in a list of files. */
  static final Path STANDARD_INPUT = Path.of("-");

  /** The process' own. {@code System.out} would encode as the platform does. */
  static Console ofProcess() {
    return new Console(
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        new FileOutputStream(FileDescriptor.out),
        new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
  }

  /** Opens a file, or standard input where the name is {@code -}. */
  InputStream open(Path file) throws IOException {
    return file.equals(STANDARD_INPUT) ? in : Files.newInputStream(file);
  }

  /** Reads a file, or standard input, to its end. */
  byte[] readAll(Path file) throws IOException {
    try (InputStream bytes = open(file)) {
      return bytes.readAllBytes();
    }
  }

  /** What to call a file when speaking of it. */
  static String nameOf(Path file) {
    return file.equals(STANDARD_INPUT) ? "standard input" : file.toString();
  }

  /** Says that a file cannot be read, and why. */
  void complain(Path file, IOException failure) {
    err.println(
        nameOf(file)
            + ": "
            + (failure instanceof NoSuchFileException ? "no such file" : failure.getMessage()));
  }

  /** Writes bytes and a line's end, and lets the reader have them at once. */
  void writeLine(byte[] line) {
    try {
      byte[] whole = new byte[line.length + 1];
      System.arraycopy(line, 0, whole, 0, line.length);
      whole[line.length] = '\n';
      out.write(whole);
      out.flush();
    } catch (IOException e) {
      throw new NobodyReadsException(e);
    }
  }
}

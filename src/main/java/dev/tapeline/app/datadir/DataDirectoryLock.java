package dev.tapeline.app.datadir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to serve from a data directory, held by one process at a time.
 *
 * <p>The operating system drops it when the process ends in whatever way, so that {@code kill -9}
 * leaves nothing to clean up. The file stays: deleting it would let two processes lock two files of
 * the same name.
 */
public final class DataDirectoryLock implements AutoCloseable {

  private final FileChannel channel;

  private DataDirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the right, and writes this process' id into the file for whoever comes second.
   *
   * @throws DataDirectoryInUseException when another process holds it
   * @throws UncheckedIOException when the file cannot be written
   */
  public static DataDirectoryLock take(DataDirectory directory) {
    Path file = directory.lockFile();
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new DataDirectoryInUseException(directory, readPid(channel));
      }
      writePid(channel);
      DataDirectoryLock taken = new DataDirectoryLock(channel);
      channel = null;
      return taken;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    } finally {
      closeQuietly(channel);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  private static void writePid(FileChannel channel) throws IOException {
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static @Nullable Long readPid(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null; // locked this instant, and not written yet
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written through it that could be lost.
      }
    }
  }

  /** Gives the right back. */
  @Override
  public void close() {
    closeQuietly(channel);
  }
}

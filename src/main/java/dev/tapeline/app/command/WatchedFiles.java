package dev.tapeline.app.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Tells a progress bar how much of files has been read. */
final class WatchedFiles extends FilterInputStream {
  private static final int BAR_WIDTH = 80;
  private static final int REDRAW_MILLIS = 500;
  private static final int KIBIBYTE = 1024;

  private final ProgressBar progress;

  WatchedFiles(InputStream in, ProgressBar progress) {
    super(in);
    this.progress = progress;
  }

  /** A bar on standard error that is full when all files are read. */
  static ProgressBar bar(String task, List<Path> files) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(files.stream().mapToLong(WatchedFiles::size).sum())
        .setUnit(" KiB", KIBIBYTE)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_WIDTH))
        .build();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // opening it will tell what is wrong
    }
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    progress.stepBy(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    progress.stepBy(Math.max(read, 0));
    return read;
  }
}

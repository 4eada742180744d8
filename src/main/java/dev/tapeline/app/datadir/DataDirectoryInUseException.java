package dev.tapeline.app.datadir;

import org.jspecify.annotations.Nullable;

/** Another process serves from the data directory. The message is meant for the operator. */
public final class DataDirectoryInUseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DataDirectoryInUseException(DataDirectory directory, @Nullable Long pid) {
    super(
        "Tapeline already runs on %s%s. Stop that process, or name another data directory with TAPELINE_DATA_DIR."
            .formatted(directory, pid == null ? "" : " as process " + pid));
  }
}

package dev.tapeline.fetch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a post.
 *
 * @param status of the answer; 0 where there was none
 * @param took from the start to the end of the answer, or of the failure
 * @param answer the first kilobyte of the answer's body, or why there was no answer
 * @param retryAfter how long the server asks to be left alone, or null
 */
public record Posted(int status, Duration took, String answer, @Nullable Duration retryAfter) {

  /** Whether the receiver took it: any 2xx. */
  public boolean taken() {
    return status >= 200 && status < 300;
  }
}

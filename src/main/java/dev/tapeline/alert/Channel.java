package dev.tapeline.alert;

import dev.tapeline.fetch.Posted;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A way to send. */
interface Channel {

  /**
   * Tries once; what goes wrong is an answer.
   *
   * @param parcel one alert, or several where {@link #sendsDigests}
   */
  Attempt send(Parcel parcel);

  /** Whether several alerts are told in one message. */
  boolean sendsDigests();

  /**
   * What came of an attempt.
   *
   * @param taken whether the receiver has it now
   * @param status of the answer; 0 where there was none
   * @param answer its first kilobyte, or why there was none
   * @param retryAfter how long the receiver asks to be left alone, or null
   */
  record Attempt(
      boolean taken, int status, Duration took, String answer, @Nullable Duration retryAfter) {

    static Attempt of(Posted posted) {
      return new Attempt(
          posted.taken(), posted.status(), posted.took(), posted.answer(), posted.retryAfter());
    }

    /** 410: the receiver says that it will not come back. */
    boolean gone() {
      return status == 410;
    }
  }
}

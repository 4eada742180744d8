package dev.tapeline.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What came of a fetch. */
public sealed interface Fetched {

  /**
   * What the server asks of readers and says of its answer.
   *
   * @param etag to be sent back as it is, quotes and all
   * @param lastModified to be sent back as it is
   * @param maxAge how long the answer stays fresh, by {@code Cache-Control} or {@code Expires}
   * @param movedTo the address to ask from now on, where every redirect up to it was a permanent
   *     one
   */
  record Terms(
      @Nullable String etag,
      @Nullable String lastModified,
      @Nullable Duration maxAge,
      @Nullable URI movedTo) {}

  /**
   * A body.
   *
   * @param body decoded, at most as long as allowed
   * @param contentType the header as it came
   * @param url where it came from in the end
   */
  @SuppressWarnings("ArrayRecordComponent") // a body is handed on, never compared
  record Body(byte[] body, @Nullable String contentType, URI url, Terms terms) implements Fetched {

    /** The charset that the header tells, such as {@code utf-8}, or null. */
    public @Nullable String charset() {
      Matcher told = Charset.PATTERN.matcher(contentType == null ? "" : contentType);
      return told.find() ? told.group(1) : null;
    }

    private static final class Charset {
      static final Pattern PATTERN =
          Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:+-]+)", Pattern.CASE_INSENSITIVE);
    }
  }

  /** Nothing new since {@code etag} and {@code lastModified}. */
  record NotModified(Terms terms) implements Fetched {}

  /** 410: the publisher says that it will not come back. */
  record Gone(URI url) implements Fetched {}

  /**
   * Nothing could be had.
   *
   * @param why the kind of failure
   * @param reason for people: {@code "does not answer: connection refused"}
   * @param retryAfter how long the server asks to be left alone
   * @param status of the answer where it is the reason, else 0
   */
  record Failed(Why why, String reason, @Nullable Duration retryAfter, int status)
      implements Fetched {

    /** A failure without a status. */
    public Failed(Why why, String reason, @Nullable Duration retryAfter) {
      this(why, reason, retryAfter, 0);
    }
  }

  /** Kinds of failure. */
  enum Why {
    /** The address may not be asked, or is none. */
    REFUSED_ADDRESS,
    /** The name is unknown, nobody answers, or not in time. */
    NO_ANSWER,
    /** The answer is too long, decodes to too much, or cannot be decoded. */
    BAD_BODY,
    /** A loop, too many, or a redirect to where none may lead. */
    BAD_REDIRECT,
    /** The server's answer is an error. */
    BAD_STATUS
  }
}

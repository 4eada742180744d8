package dev.tapeline.source;

import dev.tapeline.fetch.FetchRequest;
import dev.tapeline.fetch.Fetched;
import dev.tapeline.fetch.Fetched.Terms;
import dev.tapeline.fetch.Fetcher;
import dev.tapeline.source.feed.FeedException;
import dev.tapeline.source.feed.FeedParser;
import dev.tapeline.source.feed.ParsedFeed;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Gets a source's feed, from the web or from inside the program. */
@ApplicationScoped
class FeedReader {
  private static final String SAMPLE = "/dev/tapeline/source/sample/feed.json";

  /** A document takes about twenty times the memory of its bytes while it is read. */
  private static final int LARGE = 1024 * 1024;

  private final Fetcher fetcher;

  /** Large feeds are read one after the other, so that some together cannot use up the memory. */
  private final Semaphore large = new Semaphore(1);

  FeedReader(Fetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** What came of it. */
  sealed interface Answer {

    /** A feed that was read. */
    record Read(ParsedFeed feed, Terms terms) implements Answer {}

    /** Nothing new. */
    record Unchanged(Terms terms) implements Answer {}

    /**
     * None.
     *
     * @param gone whether the publisher says that it will not come back
     * @param retryAfter how long the server asks to be left alone
     */
    record None(String reason, boolean gone, @Nullable Duration retryAfter) implements Answer {}
  }

  Answer read(Source source) {
    if (source.kind() == SourceKind.SAMPLE) {
      return new Answer.Read(sample(), new Terms(null, null, null, null));
    }
    URI url = Objects.requireNonNull(source.url(), "a feed has an address");
    Fetched fetched = fetcher.fetch(FetchRequest.feed(url, source.etag(), source.lastModified()));
    if (fetched instanceof Fetched.Failed failed) {
      return new Answer.None(failed.reason(), false, failed.retryAfter());
    }
    if (fetched instanceof Fetched.Gone) {
      return new Answer.None("is gone for good (410)", true, null);
    }
    if (fetched instanceof Fetched.NotModified unchanged) {
      return new Answer.Unchanged(unchanged.terms());
    }
    return parse((Fetched.Body) fetched);
  }

  private Answer parse(Fetched.Body body) {
    boolean isLarge = body.body().length > LARGE;
    if (isLarge) {
      large.acquireUninterruptibly();
    }
    try {
      return new Answer.Read(
          FeedParser.parse(body.body(), body.contentType(), body.url()), body.terms());
    } catch (FeedException e) {
      return new Answer.None("is not a feed that can be read: " + e.getMessage(), false, null);
    } finally {
      if (isLarge) {
        large.release();
      }
    }
  }

  private static ParsedFeed sample() {
    try (InputStream in = FeedReader.class.getResourceAsStream(SAMPLE)) {
      return FeedParser.parse(
          Objects.requireNonNull(in, SAMPLE).readAllBytes(), "application/feed+json", null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

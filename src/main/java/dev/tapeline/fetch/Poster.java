package dev.tapeline.fetch;

import dev.tapeline.fetch.Fetched.Failed;
import dev.tapeline.fetch.Fetcher.Guarded;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Posts to addresses that strangers named. Every connection goes to an address that the policy
 * permits, looked at after its name was resolved; redirects are not followed; of the answer one
 * kilobyte is read. Safe for many threads, and to be closed.
 *
 * <pre>{@code
 * Posted posted = poster.post(URI.create("https://example.com/hook"), "application/json", body, Map.of());
 * }</pre>
 */
public final class Poster implements AutoCloseable {

  /** Bytes of an answer that are kept. */
  public static final int KEPT = 1024;

  private static final System.Logger LOG = System.getLogger(Poster.class.getName());
  private static final int CONNECTIONS_PER_TARGET = 16;
  private static final int CONNECTIONS = 256;

  private final FetchLimits limits;
  private final Guarded names;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "post-deadlines"));
  private final ExecutorService lookups =
      Executors.newCachedThreadPool(task -> daemon(task, "post-names"));

  /**
   * A poster.
   *
   * @param limits of these the times count
   * @param userAgent what it calls itself
   */
  public Poster(FetchLimits limits, AddressPolicy policy, String userAgent) {
    this(limits, policy, userAgent, SystemDefaultDnsResolver.INSTANCE);
  }

  Poster(FetchLimits limits, AddressPolicy policy, String userAgent, DnsResolver resolver) {
    this.limits = limits;
    this.names = new Guarded(policy, resolver, lookups, limits.connect());
    // A name may come to mean another address: it is looked up again soon.
    this.client =
        GuardedClient.of(
            limits, names, userAgent, CONNECTIONS_PER_TARGET, CONNECTIONS, TimeValue.ofMinutes(1));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Posts; never throws. */
  public Posted post(URI url, String contentType, byte[] body, Map<String, String> headers) {
    long start = System.nanoTime();
    String refused = Fetcher.refused(url);
    if (refused != null) {
      return failed(start, refused);
    }
    HttpPost post = new HttpPost(url);
    headers.forEach(post::setHeader);
    post.setEntity(new ByteArrayEntity(body, ContentType.parse(contentType)));
    AtomicBoolean late = new AtomicBoolean();
    Future<?> deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              post.cancel();
            },
            limits.total().toMillis(),
            TimeUnit.MILLISECONDS);
    ClassicHttpResponse response = null;
    boolean whole = false;
    try {
      response =
          client.executeOpen(
              new HttpHost(url.getScheme(), url.getHost(), url.getPort()), post, null);
      Kept kept = kept(response.getEntity());
      whole = kept.whole();
      return new Posted(response.getCode(), since(start), kept.text(), retryAfter(response));
    } catch (IOException | RuntimeException e) {
      return failed(start, late.get() ? late() : reason(e, url));
    } finally {
      deadline.cancel(false);
      close(post, response, whole);
    }
  }

  /**
   * Why an address may not be posted to, or null where it may, or where its name is not known now.
   */
  public @Nullable String objection(URI url) {
    String refused = Fetcher.refused(url);
    if (refused != null) {
      return refused;
    }
    int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().length() == 4 ? 80 : 443;
    try {
      names.resolve(bare(url.getHost()), port);
      return null;
    } catch (Fetcher.RefusedAddressException e) {
      return e.getMessage();
    } catch (IOException e) {
      return null;
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private Posted failed(long start, String reason) {
    return new Posted(0, since(start), reason, null);
  }

  private String late() {
    return String.format(Locale.ROOT, "does not finish within %d s", limits.total().toSeconds());
  }

  private String reason(Exception e, URI url) {
    Failed failure = Fetcher.failure(e, url, limits);
    return failure.reason();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The beginning of an answer's body, and whether that is all of it. */
  private record Kept(String text, boolean whole) {}

  private static Kept kept(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return new Kept("", true);
    }
    InputStream content = entity.getContent();
    byte[] read = content.readNBytes(KEPT + 1);
    int length = Math.min(read.length, KEPT);
    return new Kept(new String(read, 0, length, StandardCharsets.UTF_8), read.length <= KEPT);
  }

  private static void close(HttpPost post, @Nullable ClassicHttpResponse response, boolean whole) {
    if (!whole) {
      post.cancel(); // closing alone would read what is left, and it may be endless
    }
    try {
      if (response != null) {
        response.close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection was not closed in order", e);
    }
  }

  private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
    Header told = response.getFirstHeader("Retry-After");
    String value = told == null ? "" : String.valueOf(told.getValue()).strip();
    return value.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(value)) : null;
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    lookups.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }
}

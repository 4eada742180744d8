package dev.tapeline.fetch;

import dev.tapeline.fetch.BoundedBody.BodyException;
import dev.tapeline.fetch.Fetched.Failed;
import dev.tapeline.fetch.Fetched.Terms;
import dev.tapeline.fetch.Fetched.Why;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Fetches feeds and pages: see the package's description. Safe for many threads, and to be closed.
 *
 * <pre>{@code
 * Fetched answer = fetcher.fetch(FetchRequest.feed(URI.create("https://example.com/rss")));
 * }</pre>
 */
public final class Fetcher implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Fetcher.class.getName());
  private static final Pattern MAX_AGE =
      Pattern.compile("(?:^|[,\\s])max-age\\s*=\\s*\"?(\\d{1,9})");

  private final FetchLimits limits;
  private final InstantSource clock;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "fetch-deadlines"));
  private final ExecutorService lookups =
      Executors.newCachedThreadPool(task -> daemon(task, "fetch-names"));

  /**
   * A fetcher.
   *
   * @param userAgent what it calls itself, such as {@code Tapeline/0.1 (+ops@example.com)}
   */
  public Fetcher(FetchLimits limits, AddressPolicy policy, String userAgent, InstantSource clock) {
    this(limits, policy, userAgent, clock, SystemDefaultDnsResolver.INSTANCE);
  }

  Fetcher(
      FetchLimits limits,
      AddressPolicy policy,
      String userAgent,
      InstantSource clock,
      DnsResolver names) {
    this.limits = limits;
    this.clock = clock;
    this.client =
        GuardedClient.of(
            limits,
            new Guarded(policy, names, lookups, limits.connect()),
            userAgent,
            4,
            64,
            TimeValue.ofMinutes(2));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Fetches; never throws. Takes at most the limits' total time, and that to connect. */
  public Fetched fetch(FetchRequest request) {
    Fetched fetched = follow(request);
    return fetched instanceof Failed failed && request.secret() != null
        ? new Failed(
            failed.why(),
            request.withoutSecret(failed.reason()),
            failed.retryAfter(),
            failed.status())
        : fetched;
  }

  private Fetched follow(FetchRequest request) {
    AtomicBoolean late = new AtomicBoolean();
    long end = System.nanoTime() + limits.total().toNanos();
    Set<URI> seen = new HashSet<>();
    URI url = withoutFragment(request.url());
    URI movedTo = null;
    boolean permanent = true;
    for (int hop = 0; ; hop++) {
      String refused = refused(url);
      if (refused != null) {
        return failed(hop == 0 ? Why.REFUSED_ADDRESS : Why.BAD_REDIRECT, refused);
      }
      if (!seen.add(url)) {
        return failed(Why.BAD_REDIRECT, "redirects in a loop, back to " + url);
      }
      if (hop > limits.redirects()) {
        return failed(
            Why.BAD_REDIRECT,
            String.format(Locale.ROOT, "redirects more than %d times", limits.redirects()));
      }
      Answer answer = ask(request, url, movedTo, end, late);
      if (answer.fetched() != null) {
        return answer.fetched();
      }
      URI next = answer.redirect();
      if (next == null || downgrade(url, next)) {
        return failed(
            Why.BAD_REDIRECT,
            next == null
                ? "redirects to nowhere"
                : String.format(Locale.ROOT, "redirects from https to http, to %s; refused", next));
      }
      if (!request.mayGoTo(next)) {
        return failed(Why.BAD_REDIRECT, "redirects to another host, to which no key is sent");
      }
      permanent &= answer.permanent();
      url = withoutFragment(next);
      movedTo = permanent ? url : movedTo;
    }
  }

  /** A redirect, or what there is in the end. */
  private record Answer(@Nullable Fetched fetched, @Nullable URI redirect, boolean permanent) {
    static Answer of(Fetched fetched) {
      return new Answer(fetched, null, false);
    }
  }

  private Answer ask(
      FetchRequest request, URI url, @Nullable URI movedTo, long end, AtomicBoolean late) {
    HttpGet get = new HttpGet(url);
    request.sent().forEach(get::setHeader);
    get.setHeader("Accept-Encoding", "gzip, deflate");
    long left = Math.max(1, end - System.nanoTime());
    Future<?> deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              get.cancel();
            },
            left,
            TimeUnit.NANOSECONDS);
    ClassicHttpResponse response = null;
    try {
      response = client.executeOpen(host(url), get, null);
      return answer(response, url, movedTo);
    } catch (IOException | RuntimeException e) {
      return Answer.of(
          late.get()
              ? failed(
                  Why.NO_ANSWER,
                  String.format(
                      Locale.ROOT, "does not finish within %d s", limits.total().toSeconds()))
              : failure(e, url, limits));
    } finally {
      deadline.cancel(false);
      // First, as closing would read what is left of the body to keep the connection, and it may be
      // endless. A body that was read to its end has given its connection back already.
      get.cancel();
      close(response);
    }
  }

  private static void close(@Nullable ClassicHttpResponse response) {
    try {
      if (response != null) {
        response.close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection was not closed in order", e);
    }
  }

  private static HttpHost host(URI url) {
    return new HttpHost(url.getScheme(), url.getHost(), url.getPort());
  }

  private Answer answer(ClassicHttpResponse response, URI url, @Nullable URI movedTo)
      throws IOException {
    int status = response.getCode();
    Terms terms = terms(response, movedTo);
    return switch (status) {
      case 200, 203, 226 ->
          Answer.of(new Fetched.Body(body(response), header(response, "Content-Type"), url, terms));
      case 204, 205 ->
          Answer.of(
              failed(
                  Why.BAD_STATUS, String.format(Locale.ROOT, "answers with nothing (%d)", status)));
      case 301, 302, 303, 307, 308 ->
          new Answer(null, location(response, url), status == 301 || status == 308);
      case 304 -> Answer.of(new Fetched.NotModified(terms));
      case 410 -> Answer.of(new Fetched.Gone(url));
      default ->
          Answer.of(
              new Failed(
                  Why.BAD_STATUS,
                  String.format(Locale.ROOT, "answers %d%s", status, meaning(status)),
                  retryAfter(response),
                  status));
    };
  }

  private static String meaning(int status) {
    return switch (status) {
      case 400 -> " (bad request)";
      case 401 -> " (asks for a login)";
      case 403 -> " (forbidden)";
      case 404 -> " (not found)";
      case 429 -> " (too many requests)";
      case 500 -> " (its error)";
      case 502, 503, 504 -> " (not available now)";
      default -> "";
    };
  }

  private byte[] body(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    if (entity.getContentLength() > limits.maxBytes()) {
      throw new BodyException(
          String.format(
              Locale.ROOT,
              "its body of %s is longer than %s",
              BoundedBody.megabytes(entity.getContentLength()),
              BoundedBody.megabytes(limits.maxBytes())));
    }
    return BoundedBody.read(
        entity.getContent(), header(response, "Content-Encoding"), limits.maxBytes());
  }

  private Terms terms(ClassicHttpResponse response, @Nullable URI movedTo) {
    return new Terms(
        header(response, "ETag"), header(response, "Last-Modified"), maxAge(response), movedTo);
  }

  private @Nullable Duration maxAge(ClassicHttpResponse response) {
    String control = header(response, "Cache-Control");
    if (control != null) {
      Matcher age = MAX_AGE.matcher(control.toLowerCase(Locale.ROOT));
      return age.find() ? Duration.ofSeconds(Long.parseLong(age.group(1))) : null;
    }
    Instant expires = DateUtils.parseStandardDate(response, "Expires");
    if (expires == null) {
      return null;
    }
    Instant date = DateUtils.parseStandardDate(response, "Date");
    Duration fresh = Duration.between(date == null ? clock.instant() : date, expires);
    return fresh.isNegative() ? null : fresh;
  }

  private @Nullable Duration retryAfter(ClassicHttpResponse response) {
    String told = header(response, "Retry-After");
    if (told == null) {
      return null;
    }
    if (told.strip().matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(told.strip()));
    }
    Instant at = DateUtils.parseStandardDate(told);
    Duration wait = at == null ? null : Duration.between(clock.instant(), at);
    return wait == null || wait.isNegative() ? null : wait;
  }

  private static @Nullable URI location(ClassicHttpResponse response, URI url) {
    String location = header(response, "Location");
    if (location == null || location.isBlank()) {
      return null;
    }
    try {
      return url.resolve(location.strip().replace(" ", "%20"));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String header(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  private static boolean downgrade(URI from, URI to) {
    return "https".equalsIgnoreCase(from.getScheme()) && "http".equalsIgnoreCase(to.getScheme());
  }

  private static URI withoutFragment(URI url) {
    String text = url.toString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? url : URI.create(text.substring(0, fragment));
  }

  /** Why an address may not be asked whatever its host's address is, or null. */
  static @Nullable String refused(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return "is no http or https address: " + url;
    }
    if (url.getHost() == null) {
      return "is an address without a host: " + url;
    }
    return url.getRawUserInfo() == null ? null : "has a user name or password in its address";
  }

  private static Failed failed(Why why, String reason) {
    return new Failed(why, reason, null);
  }

  /** What an exception says about a conversation, in words for people. */
  static Failed failure(Exception e, URI url, FetchLimits limits) {
    if (e instanceof RefusedAddressException refused) {
      return failed(Why.REFUSED_ADDRESS, String.valueOf(refused.getMessage()));
    }
    if (e instanceof BodyException body) {
      return failed(Why.BAD_BODY, String.valueOf(body.getMessage()));
    }
    String host = url.getRawAuthority();
    if (e instanceof UnknownHostException) {
      return failed(
          Why.NO_ANSWER, String.format(Locale.ROOT, "the name %s is not known", url.getHost()));
    }
    if (e instanceof ConnectTimeoutException) {
      return failed(
          Why.NO_ANSWER,
          String.format(
              Locale.ROOT, "no connection to %s within %d s", host, limits.connect().toSeconds()));
    }
    if (e instanceof SocketTimeoutException || e instanceof InterruptedIOException) {
      return failed(
          Why.NO_ANSWER,
          String.format(
              Locale.ROOT, "%s says nothing for %d s", host, limits.silence().toSeconds()));
    }
    if (e instanceof ConnectException) {
      return failed(Why.NO_ANSWER, String.format(Locale.ROOT, "%s refuses the connection", host));
    }
    if (e instanceof SSLException) {
      return failed(
          Why.NO_ANSWER,
          String.format(Locale.ROOT, "no safe connection to %s: %s", host, e.getMessage()));
    }
    if (e instanceof NoHttpResponseException) {
      return failed(
          Why.NO_ANSWER,
          String.format(Locale.ROOT, "%s closes the connection without an answer", host));
    }
    if (e instanceof RuntimeException || e.getCause() instanceof HttpException) {
      return failed(
          Why.NO_ANSWER,
          String.format(Locale.ROOT, "%s answers no HTTP: %s", host, e.getMessage()));
    }
    return failed(
        Why.NO_ANSWER,
        String.format(Locale.ROOT, "the connection to %s broke: %s", host, e.getMessage()));
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    lookups.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }

  /** The host's addresses are all of a kind that may not be asked. */
  static final class RefusedAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    RefusedAddressException(String message) {
      super(message);
    }
  }

  /** Resolves names to permitted addresses only: what is not given out cannot be connected to. */
  record Guarded(
      AddressPolicy policy, DnsResolver names, ExecutorService lookups, Duration patience)
      implements DnsResolver {
    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
      InetAddress[] addresses = lookUp(host);
      if (addresses == null || addresses.length == 0) {
        throw new UnknownHostException(host);
      }
      List<InetAddress> permitted = policy.permitted(host, port, addresses);
      if (permitted.isEmpty()) {
        throw new RefusedAddressException(
            String.format(
                Locale.ROOT,
                "%s:%d is not a public address (%s); tapeline.fetch.allow does not name it",
                host,
                port,
                addresses[0].getHostAddress()));
      }
      return permitted.stream().map(address -> new InetSocketAddress(address, port)).toList();
    }

    /** A name server may take far longer than the whole fetch, and cannot be interrupted. */
    private InetAddress @Nullable [] lookUp(String host) throws UnknownHostException {
      Future<InetAddress[]> lookup = lookups.submit(() -> names.resolve(host));
      try {
        return lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw new UnknownHostException(host);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnknownHostException(host);
      } finally {
        lookup.cancel(true);
      }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException("addresses are given out for a port only: " + host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}

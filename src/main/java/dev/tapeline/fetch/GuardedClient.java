package dev.tapeline.fetch;

import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of all that goes to addresses which strangers named: it asks a resolver that
 * refuses private addresses, and does nothing by itself. Redirects, bodies and another try are the
 * caller's, who checks and bounds them; cookies and logins are nobody's.
 */
final class GuardedClient {

  private GuardedClient() {}

  /**
   * A client.
   *
   * @param perTarget connections to one host
   * @param total connections in all
   * @param keep how long a connection is used again
   */
  static CloseableHttpClient of(
      FetchLimits limits,
      DnsResolver names,
      String userAgent,
      int perTarget,
      int total,
      TimeValue keep) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setMaxConnPerRoute(perTarget)
                .setMaxConnTotal(total)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(timeout(limits.connect()))
                        .setSocketTimeout(timeout(limits.silence()))
                        .setTimeToLive(keep)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(timeout(limits.silence()))
                .setConnectionRequestTimeout(timeout(limits.total()))
                .setProtocolUpgradeEnabled(false)
                .build())
        .setUserAgent(userAgent)
        .disableRedirectHandling()
        .disableContentCompression()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(duration.toMillis());
  }
}

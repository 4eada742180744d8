package dev.tapeline.alert;

import dev.tapeline.fetch.Poster;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts by the Standard Webhooks specification (https://www.standardwebhooks.com): {@code
 * webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}, the HMAC-SHA256 of {@code
 * id.timestamp.body}, one signature for each secret that is valid.
 */
@ApplicationScoped
class WebhookChannel implements Channel {
  private static final String PREFIX = "whsec_";

  private final Poster poster;
  private final InstantSource clock;

  WebhookChannel(Poster poster, InstantSource clock) {
    this.poster = poster;
    this.clock = clock;
  }

  @Override
  public boolean sendsDigests() {
    return false;
  }

  @Override
  public Attempt send(Parcel parcel) {
    Parcel.Alert alert = parcel.first();
    String timestamp = String.valueOf(clock.instant().getEpochSecond());
    String signed = alert.webhookId() + "." + timestamp + "." + alert.body();
    return Attempt.of(
        poster.post(
            URI.create(Objects.requireNonNull(parcel.sending().target().url())),
            "application/json",
            alert.body().getBytes(StandardCharsets.UTF_8),
            Map.of(
                "webhook-id", alert.webhookId(),
                "webhook-timestamp", timestamp,
                "webhook-signature", signatures(signed, parcel.sending().secrets()))));
  }

  private static String signatures(String signed, List<String> secrets) {
    return secrets.stream()
        .map(secret -> "v1," + signature(signed, secret))
        .collect(Collectors.joining(" "));
  }

  private static String signature(String signed, String secret) {
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}

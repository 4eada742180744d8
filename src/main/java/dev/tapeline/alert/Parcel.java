package dev.tapeline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;

/**
 * What is sent at once: one alert, or those of a digest.
 *
 * @param rule whose
 * @param sending where and how
 * @param alerts in their order
 */
record Parcel(UUID rule, AlertRules.Sending sending, List<Alert> alerts) {

  Parcel {
    alerts = List.copyOf(alerts);
  }

  /**
   * One alert.
   *
   * @param id of its delivery
   * @param body the JSON of its {@link Payload}
   * @param payload the same, read
   */
  record Alert(UUID id, String body, JsonNode payload) {

    /** The same in every attempt. */
    String webhookId() {
      return webhookId(id);
    }

    static String webhookId(UUID id) {
      return "msg_" + id.toString().replace("-", "");
    }

    /** What a person reads; the first line says it all. */
    List<String> lines() {
      return payload.path("data").path("text").asText().lines().toList();
    }

    String link() {
      return payload.path("data").path("url").asText();
    }
  }

  Alert first() {
    return alerts.get(0);
  }
}

package dev.tapeline.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule sends to.
 *
 * @param kind how
 * @param url of a webhook, of Slack's or Discord's incoming webhook, or of an ntfy topic
 * @param to a mail address
 * @param token of a Telegram bot, or of an ntfy server that asks for one
 * @param chatId the Telegram chat
 */
@Schema(name = "AlertTarget")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Target(
    Kind kind,
    @Nullable String url,
    @Nullable String to,
    @Nullable String token,
    @Nullable String chatId) {

  private static final String HIDDEN = "***";

  /** The ways. */
  public enum Kind {
    WEBHOOK,
    EMAIL,
    SLACK,
    DISCORD,
    TELEGRAM,
    NTFY,
    /** Nowhere: its alerts are on the stream alone. */
    STREAM
  }

  /** As answers show it: without what lets others send there. */
  Target shown() {
    boolean urlIsSecret = kind == Kind.SLACK || kind == Kind.DISCORD;
    return new Target(
        kind,
        url != null && urlIsSecret ? origin(url) + "/" + HIDDEN : url,
        to,
        token == null ? null : HIDDEN,
        chatId);
  }

  private static String origin(String url) {
    URI uri = URI.create(url);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** Tells two targets apart, and nothing else of them. */
  String key() {
    String text = kind + "\n" + url + "\n" + to + "\n" + token + "\n" + chatId;
    return DigestUtils.sha256Hex(text).substring(0, 32);
  }

  @Override
  public String toString() {
    Target shown = kind == Kind.EMAIL || kind == Kind.WEBHOOK ? this : shown();
    String where = shown.to != null ? shown.to : shown.url != null ? shown.url : chatId;
    return where == null ? kind.toString() : kind + " " + where;
  }
}

package dev.tapeline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tapeline.fetch.Poster;
import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Posts what people read to Slack, Discord, Telegram and ntfy: a template {@code alerts/KIND.txt}
 * makes the text in the form that the place understands, and the place's JSON goes around it.
 */
@ApplicationScoped
class ChatChannel implements Channel {
  private static final URI TELEGRAM = URI.create("https://api.telegram.org");

  private final Poster poster;
  private final Engine templates;
  private final ObjectMapper json;

  ChatChannel(Poster poster, Engine templates, ObjectMapper json) {
    this.poster = poster;
    this.templates = templates;
    this.json = json;
  }

  /**
   * An alert as templates see it.
   *
   * @param headline its first line
   * @param lines the others
   */
  @TemplateData
  public record Told(String headline, List<String> lines) {
    public Told {
      lines = List.copyOf(lines);
    }

    static Told of(Parcel.Alert alert, UnaryOperator<String> escape) {
      List<String> lines = alert.lines().stream().map(escape).toList();
      return new Told(
          lines.isEmpty() ? "" : lines.get(0),
          lines.isEmpty() ? List.of() : lines.subList(1, lines.size()));
    }
  }

  @Override
  public boolean sendsDigests() {
    return true;
  }

  @Override
  public Attempt send(Parcel parcel) {
    Target target = parcel.sending().target();
    ObjectNode body = json.createObjectNode();
    Map<String, String> headers = new HashMap<>();
    URI url =
        switch (target.kind()) {
          case SLACK -> {
            body.put("text", text(parcel, ChatChannel::forSlack, 30_000));
            yield URI.create(Objects.requireNonNull(target.url()));
          }
          case DISCORD -> {
            body.put("content", text(parcel, ChatChannel::forMarkdown, 2_000));
            body.putObject("allowed_mentions").putArray("parse");
            yield URI.create(Objects.requireNonNull(target.url()));
          }
          case TELEGRAM -> {
            body.put("chat_id", target.chatId());
            body.put("text", text(parcel, ChatChannel::forHtml, 4_096));
            body.put("parse_mode", "HTML");
            body.putObject("link_preview_options").put("is_disabled", true);
            URI root = target.url() == null ? TELEGRAM : URI.create(target.url());
            yield root.resolve("/bot" + target.token() + "/sendMessage");
          }
          case NTFY -> {
            URI topic = URI.create(Objects.requireNonNull(target.url()));
            String path = Objects.requireNonNullElse(topic.getPath(), "");
            body.put("topic", path.substring(path.lastIndexOf('/') + 1));
            Told first = Told.of(parcel.first(), UnaryOperator.identity());
            body.put("title", parcel.alerts().size() == 1 ? first.headline() : title(parcel));
            body.put("message", text(parcel, UnaryOperator.identity(), 4_000));
            body.put("click", parcel.first().link());
            if (target.token() != null) {
              headers.put("Authorization", "Bearer " + target.token());
            }
            yield topic.resolve(path.substring(0, path.lastIndexOf('/') + 1));
          }
          case WEBHOOK, EMAIL, STREAM ->
              throw new IllegalArgumentException("no chat: " + target.kind());
        };
    return Attempt.of(poster.post(url, "application/json", bytes(body), headers));
  }

  private static String title(Parcel parcel) {
    return parcel.sending().rule() + " (" + parcel.alerts().size() + ")";
  }

  private String text(Parcel parcel, UnaryOperator<String> escape, int most) {
    Target.Kind kind = parcel.sending().target().kind();
    String text =
        templates
            .getTemplate("alerts/" + kind.name().toLowerCase(Locale.ROOT) + ".txt")
            .data("alerts", parcel.alerts().stream().map(a -> Told.of(a, escape)).toList())
            .data("one", parcel.alerts().size() == 1)
            .data("title", escape.apply(title(parcel)))
            .render()
            .strip();
    return shortened(text, most);
  }

  /** Cut between lines where that is possible, so that no mark is left open. */
  static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = text.lastIndexOf('\n', most - 2);
    return (end > 0 ? text.substring(0, end) : text.substring(0, most - 2)) + "\n…";
  }

  /** Slack reads three characters as its own (api.slack.com, "Formatting text"). */
  static String forSlack(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static String forHtml(String text) {
    return forSlack(text).replace("\"", "&quot;");
  }

  /** Addresses stay as they are, for they would not be links any more. */
  static String forMarkdown(String text) {
    StringBuilder escaped = new StringBuilder();
    for (String word : text.split("(?<= )", -1)) {
      escaped.append(
          word.startsWith("http://") || word.startsWith("https://")
              ? word
              : word.replaceAll("([\\\\*_~`|>#\\[\\]])", "\\\\$1"));
    }
    return escaped.toString();
  }

  private byte[] bytes(ObjectNode body) {
    try {
      return json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message could not be written", e);
    }
  }
}

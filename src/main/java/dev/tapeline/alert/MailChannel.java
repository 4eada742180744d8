package dev.tapeline.alert;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateData;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sends mails, as text and HTML, with a header by which mail programs unsubscribe in one click (RFC
 * 8058). The message's id is the same in every attempt.
 */
@ApplicationScoped
class MailChannel implements Channel {
  private static final int TOLD = 1_000;

  private final Instance<ReactiveMailer> mailer;
  private final AlertsConfig config;
  private final Engine templates;
  private final Messages messages;
  private final SecretBox box;
  private final Optional<String> from;

  MailChannel(
      Instance<ReactiveMailer> mailer,
      AlertsConfig config,
      Engine templates,
      Messages messages,
      SecretBox box,
      @ConfigProperty(name = "quarkus.mailer.from") Optional<String> from) {
    this.mailer = mailer;
    this.config = config;
    this.templates = templates;
    this.messages = messages;
    this.box = box;
    this.from = from;
  }

  /** Why nothing can be mailed, or null. */
  @Nullable String objection() {
    return from.filter(text -> !text.isBlank()).isPresent()
        ? null
        : "a target that is no EMAIL: no mail server is configured (quarkus.mailer.from, .host)";
  }

  /** A line of a message: a text and the address behind it, of which either may be empty. */
  @TemplateData
  public record Line(String text, String url) {

    static Line of(String line) {
      int space = line.lastIndexOf(' ');
      String last = line.substring(space + 1);
      boolean link = last.startsWith("https://") || last.startsWith("http://");
      return link ? new Line(line.substring(0, space + 1).strip(), last) : new Line(line, "");
    }
  }

  /** An alert as templates see it. */
  @TemplateData
  public record Told(String headline, List<Line> lines) {
    public Told {
      lines = List.copyOf(lines);
    }
  }

  @Override
  public boolean sendsDigests() {
    return true;
  }

  @Override
  public Attempt send(Parcel parcel) {
    long start = System.nanoTime();
    try {
      mailer.get().send(mail(parcel)).await().atMost(config.mailTimeout());
      return new Attempt(true, 250, since(start), "taken by the mail server", null);
    } catch (TimeoutException e) {
      return new Attempt(false, 0, since(start), "the mail server takes too long", null);
    } catch (RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String reason = String.valueOf(cause.getMessage());
      return new Attempt(
          false, 0, since(start), reason.substring(0, Math.min(TOLD, reason.length())), null);
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Mail mail(Parcel parcel) {
    List<Told> alerts = new ArrayList<>();
    for (Parcel.Alert alert : parcel.alerts()) {
      List<String> lines = alert.lines();
      alerts.add(
          new Told(
              lines.isEmpty() ? "" : lines.get(0), lines.stream().skip(1).map(Line::of).toList()));
    }
    String unsubscribe = unsubscribe(parcel);
    String subject =
        alerts.size() == 1
            ? alerts.get(0).headline()
            : parcel.sending().rule() + " (" + alerts.size() + ")";
    String host =
        Objects.requireNonNullElse(URI.create(messages.publicUrl()).getHost(), "tapeline");
    return new Mail()
        .addTo(Objects.requireNonNull(parcel.sending().target().to()))
        .setSubject(ChatChannel.shortened(subject, 200).replace('\n', ' '))
        .setText(render("mail.txt", parcel, alerts, unsubscribe))
        .setHtml(render("mail.html", parcel, alerts, unsubscribe))
        .addHeader("Message-ID", "<" + parcel.first().webhookId() + "@" + host + ">")
        .addHeader("Auto-Submitted", "auto-generated")
        .addHeader("List-Unsubscribe", "<" + unsubscribe + ">")
        .addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }

  private String unsubscribe(Parcel parcel) {
    return messages.publicUrl() + "/unsubscribe/" + parcel.rule() + "/" + box.mark(parcel.rule());
  }

  private String render(String name, Parcel parcel, List<Told> alerts, String unsubscribe) {
    return templates
        .getTemplate("alerts/" + name)
        .data("alerts", alerts)
        .data("rule", parcel.sending().rule())
        .data("unsubscribe", unsubscribe)
        .render();
  }
}

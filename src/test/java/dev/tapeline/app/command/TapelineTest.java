package dev.tapeline.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TapelineTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private final AtomicInteger served = new AtomicInteger();

  private record Ran(int status, String out, String err) {

    List<JsonNode> lines() throws IOException {
      List<JsonNode> nodes = new ArrayList<>();
      for (String line : out.lines().toList()) {
        nodes.add(JSON.readTree(line));
      }
      return nodes;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "serve"})
  void servesWhereNothingElseIsAsked(String command) {
    Ran ran = command.isEmpty() ? run("") : run("", command);

    assertThat(ran.status()).isZero();
    assertThat(served).hasValue(1);
  }

  @Test
  void answersEachLineInItsPlace() throws IOException {
    Ran ran =
        run(
            """
            {"id": "a", "title": "Xiaomi shares jump", "source": "who cares"}
            {"id": "b", "text": "小米 naik — 샤오미"}
            """,
            "analyze");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(ran.lines()).extracting(node -> node.path("id").asText()).containsExactly("a", "b");
    assertThat(ran.lines().get(1).path("companies").path(0).path("ticker").asText())
        .isEqualTo("1810.HK");
    assertThat(ran.out()).contains("小米");
  }

  @Test
  void reportsBadLinesByTheirNumbersAndGoesOn() throws IOException {
    Ran ran =
        run(
            "\uFEFF{\"id\":\"first\",\"text\":\"a\"}\n"
                + "nonsense\n"
                + "\n"
                + "{\"id\":\"neither\"}\n"
                + "{\"text\":\"b\",\"publishedAt\":\"soon\"}\n"
                + "[]\n"
                + "null\n"
                + "{\"id\":\"last\",\"title\":\"c\"}",
            "analyze");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.lines())
        .extracting(node -> node.path("id").asText())
        .containsExactly("first", "last");
    assertThat(ran.err().lines())
        .containsExactly(
            "standard input, line 2: not JSON: Unrecognized token 'nonsense': was expecting (JSON"
                + " String, Number, Array, Object or token 'null', 'true' or 'false')",
            "standard input, line 4: neither title nor text",
            "standard input, line 5: publishedAt: must be an instant such as 2021-10-19T03:05:00Z",
            "standard input, line 6: must be an object",
            "standard input, line 7: neither title nor text");
  }

  @Test
  void answersALineBeforeItReadsTheNext() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> answered = new ArrayList<>();
    byte[] line = "{\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8);
    InputStream in =
        new InputStream() {
          private int reads;

          @Override
          public int read() {
            throw new UnsupportedOperationException("read in blocks");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            answered.add((int) out.toString(StandardCharsets.UTF_8).lines().count());
            if (reads++ == 3) {
              return -1;
            }
            System.arraycopy(line, 0, buffer, offset, line.length);
            return line.length;
          }
        };

    run(in, out, "analyze");

    assertThat(answered).startsWith(0, 1, 2, 3);
  }

  @Test
  void goesOnBehindAFileThatIsNotThere() throws IOException {
    Path file = Files.writeString(directory.resolve("a.jsonl"), "{\"id\":\"a\",\"text\":\"a\"}\n");

    Ran ran = run("", "analyze", directory.resolve("none").toString(), file.toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("none: no such file");
    assertThat(ran.lines()).hasSize(1);
  }

  @Test
  void stopsQuietlyWhenNobodyReads() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    InputStream in =
        new ByteArrayInputStream("{\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8));

    Ran ran = run(in, closed, "analyze");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void extractsAnArticle() throws IOException {
    Ran ran =
        run(
            """
            <html lang="id"><head><title>Saham naik - Koran</title></head><body>
            <nav>Beranda Ekonomi Olahraga</nav>
            <article><h1>Saham naik</h1>
            <p>Harga saham perusahaan itu naik pada perdagangan Selasa, kata bursa dalam pengumumannya.</p>
            <p>Para analis menilai kenaikan itu wajar setelah laporan keuangan yang baik tahun ini.</p>
            </article></body></html>
            """,
            "extract",
            "--url",
            "https://koran.example/1");

    assertThat(ran.status()).isZero();
    JsonNode page = ran.lines().get(0);
    assertThat(page.path("title").asText()).isEqualTo("Saham naik");
    assertThat(page.path("text").asText()).contains("Selasa").doesNotContain("Beranda");
    assertThat(page.path("language").asText()).isEqualTo("id");
  }

  @Test
  void parsesAFeed() throws IOException {
    Ran ran =
        run(
            """
            <rss version="2.0"><channel><title>Berita</title><link>https://a.example/</link><ttl>30</ttl>
            <item><guid>1</guid><title>Satu – 小米</title><link>/1</link></item>
            <item><guid>2</guid><title>Dua</title><pubDate>soon</pubDate></item>
            </channel></rss>
            """,
            "parse-feed",
            "--url",
            "https://a.example/rss");

    assertThat(ran.status()).isZero();
    assertThat(ran.lines()).hasSize(3);
    assertThat(ran.lines().get(0).path("feed").path("ttlMinutes").asInt()).isEqualTo(30);
    assertThat(ran.lines().get(1).path("link").asText()).isEqualTo("https://a.example/1");
    assertThat(ran.lines().get(1).path("title").asText()).isEqualTo("Satu – 小米");
    assertThat(ran.err()).contains("item Dua").contains("soon");
  }

  @Test
  void tellsWhyAFeedIsNone() {
    Ran ran = run("<html><body>Hello</body></html>", "parse-feed");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("standard input: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyse", "--bogus", "analyze --bogus", "extract a b", "extract --url"})
  void explainsAWrongCommandLine(String line) {
    Ran ran = run("", line.split(" "));

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("--help");
    assertThat(ran.err()).doesNotContain("Exception");
    assertThat(served).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "serve", "analyze", "extract", "parse-feed"})
  void helps(String command) {
    Ran ran = command.isEmpty() ? run("", "--help") : run("", command, "--help");

    assertThat(ran.status()).isZero();
    assertThat(ran.out()).startsWith("Usage: tapeline " + command);
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 90);
  }

  @Test
  void tellsItsVersion() {
    assertThat(run("", "--version").out()).matches("tapeline \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  private Ran run(String in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Ran ran = run(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), out, args);
    return new Ran(ran.status(), out.toString(StandardCharsets.UTF_8), ran.err());
  }

  private Ran run(InputStream in, OutputStream out, String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(in, out, new PrintWriter(err, true, StandardCharsets.UTF_8));
    int status =
        Tapeline.run(
            DatabaseForTests.means(
                served::incrementAndGet,
                () -> {
                  throw new IllegalStateException("no database here");
                }),
            console,
            args);
    return new Ran(status, "", err.toString(StandardCharsets.UTF_8));
  }
}

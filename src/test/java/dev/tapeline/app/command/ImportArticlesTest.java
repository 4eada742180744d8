package dev.tapeline.app.command;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.article.ArticleImport;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

/** Articles by command, each form of file that is read. */
@QuarkusTest
class ImportArticlesTest {
  private static final String LINES =
      """
      {"source": "Import wire", "id": "1", "title": "Shares of Evraz fall 4%", "publishedAt": "2019-05-14T08:00:00Z", "extra": 1}
      not json

      {"source": "Import wire", "id": "2"}
      {"title": "Nobody knows where this is from"}
      {"url": "https://wire.example/3", "title": "Told by its address"}
      """;
  private static final String PAGE =
      "<html lang='en'><head><title>Pumps</title></head><body><article><h1>Pumps</h1><p>"
          + "The maker of electric pumps will build a second factory in the north. ".repeat(6)
          + "</p></article></body></html>";

  @Inject ArticleImport articles;
  private final Path directory = made();
  private String err = "";

  private static Path made() {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(Path.of("target/import-tests")), "articles-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void readsLinesAndChangesNothingASecondTime() throws IOException {
    Path file = Files.writeString(directory.resolve("lines.jsonl"), LINES);

    assertThat(run(1, file)).isEqualTo("new 2, changed 0, unchanged 0, refused 3");
    assertThat(err)
        .contains("lines.jsonl, line 2: not JSON")
        .contains("lines.jsonl, line 4: the item has neither title nor text")
        .contains("lines.jsonl, line 5: it has no id");
    assertThat(run(1, file)).isEqualTo("new 0, changed 0, unchanged 2, refused 3");
    assertThat(names()).contains("Import wire", "lines");
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    String next = "/api/v1/sources";
    while (next != null) {
      JsonPath page = given().urlEncodingEnabled(false).get(next).jsonPath();
      names.addAll(page.getList("entries.name"));
      next = page.getString("next");
    }
    return names;
  }

  @Test
  void readsDocumentsTablesAndArchives() throws IOException {
    Path document =
        Files.writeString(
            directory.resolve("document.json"),
            "{\"articles\": [{\"id\": \"1\", \"title\": \"One\"},\n {\"id\": \"2\", \"title\": \"Two\"}]}");
    Path list =
        Files.writeString(directory.resolve("list.json"), "[{\"id\": \"1\", \"title\": \"One\"}]");
    Path table =
        Files.writeString(
            directory.resolve("table.csv"),
            "ID,title,publishedAt,other\r\n1,\"One, two\",2019-05-14T08:00:00Z,x\r\n2,,,x\r\n");
    Path archive = directory.resolve("many.tar.gz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      pack(tar, "a/packed.jsonl", "{\"id\": \"1\", \"title\": \"In a tar\"}\n".getBytes(UTF_8));
      pack(tar, "a/.hidden.jsonl", "{}".getBytes(UTF_8));
      pack(tar, "a/packed-table.csv", "id,title\n1,A table in a tar\n".getBytes(UTF_8));
      pack(
          tar,
          "a/packed-document.json",
          "[{\"id\": \"1\", \"title\": \"Packed\"}]".getBytes(UTF_8));
      pack(tar, "a/site.warc.gz", gzip(record("https://pumps.example/4", "text/html", PAGE)));
      pack(tar, "b/last.jsonl.gz", gzip("{\"id\": \"1\", \"title\": \"Last\"}"));
    }

    assertThat(run(1, document, list, table, archive))
        .isEqualTo("new 9, changed 0, unchanged 0, refused 1");
    assertThat(err).contains("table.csv, line 3: the item has neither title nor text");
  }

  private static void pack(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  @Test
  void takesArticlesOutOfWebArchives() throws IOException {
    Path archive = directory.resolve("pages.warc.gz");
    Files.write(archive, gzip(record("https://pumps.example/1", "text/html; charset=utf-8", PAGE)));
    Files.write(
        archive,
        gzip(record("https://pumps.example/logo", "image/png", "no page")),
        java.nio.file.StandardOpenOption.APPEND);
    Files.write(
        archive,
        gzip(record("https://pumps.example/2", "text/html", "<html></html>")),
        java.nio.file.StandardOpenOption.APPEND);

    assertThat(run(1, archive)).isEqualTo("new 1, changed 0, unchanged 0, refused 1");
    assertThat(err).contains("https://pumps.example/2: there is no article in the page");
  }

  @Test
  void tellsOfFilesThatCannotBeRead() {
    assertThat(run(1, directory.resolve("none.jsonl")))
        .isEqualTo("new 0, changed 0, unchanged 0, refused 1");
    assertThat(err).contains("none.jsonl: there is no such file");
  }

  private static String record(String url, String type, String body) {
    String http = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n" + body;
    return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
        + url
        + "\r\nWARC-Date: 2024-05-14T08:00:00Z"
        + "\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>"
        + "\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
        + http.getBytes(UTF_8).length
        + "\r\n\r\n"
        + http
        + "\r\n\r\n";
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private String run(int status, Path... files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String[] args = new String[files.length + 2];
    args[0] = "import";
    args[1] = "articles";
    for (int i = 0; i < files.length; i++) {
      args[i + 2] = files[i].toString();
    }
    Means means =
        new Means(
            () -> {},
            () -> {
              throw new IllegalStateException("the intake has its own");
            },
            version -> {
              throw new IllegalStateException("no network here");
            },
            work -> work.accept(articles));
    int ended =
        Tapeline.run(
            means,
            new Console(InputStream.nullInputStream(), out, new PrintWriter(said, true, UTF_8)),
            args);
    err = said.toString(UTF_8);
    assertThat(ended).as(err).isEqualTo(status);
    return out.toString(UTF_8).strip();
  }
}

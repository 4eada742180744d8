package dev.tapeline.analysis.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compiled directory on disk: read where it fits, made anew where it does not. */
class DirectoryCacheTest {
  @TempDir Path folder;
  private Path listings = Path.of("");

  @BeforeEach
  void write() throws IOException {
    listings = folder.resolve("listings.csv");
    Files.writeString(
        listings,
        "symbol,name,currency,mic\nZQX1.HK,Zorvaquex Robotics Holdings Limited,HKD,XHKG\n");
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private CompanyDirectory load() throws IOException {
    return CompanyDirectory.cached(cache(), List.of(listings), List.of());
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(cache())) {
      return files.toList().get(0);
    }
  }

  private static void hasTheCompany(CompanyDirectory directory) {
    assertThat(directory.ticker("ZQX1.HK")).isPresent();
    assertThat(directory.names().find("zorvaquex robotics")).isNotNegative();
    assertThat(directory.companies()).hasSize(CompanyDirectory.builtIn().companies().size() + 1);
  }

  @Test
  void whatIsReadIsWhatWasCompiled() throws IOException {
    CompanyDirectory compiled = load();
    CompanyDirectory read = DirectoryCache.read(onlyFile());

    hasTheCompany(compiled);
    assertThat(read.companies()).isEqualTo(compiled.companies());
    assertThat(read.names().chars()).isEqualTo(compiled.names().chars());
    assertThat(read.names().references()).isEqualTo(compiled.names().references());
  }

  @Test
  void theBuildHasPutTheBuiltInDirectoryIntoTheJar() throws IOException {
    CompanyDirectory compiled = CompanyDirectory.of(BuiltInListings.read());
    Path root = folder.resolve("classes");
    DirectoryCache.writeBuiltIn(root);
    Path written;
    try (Stream<Path> files = Files.walk(root)) {
      written = files.filter(Files::isRegularFile).toList().get(0);
    }

    assertThat(DirectoryCache.class.getResource("/" + root.relativize(written))).isNotNull();
    CompanyDirectory read = CompanyDirectory.builtIn();
    assertThat(read.companies()).isEqualTo(compiled.companies());
    assertThat(read.names().chars()).isEqualTo(compiled.names().chars());
    assertThat(read.names().references()).isEqualTo(compiled.names().references());
  }

  @Test
  void aChangedFileOfListingsIsCompiledAnew() throws IOException {
    load();
    Files.writeString(listings, "symbol,name\nZQX2.HK,Quorvazex Mining Limited\n");

    CompanyDirectory directory = load();

    assertThat(directory.ticker("ZQX1.HK")).isEmpty();
    assertThat(directory.ticker("ZQX2.HK")).isPresent();
  }

  @Test
  void aDamagedFileIsMadeAnew() throws IOException {
    load();
    byte[] whole = Files.readAllBytes(onlyFile());
    for (int at = 0; at < whole.length; at += whole.length / 40) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x55;
      Files.write(onlyFile(), damaged);
      assertThatThrownBy(() -> DirectoryCache.read(onlyFile())).isInstanceOf(IOException.class);
    }
    hasTheCompany(load());
    assertThat(Files.readAllBytes(onlyFile())).isEqualTo(whole);
  }

  @Test
  void aFileThatIsCutOffOrOfAnotherVersionIsMadeAnew() throws IOException {
    load();
    byte[] whole = Files.readAllBytes(onlyFile());
    for (int length : new int[] {0, 8, whole.length - 1}) {
      Files.write(onlyFile(), java.util.Arrays.copyOf(whole, length));
      hasTheCompany(load());
    }
    byte[] older = whole.clone();
    ByteBuffer.wrap(older).putInt(4, 1);
    Files.write(onlyFile(), older);
    hasTheCompany(load());
  }

  @Test
  void aFolderThatCannotBeWrittenCostsTimeAlone() throws IOException {
    Files.writeString(cache(), "a file where the folder should be");

    hasTheCompany(load());
  }

  @Test
  void severalProcessesMayMakeItAtOnce() throws Exception {
    ExecutorService makers = Executors.newFixedThreadPool(4);
    try {
      List<Future<CompanyDirectory>> made = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        made.add(makers.submit(this::load));
      }
      for (Future<CompanyDirectory> one : made) {
        hasTheCompany(one.get());
      }
    } finally {
      makers.shutdownNow();
    }
    hasTheCompany(DirectoryCache.read(onlyFile()));
    try (Stream<Path> files = Files.list(cache())) {
      assertThat(files).hasSize(1);
    }
  }
}

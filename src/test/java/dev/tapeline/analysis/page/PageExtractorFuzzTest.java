package dev.tapeline.analysis.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;

/**
 * Any bytes as a page: something is answered. In a build the kept inputs alone are read; {@code
 * -Pfuzz} looks for more.
 */
class PageExtractorFuzzTest {
  private static final URI URL = URI.create("https://news.example.com/2024/05/14/article.html");

  @FuzzTest(maxDuration = "10m")
  void extract(byte[] input) {
    assertThat(new PageExtractor().extract(input, null, URL)).isNotNull();
  }
}

package dev.tapeline.analysis.linking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Languages;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sentences and short items of each language, most of them traps. */
class LinkerTableTest {
  private static final Linker LINKER = Linker.of(CompanyDirectory.builtIn());

  static Stream<LinkingTable.Row> rows() {
    return Stream.of("en", "id", "zh").flatMap(l -> LinkingTable.read(l).stream());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesExactlyTheCompaniesThatTheTextIsAbout(LinkingTable.Row row) {
    Document document = Document.of(row.title(), row.text(), null, null, Languages.builtIn());

    Links links = LINKER.link(document);

    Map<String, String> roles = new TreeMap<>();
    Set<String> about = new TreeSet<>();
    for (CompanyLink link : links.companies()) {
      roles.put(link.ticker(), link.role().name());
      if (isAbout(link.role()) && link.relevance() >= 30) {
        about.add(link.ticker());
      }
    }
    Set<String> expected = new TreeSet<>();
    row.expected()
        .forEach(
            (ticker, role) -> {
              if (role.isEmpty() || isAbout(Role.valueOf(role))) {
                expected.add(ticker);
              }
              if (!role.isEmpty() && roles.containsKey(ticker)) {
                assertThat(roles).containsEntry(ticker, role);
              }
            });
    assertThat(about).as("refused: %s", links.refusals()).isEqualTo(expected);
  }

  private static boolean isAbout(Role role) {
    return role == Role.SUBJECT || role == Role.PARTY;
  }
}

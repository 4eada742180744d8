package dev.tapeline.analysis.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ListingFilesTest {

  private static final Company KNOWN =
      new Company(
          "known",
          "Known Corporation",
          "DE",
          null,
          List.of(new Listing("KNW.DE", "XETR", "EUR", "DE0000000001", null, false)),
          List.of(new CompanyName("Known Corporation", CompanyName.Kind.OFFICIAL, false)),
          true);

  private final ListingFiles files = ListingFiles.over(List.of(KNOWN));

  @Test
  void addsWhatIsNewAndJoinsWhatIsKnown() throws IOException {
    files.addListings(
        text(
            """
            symbol,name,currency,mic,country,isin,delisted,other
            KNW.DE,Another Name,EUR,XETR,Germany,,False,x
            KNW.F,Known Corp.,EUR,XFRA,Germany,DE0000000001,False,x
            KNW.MI,"Known, Corporation",EUR,XMIL,Germany,,False,x
            NEW.F,Brandnew Holding,EUR,XFRA,Japan,,False,x
            1234.T,Brandnew Holding,JPY,XJPX,Japan,,False,x
            """));

    assertThat(files.companies()).extracting(Company::id).containsExactly("known", "new.f");
    assertThat(files.companies().get(0).listings())
        .extracting(Listing::ticker)
        .containsExactly("KNW.DE", "KNW.F", "KNW.MI");
    assertThat(files.companies().get(1).home())
        .isEqualTo(new Listing("1234.T", "XTKS", "JPY", null, null, false));
    assertThat(files.companies().get(1).builtIn()).isFalse();
  }

  @Test
  void readsTheRegisterOfTheSec() throws IOException {
    files.addListings(
        gzip(
            """
            {"0":{"cik_str":1,"ticker":"ABCD","title":"ABCD INC"},
             "1":{"cik_str":2,"ticker":"EFGH","title":"Efgh Corp"}}"""));

    assertThat(files.companies()).extracting(Company::ticker).contains("ABCD", "EFGH");
    assertThat(files.companies().get(1).home().key()).isNull();
  }

  @Test
  void addsNamesToWhatIsKnownAndMakesTheRest() throws IOException {
    files.addNames(text("\uFEFFsymbol,name\nKNW.DE,知名Ａ\n6480.T,新規株式会社\n"));

    assertThat(files.companies().get(0).names())
        .extracting(CompanyName::text)
        .containsExactly("Known Corporation", "知名A", "知名");
    assertThat(files.companies().get(1).home().key()).isEqualTo("XTKS:6480");
  }

  @Test
  void refusesAFileOfSomethingElse() {
    assertThatThrownBy(() -> files.addListings(text("a,b\n1,2\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("symbol");
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static InputStream gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new ByteArrayInputStream(packed.toByteArray());
  }
}

package dev.tapeline.source.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedDatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # RFC 822 and what is made of it
          Tue, 19 Oct 2021 19:00:00 +0700       | 2021-10-19T12:00:00Z
          Tue, 19 Oct 2021 19:00:00 WIB         | 2021-10-19T12:00:00Z
          Mon, 19 Oct 2021 19:00:00 GMT         | 2021-10-19T19:00:00Z
          Tue, 19 Oct 21 19:00:00 GMT           | 2021-10-19T19:00:00Z
          Sat, 07 Sep 02 00:00:01 GMT           | 2002-09-07T00:00:01Z
          Tue, 19 Oct 2021 19:00 +0700          | 2021-10-19T12:00:00Z
          19 Oct 2021 19:00:00 EDT              | 2021-10-19T23:00:00Z
          Tue,19 Oct 2021 9:05:07 PST           | 2021-10-19T17:05:07Z
          Tue, 19 October 2021 19:00:00 +05:30  | 2021-10-19T13:30:00Z
          Tuesday, 19 October 2021 19:00:00 Z   | 2021-10-19T19:00:00Z
          Tue, 19 Oct 2021 19:00:00 GMT+7       | 2021-10-19T12:00:00Z
          Tue, 19 Oct 2021 19:00:00 UTC+07:00   | 2021-10-19T12:00:00Z
          Tue, 19 Oct 2021 19:00:00 +0700 (WIB) | 2021-10-19T12:00:00Z
          Tue, 19 Oct 2021 19:00:00             | 2021-10-19T19:00:00Z
          Tue, 19 Oct 2021                      | 2021-10-19T00:00:00Z
          Thu, 01 Jul 2004 24:00:00 GMT         | 2004-07-02T00:00:00Z
          Sat, 31 Dec 2016 23:59:60 GMT         | 2017-01-01T00:00:00Z
          19-Oct-2021 19:00:00                  | 2021-10-19T19:00:00Z
          Tue, 19 Oct 2021 7:00 PM JST          | 2021-10-19T10:00:00Z
          Tue, 19 Oct 2021 19:00:00 Asia/Jakarta| 2021-10-19T12:00:00Z
          # ISO 8601 and what is made of it
          2021-10-19T19:00:00+07:00             | 2021-10-19T12:00:00Z
          2021-10-19T19:00:00+0700              | 2021-10-19T12:00:00Z
          2021-10-19T19:00:00+07                | 2021-10-19T12:00:00Z
          2021-10-19T19:00+07:00                | 2021-10-19T12:00:00Z
          2021-10-19t12:00:00z                  | 2021-10-19T12:00:00Z
          2021-10-19T12:00:00.123Z              | 2021-10-19T12:00:00.123Z
          2021-10-19T12:00:00.1234567+00:00     | 2021-10-19T12:00:00.123456700Z
          2021-10-19 19:00:00 +0700             | 2021-10-19T12:00:00Z
          2021-10-19 12:00:00 UTC               | 2021-10-19T12:00:00Z
          2021-10-19 12:00:00                   | 2021-10-19T12:00:00Z
          2021/10/19 12:00                      | 2021-10-19T12:00:00Z
          2021-10-19T19:00:00 +07:00            | 2021-10-19T12:00:00Z
          2021-10-19                            | 2021-10-19T00:00:00Z
          2021-10                               | 2021-10-01T00:00:00Z
          20211019T120000Z                      | 2021-10-19T12:00:00Z
          20211019                              | 2021-10-19T00:00:00Z
          # other languages
          Sel, 19 Okt 2021 19:00:00 +0700       | 2021-10-19T12:00:00Z
          Selasa, 19 Oktober 2021 19:00 WIB     | 2021-10-19T12:00:00Z
          Rabu, 11 Agustus 2021 08:00:00 +0700  | 2021-08-11T01:00:00Z
          Di, 19 Okt 2021 19:00:00 +0200        | 2021-10-19T17:00:00Z
          19. Oktober 2021 19:00                | 2021-10-19T19:00:00Z
          3 März 2021 09:30 MEZ                 | 2021-03-03T08:30:00Z
          mar., 19 oct. 2021 19:00:00 +0200     | 2021-10-19T17:00:00Z
          11 août 2021 10:00:00 +0200           | 2021-08-11T08:00:00Z
          mié, 13 ene 2021 10:00:00 +0100       | 2021-01-13T09:00:00Z
          19 de octubre de 2021 19:00           | 2021-10-19T19:00:00Z
          sex, 05 fev 2021 10:00:00 -0300       | 2021-02-05T13:00:00Z
          gio, 14 gen 2021 10:00:00 +0100       | 2021-01-14T09:00:00Z
          19 Ekim 2021 19:00 +0300              | 2021-10-19T16:00:00Z
          19 октября 2021 19:00:00 MSK          | 2021-10-19T16:00:00Z
          5 marraskuuta 2021 10:00              | 2021-11-05T10:00:00Z
          19 tháng 10, 2021 19:00 +0700         | 2021-10-19T12:00:00Z
          2021年10月19日 19:00 JST               | 2021-10-19T10:00:00Z
          2021年10月19日                         | 2021-10-19T00:00:00Z
          ２０２１年１０月１９日　１９時３０分       | 2021-10-19T19:30:00Z
          2021년 10월 19일 오후 7:00 KST          | 2021-10-19T10:00:00Z
          2021-10-19 下午 7:00 +0800             | 2021-10-19T11:00:00Z
          19 ต.ค. 2564 19:00 +0700              | 2021-10-19T12:00:00Z
          # others
          October 19, 2021 7:00 PM EDT          | 2021-10-19T23:00:00Z
          Oct 19, 2021                          | 2021-10-19T00:00:00Z
          Tuesday, October 19, 2021 at 7:00 a.m. | 2021-10-19T07:00:00Z
          Tue Oct 19 19:00:00 2021              | 2021-10-19T19:00:00Z
          Tue Oct 19 19:00:00 WIB 2021          | 2021-10-19T12:00:00Z
          10/19/2021 7:00:00 PM                 | 2021-10-19T19:00:00Z
          19/10/2021 19:00                      | 2021-10-19T19:00:00Z
          19.10.2021 19:00:00 CET               | 2021-10-19T18:00:00Z
          1634644800                            | 2021-10-19T12:00:00Z
          1634644800000                         | 2021-10-19T12:00:00Z
          """)
  void reads(String written, Instant meant) {
    assertThat(FeedDates.parse(written)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "yesterday",
        "19",
        "2021",
        "03/04/2021 10:00",
        "0001-01-01T00:00:00",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Tue, 32 Oct 2021 19:00:00 GMT",
        "2021-13-01",
        "Tue, 19 Foo 2021 19:00:00 GMT",
        "2021-10-19T25:00:00Z",
        "30 Feb 2021 10:00:00 GMT"
      })
  void guessesNothing(String written) {
    assertThat(FeedDates.parse(written)).isNull();
  }

  @Test
  void readsNoNovelAsADate() {
    assertThat(FeedDates.parse("1".repeat(100_000))).isNull();
    assertThat(FeedDates.parse(null)).isNull();
  }
}

package dev.tapeline.analysis.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.analysis.NewsAnalyzer;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.analysis.directory.CompanyDirectory;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the words of the languages' files make of sentences that newspapers could have printed. */
class MoveWordsTest {
  private static final Instant TUESDAY_EVENING = Instant.parse("2024-05-14T21:00:00Z");
  private static final NewsAnalyzer ANALYZER = NewsAnalyzer.of(CompanyDirectory.builtIn());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '~',
      value = {
        "ar | ارتفع سهم أرامكو السعودية 1.5 بالمئة إلى 29.40 ريالا عند الإغلاق. | 2222.SR UP 1.5 29.40 SAR CLOSE",
        "ar | هبطت أسهم تسلا بنسبة 4.2% في تعاملات ما قبل الافتتاح. | TSLA DOWN -4.2 PREMARKET",
        "ar | نمت إيرادات أرامكو السعودية 9% في الربع الأول. | -",
        "ar | باعت مجموعة سوفت بنك حصة 5% من أسهم علي بابا. | -",
        "tr | Türk Hava Yolları hisseleri günü yüzde 3,2 artışla 310,50 liradan tamamladı. | THYAO.IS UP 3.2 310.50 TRY CLOSE",
        "tr | Aselsan %2,1 geriledi. | ASELS.IS DOWN -2.1",
        "tr | Garanti BBVA yüzde 2,5, Akbank yüzde 1,4 değer kaybetti. | GARAN.IS DOWN -2.5; AKBNK.IS DOWN -1.4",
        "tr | Tüpraş'ın net kârı yüzde 40 azaldı. | -",
        "vi | Cổ phiếu Vinamilk tăng 2,3% lên 68.900 đồng khi đóng cửa. | VNM.VN UP 2.3 68900 VND CLOSE",
        "vi | Cổ phiếu Hòa Phát giảm 1,7% trong phiên sáng. | HPG.VN DOWN -1.7 INTRADAY",
        "vi | Lợi nhuận sau thuế của Vinamilk tăng 12% so với cùng kỳ. | -",
        "th | หุ้น PTT ปรับตัวขึ้น 1.5% ปิดที่ 34.25 บาท | PTT.BK UP 1.5 34.25 THB CLOSE",
        "th | ราคาหุ้น Tesla ร่วง 5.1% ระหว่างการซื้อขาย | TSLA DOWN -5.1 INTRADAY",
        "th | กำไรสุทธิของ PTT เพิ่มขึ้น 20% จากปีก่อน | -",
        "hi | रिलायंस इंडस्ट्रीज का शेयर 2.1 फीसदी चढ़कर 2,950 रुपये पर बंद हुआ। | RELIANCE.NS UP 2.1 2950 INR CLOSE",
        "hi | शुरुआती कारोबार में इंफोसिस के शेयर 3.4 प्रतिशत गिरे। | INFY.NS DOWN -3.4 INTRADAY",
        "hi | इंफोसिस का शुद्ध लाभ 8 प्रतिशत बढ़कर 6,200 करोड़ रुपये रहा। | -",
        "nl | Het aandeel ASML sloot 2,4 procent hoger op 855,10 euro. | ASML.AS UP 2.4 855.10 EUR CLOSE",
        "nl | Na de cijfers kelderde Philips 8,3 procent. | PHIA.AS DOWN -8.3",
        "nl | Terwijl de omzet van Heineken met 5 procent groeide, daalde het aandeel Heineken 1,2 procent. | HEIA.AS DOWN -1.2",
        "it | Le azioni Enel guadagnano l'1,8% a 6,52 euro in chiusura. | ENEL.MI UP 1.8 6.52 EUR CLOSE",
        "it | A Milano cede il 2,3% Stellantis. | STLAM.MI DOWN -2.3",
        "it | L'utile netto di Intesa Sanpaolo sale del 15%. | -",
        "pt | As ações da Vale caíram 1,9%, a R$ 63,20, no fechamento. | VALE3.SA DOWN -1.9 63.20 BRL CLOSE",
        "pt | Embraer avançou 3,4% e Suzano, 2,2%. | EMBJ3.SA UP 3.4; SUZB3.SA UP 2.2",
        "pt | A receita da Ambev subiu 7%. | -",
        "pt | Ambev troca de presidente e sobe 1,9%. | ABEV3.SA UP 1.9",
        "es | Suben un 2,6% las acciones de Iberdrola. | IBE.MC UP 2.6",
        "es | Repsol cayó un 3,1% en Wall Street. | REP.MC DOWN -3.1",
      })
  void movesOfASentence(String language, String text, String expected) {
    NewsItem item = new NewsItem(null, null, text, null, language, TUESDAY_EVENING);
    String told =
        ANALYZER.analyze(item).moves().stream()
            .map(MoveWordsTest::told)
            .collect(Collectors.joining("; "));
    assertThat(told).isEqualTo(expected == null ? "" : expected);
  }

  private static String told(ReportedMove move) {
    String text = move.ticker() + " " + move.direction();
    if (move.changePercent() != null) {
      text += " " + move.changePercent();
    }
    if (move.price() != null) {
      text += " " + move.price() + " " + move.currency();
    }
    return move.basis() == Basis.UNKNOWN ? text : text + " " + move.basis();
  }
}

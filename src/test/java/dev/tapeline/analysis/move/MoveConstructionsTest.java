package dev.tapeline.analysis.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.analysis.NewsAnalyzer;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.analysis.directory.CompanyDirectory;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How the press of each language builds what it tells of shares: subjects far from their verbs,
 * lists, parts, signs, verbs that are left out; and what looks alike and is none.
 */
class MoveConstructionsTest {
  private static final Instant TUESDAY_EVENING = Instant.parse("2024-05-14T21:00:00Z");
  private static final NewsAnalyzer ANALYZER = NewsAnalyzer.of(CompanyDirectory.builtIn());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '~',
      value = {
        "en | Nvidia, which makes the chips behind most chatbots, gave back 2.4% in New York. | NVDA DOWN -2.4",
        "en | Ford and General Motors were 1.2% and 0.7% higher respectively. | F UP 1.2; GM UP 0.7",
        "en | Walmart beat forecasts, lifted its outlook, and is being marked up 6.1% to $64.10 this afternoon. | WMT UP 6.1",
        "en | Boeing shares fell 7% this week, including 3.1% on Friday. | BA DOWN -7; BA DOWN -3.1",
        "en | Walmart rose 2%. Home Depot stayed put. | WMT UP 2; HD FLAT",
        "en | Walmart booked $160 billion of sales, up 6%. | -",
        "en | Sales at Walmart, unlike those at Target, rose 4%. | -",
        "de | Bayer gab um 1,4 Prozent nach und BASF um 0,6 Prozent. | BAYN.DE DOWN -1.4; BAS.DE DOWN -0.6",
        "de | Für Adidas ging es an der Börse um 2,2 Prozent bergab. | ADS.DE DOWN -2.2",
        "de | Siemens verloren im Handelsverlauf 3,1 Prozent. | SIE.DE DOWN -3.1",
        "de | Die Marge von Siemens stieg um 2 Prozentpunkte. | -",
        "fr | Airbus, premier avionneur mondial, s'est octroyé 2,7% en Bourse. | AIR.PA UP 2.7",
        "fr | Carrefour lâche 1,9%, Danone 0,8%. | CA.PA DOWN -1.9; BN.PA DOWN -0.8",
        "fr | Le titre Renault recule de 5% cette semaine, dont 2,1% vendredi. | RNO.PA DOWN -5; RNO.PA DOWN -2.1",
        "fr | Le chiffre d'affaires de Danone a progressé de 3,2%. | -",
        "es | Repsol se anotó un 1,7% en la Bolsa de Madrid. | REP.MC UP 1.7",
        "es | Endesa sube un 1,3% e Iberdrola, un 0,9%. | ELE.MC UP 1.3; IBE.MC UP 0.9",
        "es | Telefónica, que presenta resultados el jueves, retrocedió un 1,1%. | TEF.MC DOWN -1.1",
        "es | Telefónica ingresó 10.140 millones, un 0,9% más. | -",
        "it | Enel, in una seduta debole, ha lasciato sul terreno il 2,1%. | ENEL.MI DOWN -2.1",
        "it | Il titolo Eni ha perso il 4% in settimana, di cui l'1,5% venerdì. | ENI.MI DOWN -4; ENI.MI DOWN -1.5",
        "it | Ferrari sale del 2% e Stellantis dell'1,1%. | RACE.MI UP 2; STLAM.MI UP 1.1",
        "it | Enel ha chiuso l'anno con ricavi in calo del 5%. | -",
        "pt | Petrobras, que divulga o balanço amanhã, recuou 1,8% na B3. | PETR4.SA DOWN -1.8",
        "pt | A Vale caiu 2,2% e a Suzano, 1,4%. | VALE3.SA DOWN -2.2; SUZB3.SA DOWN -1.4",
        "pt | A Ambev vendeu R$ 20 bilhões, alta de 4%. | -",
        "es | Las mayores pérdidas fueron para Acerinox, 4.2%, y Grifols, 3.8%. | ACX.MC DOWN -4.2; GRF.MC DOWN -3.8",
        "es | SAP se dejó un 2,2%. | SAP.DE DOWN -2.2",
        "es | Rovi y Fluidra lideran las subidas del Ibex. | ROVI.MC UP; FDR.MC UP",
        "es | Solaria subió un 3%, lo que eleva al 24% su avance en el año. | SLR.MC UP 3; SLR.MC UP 24",
        "es | El grupo textil cerró con una subida del 1,8% tras confirmar Inditex sus objetivos. | ITX.MC UP 1.8",
        "es | Las ventas de Inditex suben un 3%; las de H&M, un 1%. | -",
        "fr | Parmi les plus fortes baisses figurent Kering, avec 3,2%, et LVMH, avec 2,1%. | KER.PA DOWN -3.2; MC.PA DOWN -2.1",
        "fr | Cisco, qui a dévoilé des commandes solides, s'est distingué avec un gain de 4,8%. | CSCO UP 4.8",
        "fr | Emeis cède 60% de ses murs. | -",
        "it | Mps sale al 62,3% di Mediobanca. | -",
        "it | Borsa, Milano chiude a -0,8%. Giù anche Iveco. | IVG.MI DOWN",
        "it | Mps, che in mattinata perdeva il 2%, ha chiuso a -0,4%. | BMPS.MI DOWN -2; BMPS.MI DOWN -0.4",
        "it | Bene il lusso con Ferragamo a +2,6%. | SFER.MI UP 2.6",
        "pt | A maior queda foi da Magazine Luiza (MGLU3), de 7,1%. | MGLU3.SA DOWN -7.1",
        "pt | As ações da Localiza avançavam 3,3% às 11h20; as da rival Movida, 2,5%. | RENT3.SA UP 3.3; MOVI3.SA UP 2.5",
        "nl | ASML, bekend van zijn chipmachines, leverde 1,6 procent in. | ASML.AS DOWN -1.6",
        "nl | Heineken verloor deze week 3 procent, waarvan 1,2 procent op vrijdag. | HEIA.AS DOWN -3; HEIA.AS DOWN -1.2",
        "nl | De omzet van Philips daalde 3 procent. | -",
        "id | Saham BBCA ambles 2,4% hari ini, sementara saham BMRI menguat 1,1%. | BBCA.JK DOWN -2.4; BMRI.JK UP 1.1",
        "id | Laba bersih Astra naik 5% menjadi Rp 8 triliun. | -",
        "ms | Maybank menokok 0.6 peratus manakala CIMB susut 0.9 peratus. | 1155.KL UP 0.6; 1023.KL DOWN -0.9",
        "ms | Pendapatan Maybank meningkat 6 peratus. | -",
        "tr | Aselsan hisseleri yüzde 4,2 prim yaparken Tüpraş yüzde 1,3 geriledi. | ASELS.IS UP 4.2; TUPRS.IS DOWN -1.3",
        "tr | Koç Holding yüzde 2,5 artıda kapandı. | KCHOL.IS UP 2.5",
        "vi | Cổ phiếu Vinamilk nhích 0,8% còn Hòa Phát lao dốc 3,2%. | VNM.VN UP 0.8; HPG.VN DOWN -3.2",
        "th | หุ้น PTT ติดลบ 1.2% | PTT.BK DOWN -1.2",
        "ja | トヨタ自動車は2.1%高、ホンダは1.4%安で取引を終えた。 | 7203.T UP 2.1; 7267.T DOWN -1.4",
        "ja | トヨタ自動車の営業利益は8%増だった。 | -",
        "ko | 삼성전자는 1.2% 올랐고 SK하이닉스는 2.3% 내렸다. | 005930.KS UP 1.2; 000660.KS DOWN -2.3",
        "ko | 삼성전자의 매출은 5% 늘었다. | -",
        "ja | 朝方に2.6%高まで買われた村田製作所は結局0.4%安で引けた。 | 6981.T UP 2.6; 6981.T DOWN -0.4",
        "ja | 村田製作所とTDKはそれぞれ2.1%高、1.4%安。 | 6981.T UP 2.1; 6762.T DOWN -1.4",
        "ja | エヌビディア安が波及し、ディスコは3.5%下落した。 | NVDA DOWN; 6146.T DOWN -3.5",
        "ja | KDDIの終値は3円安の4,890円。 | 9433.T DOWN",
        "ja | 円安を受け、トヨタ自動車は輸出を増やす。 | -",
        "ko | 전날 9.4% 뛰었던 SK하이닉스는 1.6% 더 올랐다. | 000660.KS UP 9.4; 000660.KS UP 1.6",
        "ko | LIG넥스원과 현대로템이 동반 급락했다. 낙폭은 각각 8.1%와 6.7%다. | 079550.KS DOWN -8.1; 064350.KS DOWN -6.7",
        "zh | 大涨5%的英伟达带动了芯片股。 | NVDA UP 5",
        "zh | 比亚迪、小米集团今日公布业绩。前者涨3%，后者跌2%。 | 1211.HK UP 3; 1810.HK DOWN -2",
        "zh | 联合健康拖累道指，跌幅5.1%。 | UNH DOWN -5.1",
        "zh | 腾讯逆市走高，涨1.8%；阿里巴巴则跌2.2%。 | 0700.HK UP 1.8; 9988.HK DOWN -2.2",
        "zh | 腾讯营收同比增长8%。 | -",
        "hi | इंफोसिस 1.8 प्रतिशत उछला और टीसीएस 0.9 प्रतिशत फिसला। | INFY.NS UP 1.8; TCS.NS DOWN -0.9",
        "ar | أغلق سهم أرامكو السعودية متراجعا 1.2% في حين صعد سهم سابك 0.7%. | 2222.SR DOWN -1.2; 2010.SR UP 0.7",
      })
  void movesOfASentence(String language, String text, String expected) {
    NewsItem item = new NewsItem(null, null, text, null, language, TUESDAY_EVENING);
    String told =
        ANALYZER.analyze(item).moves().stream()
            .map(MoveConstructionsTest::told)
            .collect(Collectors.joining("; "));
    assertThat(told).isEqualTo(expected == null ? "" : expected);
  }

  private static String told(ReportedMove move) {
    String percent = move.changePercent() == null ? "" : " " + move.changePercent();
    return move.ticker() + " " + move.direction() + percent;
  }
}

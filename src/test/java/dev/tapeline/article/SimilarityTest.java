package dev.tapeline.article;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimilarityTest {

  private static final String ENGLISH =
      "Shares of the maker of telephones rose on Tuesday after its chief executive said that cars"
          + " would leave its own plant in large numbers in the first half of 2024. The company had"
          + " registered its car business at the end of August and will spend ten billion dollars"
          + " on it over ten years, it said in March. Analysts asked how it will find the staff.";

  private static final String CHINESE =
      "这家手机制造商的股价周二上涨，此前其首席执行官表示，公司自己的工厂将在2024年上半年大批量生产汽车。"
          + "公司八月底注册了汽车业务，并在三月表示将在十年内为此投入一百亿美元。分析师询问公司将如何找到所需的人员，"
          + "以及第一款车型会在哪里销售。公司没有对此作出评论，只说更多消息将在年底之前公布。"
          + "公司的竞争对手也在扩大产能，行业协会预计明年的销量会再次增长，价格则会继续下降。投资者因此更加关注成本。"
          + "多家券商在报告发布之后维持了原有的评级。";

  private static final String THAI =
      "หุ้นของผู้ผลิตโทรศัพท์ปรับตัวขึ้นในวันอังคารหลังจากประธานเจ้าหน้าที่บริหารกล่าวว่ารถยนต์จะออกจากโรงงานของบริษัทเองเป็นจำนวนมากในครึ่งแรกของปี"
          + "บริษัทจดทะเบียนธุรกิจรถยนต์เมื่อปลายเดือนสิงหาคมและจะลงทุนหนึ่งหมื่นล้านดอลลาร์ในช่วงสิบปีตามที่กล่าวไว้ในเดือนมีนาคม";

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE, THAI})
  void aCreditAndOtherSpacesLeaveATextNear(String text) {
    long original = Similarity.hash("Headline", text);
    long copied = Similarity.hash("Another headline", "(Agency) " + text.replace(" ", "  ") + "\n");
    assertThat(Similarity.near(original, copied)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE, THAI})
  void anotherTextIsFar(String text) {
    String other = new StringBuilder(text).reverse().toString();
    assertThat(Similarity.near(Similarity.hash("H", text), Similarity.hash("H", other))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Shares rose 5%", "股价上涨5%"})
  void shortTextsAreTheSameOnlyByTheSameWords(String text) {
    long one = Similarity.hash("H", text);
    assertThat(Similarity.near(one, Similarity.hash("H", text + " "))).isTrue();
    assertThat(Similarity.near(one, Similarity.hash("H", text.replace('5', '6')))).isFalse();
  }
}

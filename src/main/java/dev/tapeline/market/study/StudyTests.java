package dev.tapeline.market.study;

/**
 * The tests of one average; the package says what each is and where it holds.
 *
 * @param crossSectional cross-sectional t
 * @param brownWarner t by the estimation window's daily averages (crude dependence adjustment)
 * @param patell Patell's Z
 * @param bmp standardised cross-sectional t of Boehmer, Musumeci and Poulsen
 * @param corrado rank statistic
 */
public record StudyTests(
    TestStatistic crossSectional,
    TestStatistic brownWarner,
    TestStatistic patell,
    TestStatistic bmp,
    TestStatistic corrado) {}

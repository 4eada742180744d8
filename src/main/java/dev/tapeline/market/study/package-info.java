/**
 * The arithmetic of event studies: what shares did around events, less what was to be expected of
 * them, averaged over many events. Plain Java; knows no database.
 *
 * <p>Definitions, so that somebody else gets the same number:
 *
 * <ul>
 *   <li><b>Returns</b> are simple total returns in percent, from one bar of the listing to its
 *       next, as recorded moves have them; the benchmark's are taken between the same two sessions.
 *   <li><b>Day 0</b> is the first session that could react to an event. Relative days count the
 *       listing's own bars. Several events of a listing with one day 0 are one observation.
 *   <li>The <b>estimation window</b> is {@link dev.tapeline.market.study.EstimationWindow}: the 250
 *       sessions whose last is the 20th before day 0.
 *   <li>An <b>abnormal return</b> AR is the return less {@code α + β·market} by ordinary least
 *       squares over the estimation window (market model), less the market's (market-adjusted), or
 *       less the window's mean (mean-adjusted). AAR is its mean over the N events of a day, CAAR
 *       the sum of AAR from the event window's first day on.
 *   <li>Each event window is a study of its own: which events it holds and what it says does not
 *       depend on what other windows are asked for.
 * </ul>
 *
 * <p>Tests, all two-sided, all of "no abnormal return":
 *
 * <ul>
 *   <li><b>crossSectional</b>: the mean over its standard error across events; Student with N−1
 *       degrees of freedom. Blind to events that share a day.
 *   <li><b>brownWarner</b>: AAR over the standard deviation of the estimation window's daily AAR
 *       ("crude dependence adjustment", Brown and Warner 1980 and 1985), for a window of L days
 *       CAAR over √L times it; Student with one degree of freedom less than days. Holds where
 *       events cluster on the same days.
 *   <li><b>patell</b>: standardised abnormal returns (Patell 1976); normal.
 *   <li><b>bmp</b>: the mean of the standardised abnormal returns over its standard error across
 *       events (Boehmer, Musumeci and Poulsen 1991), which holds where events raise the variance;
 *       Student with N−1 degrees of freedom.
 *   <li><b>corrado</b>: rank test (Corrado 1989) over the ranks of the abnormal returns in
 *       estimation and event window together, ties sharing their mean rank, with Corrado and
 *       Zivney's (1992) weights where returns are missing; over L days the sum of the days'
 *       statistics over √L (Cowan 1992); normal.
 * </ul>
 *
 * <p>Sources: Brown, Warner (1985), Journal of Financial Economics 14, 3–31; MacKinlay (1997),
 * Journal of Economic Literature 35, 13–39; Patell (1976), Journal of Accounting Research 14,
 * 246–276; Boehmer, Musumeci, Poulsen (1991), JFE 30, 253–272; Corrado (1989), JFE 23, 385–395;
 * Corrado, Zivney (1992), Journal of Financial and Quantitative Analysis 27, 465–478; Cowan (1992),
 * Review of Quantitative Finance and Accounting 2, 343–358.
 */
@NullMarked
package dev.tapeline.market.study;

import org.jspecify.annotations.NullMarked;

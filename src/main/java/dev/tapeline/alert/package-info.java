/**
 * Alerts: rules, what they match, and how it reaches people and programs.
 *
 * <p>A <b>rule</b> says for whom (companies, a watch list, markets, or all), when (conditions on
 * recorded moves, reported moves, events and claims) and where to. One <b>matcher</b> at a time, of
 * all processes on a database, reads what timelines and prices announce: entries by their sequence
 * numbers, and recorded moves by the list that {@link dev.tapeline.market.MovesRecorded} fills in
 * the transaction that made them. What matches is written as a <b>delivery</b> in the transaction
 * that says how far the matcher is, so a process may die anywhere: nothing is lost, and the key
 * (rule, target, subject, trigger, revision) keeps what comes twice from being sent twice.
 *
 * <p>The <b>revision</b> of a delivery's key is made of the facts that its trigger looked at, not
 * of the entry's own revision: another report of the same event sends nothing, a rumour that is
 * confirmed or a verdict that turns does.
 *
 * <p>The <b>dispatcher</b> takes deliveries that are due, in their order for each rule and company,
 * a few at a time for each target, and sends them by a {@link dev.tapeline.alert.Channel}. It marks
 * what it takes with its process' number; that number counts as long as the process holds an
 * advisory lock of the database, which ends with it.
 */
@NullMarked
package dev.tapeline.alert;

import org.jspecify.annotations.NullMarked;

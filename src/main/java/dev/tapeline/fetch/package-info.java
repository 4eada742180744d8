/**
 * Fetching from addresses that strangers chose, for whoever pulls: {@code source} and {@code
 * market}.
 *
 * <p>Every fetch is bounded: how many redirects, how many bytes (as sent and as decoded), how long
 * to connect, how long between two bytes, and how long in all, also when a server drips. Addresses
 * that are not public are refused after the name was resolved and for every redirect, so that
 * neither a feed nor a name server can make Tapeline ask its own network ({@link
 * dev.tapeline.fetch.AddressPolicy}).
 *
 * <p>What goes wrong is an answer, {@link dev.tapeline.fetch.Fetched.Failed}, with a reason for
 * people; nothing is thrown. What a request calls secret stands in no reason and is sent to no
 * other host. Plain Java but for {@code FetcherProducer}, which makes the service's fetcher of what
 * is configured.
 */
@NullMarked
package dev.tapeline.fetch;

import org.jspecify.annotations.NullMarked;

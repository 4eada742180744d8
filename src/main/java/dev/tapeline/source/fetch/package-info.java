/**
 * Fetching from addresses that strangers chose.
 *
 * <p>Every fetch is bounded: how many redirects, how many bytes (as sent and as decoded), how long
 * to connect, how long between two bytes, and how long in all, also when a server drips. Addresses
 * that are not public are refused after the name was resolved and for every redirect, so that
 * neither a feed nor a name server can make Tapeline ask its own network ({@link
 * dev.tapeline.source.fetch.AddressPolicy}).
 *
 * <p>What goes wrong is an answer, {@link dev.tapeline.source.fetch.Fetched.Failed}, with a reason
 * for people; nothing is thrown. Plain Java, no framework.
 */
@NullMarked
package dev.tapeline.source.fetch;

import org.jspecify.annotations.NullMarked;

package dev.tapeline.pull;

import java.util.UUID;

/**
 * A row that somebody has taken to pull it.
 *
 * @param id of the row
 * @param row as it was then
 * @param lease which must still be the row's when the pull has ended
 */
public record Leased<T>(UUID id, T row, UUID lease) {}

package dev.tapeline.article;

/**
 * Fired after an article of a source that is not the built-in sample was committed: the sample has
 * done its work.
 */
public record OwnArticleRecorded() {}

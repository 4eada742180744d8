package dev.tapeline.app.command;

import dev.tapeline.article.ArticleImport;
import dev.tapeline.fetch.Fetcher;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What commands get from the process around them, where they need more than files.
 *
 * @param service what {@code serve}, and no command at all, run
 * @param databases where commands that need a database get it
 * @param fetchers makes a fetcher as it is configured, of a version; whoever asks closes it
 * @param articles runs work with the intake of articles, on the same database
 */
public record Means(
    Runnable service,
    CommandDatabase.Opener databases,
    Function<String, Fetcher> fetchers,
    Consumer<Consumer<ArticleImport>> articles) {}

/**
 * The article inside an HTML page: headline, body, author, times, language, site, address, credit.
 *
 * <p>Where the same thing is told several times, the first of these that tells it wins: JSON-LD of
 * an article type, OpenGraph and other meta elements, microdata and {@code time}, what the page
 * shows. The body is taken from the page's elements, because they carry paragraphs: an element
 * marked as the body, an {@code article}, else the densest text; JSON-LD's {@code articleBody}
 * steps in where the elements hold much less, and tells where the article ends where they hold
 * more.
 *
 * <p>What is not the article goes: navigation, author boxes, comments, related links, share
 * buttons, newsletters, advertisements, captions, tables of contents, pointers such as "Baca
 * juga:". The words that tell them are in {@code furniture.csv}.
 */
@NullMarked
package dev.tapeline.analysis.page;

import org.jspecify.annotations.NullMarked;

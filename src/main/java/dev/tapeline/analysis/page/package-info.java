/** The article inside an HTML page: title, body, author, dates. */
@NullMarked
package dev.tapeline.analysis.page;

import org.jspecify.annotations.NullMarked;

/**
 * The commands: what a person or a script types behind {@code java -jar quarkus-run.jar}.
 *
 * <p>Each reads files or standard input and writes standard output, both in UTF-8 whatever the
 * platform's own encoding is. What is wrong with the input goes to standard error, and the rest is
 * still done. Exit statuses: 0, all was well; 1, some of the input was not, or the command could
 * not be carried out; 2, the command line itself was wrong.
 */
@NullMarked
package dev.tapeline.app.command;

import org.jspecify.annotations.NullMarked;

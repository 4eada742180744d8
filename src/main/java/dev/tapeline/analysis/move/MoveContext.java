package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;
import org.jspecify.annotations.Nullable;

/**
 * What the sentences before leave to this one.
 *
 * @param spokenOf whose move was told last, or else whom the text is speaking of, or null
 * @param amongMoves whether a sentence right before told a move
 * @param listed which way the list goes that this line stands in, or null
 * @param lastWay which way the move right before went, or null
 * @param isReport whether the text has told moves of several companies
 */
record MoveContext(
    @Nullable Company spokenOf,
    boolean amongMoves,
    @Nullable Direction listed,
    @Nullable Direction lastWay,
    boolean isReport) {}

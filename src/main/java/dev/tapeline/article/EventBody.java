package dev.tapeline.article;

import dev.tapeline.analysis.event.EventArgument;
import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Period;
import dev.tapeline.analysis.event.Polarity;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.timeline.ClaimCheck;
import dev.tapeline.timeline.NewsEvent;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the reports of an event say of it together.
 *
 * @param factLevel the surest of them, but for a denial, which stands until a later report
 * @param polarity for the company, by the surest report
 * @param period what time the event is about
 * @param relevance the highest of the reports
 * @param confidence 0 to 1, the highest of the reports
 * @param title of the first report
 * @param language of the first report
 * @param zone of the company's home exchange
 * @param session the first that could react, or the one of the first told move
 * @param sample whether the reports are the built-in sample's
 * @param arguments details, those of the first report first
 * @param moves told by any of the reports, each once
 * @param claims each part of the moves, checked
 * @param parties the other companies, most relevant first
 * @param evidence places in the reports
 * @param articles the reports, first report first
 */
record EventBody(
    @Nullable FactLevel factLevel,
    @Nullable Polarity polarity,
    @Nullable Period period,
    int relevance,
    double confidence,
    @Nullable String title,
    @Nullable String language,
    @Nullable String zone,
    @Nullable LocalDate session,
    boolean sample,
    List<EventArgument> arguments,
    List<NewsEvent.ToldMove> moves,
    List<ClaimCheck> claims,
    List<InvolvedParty> parties,
    List<NewsEvent.ArticleEvidence> evidence,
    List<NewsEvent.ArticleRef> articles) {

  /** A company named with the event, and how much the reports are about it. */
  record InvolvedParty(CompanyRef company, int relevance) {}
}

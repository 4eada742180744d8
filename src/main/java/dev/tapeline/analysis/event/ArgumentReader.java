package dev.tapeline.analysis.event;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.linking.Links;
import dev.tapeline.analysis.move.ReportedMove;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Evidence;
import dev.tapeline.analysis.text.Quantity;
import dev.tapeline.analysis.text.Sentence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the numbers and the other company that belong to an event. */
final class ArgumentReader {
  private static final double NEAR = 90;
  private static final Set<String> WITH_COUNTERPART =
      Set.of("mergers-acquisitions", "deals", "divestitures", "legal", "ownership", "investments");

  private final Document document;
  private final Links links;
  private final OwnerFinder owners;
  private final List<ReportedMove> moves;

  ArgumentReader(Document document, Links links, OwnerFinder owners, List<ReportedMove> moves) {
    this.document = document;
    this.links = links;
    this.owners = owners;
    this.moves = moves;
  }

  /** The arguments of an event of a company, in the order money, percent, count, company. */
  List<EventArgument> read(Trigger trigger, Company owner) {
    List<EventArgument> arguments = new ArrayList<>();
    Quantity money = nearest(trigger, Quantity.Kind.MONEY);
    if (money != null) {
      arguments.add(new EventArgument("AMOUNT", money.signed(), money.currency(), null, null));
    }
    Quantity percent = nearest(trigger, Quantity.Kind.PERCENT);
    if (percent != null) {
      arguments.add(new EventArgument("PERCENT", percent.signed(), null, "PERCENT", null));
    }
    Quantity count = nearest(trigger, Quantity.Kind.COUNT);
    if (count != null && count.unit() != null) {
      arguments.add(
          new EventArgument(
              "COUNT", count.signed(), null, count.unit().toUpperCase(Locale.ROOT), null));
    }
    Company other =
        WITH_COUNTERPART.contains(trigger.type().group())
            ? owners.counterpart(trigger, owner)
            : null;
    if (other != null) {
      arguments.add(
          new EventArgument("COUNTERPARTY", null, null, null, links.listing(other).ticker()));
    }
    return arguments;
  }

  private @Nullable Quantity nearest(Trigger trigger, Quantity.Kind kind) {
    String text = trigger.sentence().field().normalized();
    Quantity best = null;
    double nearest = NEAR;
    for (Quantity quantity : document.quantities(trigger.sentence())) {
      if (quantity.kind() != kind
          || isOfMove(trigger, quantity)
          || (kind == Quantity.Kind.COUNT && quantity.unit() == null)) {
        continue;
      }
      double distance =
          quantity.start() >= trigger.end()
              ? Gap.between(text, trigger.end(), quantity.start())
              : quantity.end() <= trigger.start()
                  ? Gap.between(text, quantity.end(), trigger.start())
                  : 0;
      if (distance < nearest) {
        best = quantity;
        nearest = distance;
      }
    }
    return best;
  }

  /** Whether a number of the sentence is the change or the price that a share move tells. */
  private boolean isOfMove(Trigger trigger, Quantity quantity) {
    for (ReportedMove move : moves) {
      // Which sentence is compared first: it is the cheaper question, and most moves are elsewhere
      if (isToldIn(move, trigger.sentence())
          && (equal(move.changePercent(), quantity.value())
              || equal(move.price(), quantity.value()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(@Nullable BigDecimal told, BigDecimal value) {
    return told != null && told.abs().compareTo(value.abs()) == 0;
  }

  private boolean isToldIn(ReportedMove move, Sentence sentence) {
    Evidence own = document.evidence(sentence);
    for (Evidence evidence : move.evidence()) {
      if (own.field() == evidence.field()
          && evidence.start() < own.end()
          && own.start() < evidence.end()) {
        return true;
      }
    }
    return false;
  }
}

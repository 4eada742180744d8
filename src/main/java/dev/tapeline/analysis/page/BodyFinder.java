package dev.tapeline.analysis.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the elements that hold an article's body.
 *
 * <p>Order: an element that is marked as the body ({@code itemprop=articleBody}, a class such as
 * {@code entry-content}); an {@code <article>}; else the element under which the most text stands
 * in paragraphs, where a paragraph counts for its parent, half for the grandparent and a quarter
 * above, as Readability does it. Furniture (by tag, role and class) never counts. Two passes over
 * the document, each linear.
 */
final class BodyFinder {
  private static final Set<String> NEVER_TEXT =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "svg",
          "math",
          "iframe",
          "canvas",
          "video",
          "audio",
          "object",
          "embed",
          "button",
          "select",
          "textarea",
          "input",
          "map",
          "progress",
          "meter",
          "datalist",
          "amp-ad",
          "amp-embed",
          "amp-sidebar",
          "amp-consent",
          "rp",
          "rt");
  private static final Set<String> FURNITURE_TAGS =
      Set.of(
          "nav",
          "aside",
          "footer",
          "header",
          "form",
          "dialog",
          "menu",
          "figcaption",
          "address",
          "time");
  private static final Set<String> FURNITURE_ROLES =
      Set.of(
          "navigation",
          "complementary",
          "banner",
          "contentinfo",
          "search",
          "dialog",
          "alertdialog",
          "alert",
          "menu",
          "menubar",
          "toolbar",
          "tablist",
          "form");
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "section",
          "article",
          "main",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "ul",
          "ol",
          "li",
          "dl",
          "dt",
          "dd",
          "blockquote",
          "pre",
          "table",
          "tr",
          "td",
          "th",
          "caption",
          "figure",
          "center",
          "fieldset",
          "body",
          "html",
          "details",
          "summary",
          "hr");
  private static final Set<String> NEVER_FURNITURE = Set.of("html", "body", "main");

  private static final int PARAGRAPH = 25;
  private static final int SMALL = 150;

  private final Furniture furniture;
  private final Element root;
  private final boolean byClass;
  private final Map<Element, Measure> measures = new IdentityHashMap<>();
  private final List<Element> markers = new ArrayList<>();
  private final List<Element> articles = new ArrayList<>();
  private @Nullable Element densest;

  private BodyFinder(Furniture furniture, Element root, boolean byClass) {
    this.furniture = furniture;
    this.root = root;
    this.byClass = byClass;
  }

  /** What is known of an element and all that is in it. */
  private static final class Measure {
    int weight;
    int linked;
    boolean marked;
    boolean headline;
    boolean furniture;
    int paragraphs;
    double score;
  }

  /**
   * Where a body stands.
   *
   * @param elements the elements that hold it, in the order of the page; empty where there is none
   * @param isFurniture of the elements inside them, which are not part of it
   */
  record Body(List<Element> elements, Set<Element> isFurniture, int weight) {}

  /** Finds the body below an element. */
  static Body find(Element root, Furniture furniture) {
    Body strict = new BodyFinder(furniture, root, true).find();
    if (strict.weight() >= 400) {
      return strict;
    }
    // A page whose class names mislead: nothing is left once what looks like furniture is gone
    Body loose = new BodyFinder(furniture, root, false).find();
    return loose.weight() > 4 * strict.weight() ? loose : strict;
  }

  static boolean isBlock(Element element) {
    return BLOCKS.contains(element.normalName());
  }

  private Body find() {
    NodeTraversor.traverse(new Weigher(), root);
    NodeTraversor.traverse(new Scorer(), root);
    List<Element> elements = choose();
    Set<Element> furnitureElements =
        Collections.newSetFromMap(new IdentityHashMap<Element, Boolean>());
    int weight = 0;
    for (Element element : elements) {
      weight += measure(element).paragraphs;
    }
    measures.forEach(
        (element, measure) -> {
          if (measure.furniture) {
            furnitureElements.add(element);
          }
        });
    return new Body(elements, furnitureElements, weight);
  }

  private Measure measure(Element element) {
    return measures.computeIfAbsent(element, e -> new Measure());
  }

  private int paragraphs(@Nullable Element element) {
    return element == null ? 0 : measure(element).paragraphs;
  }

  private List<Element> choose() {
    Element marker = best(markers);
    int densestWeight = paragraphs(densest);
    if (marker != null && isEnough(marker, densestWeight)) {
      return withItsParts(innermost(marker, markers));
    }
    Element article = best(articles);
    if (article != null && isEnough(article, densestWeight)) {
      Element inside = densest != null && isWithin(densest, article) ? densest : article;
      return List.of(paragraphs(inside) >= 0.85 * paragraphs(article) ? inside : article);
    }
    if (densest == null) {
      return paragraphs(root) > 0 || measure(root).weight > 0 ? List.of(root) : List.of();
    }
    return withItsSiblings(densest);
  }

  /** A marked element is taken at its word unless far more text stands elsewhere. */
  private boolean isEnough(Element marked, int densestWeight) {
    int weight = paragraphs(marked);
    return weight > 0
        && (weight >= 0.5 * densestWeight || (weight >= 200 && weight >= 0.15 * densestWeight));
  }

  /** The heaviest; but of several articles on one page the first that is half as heavy. */
  private @Nullable Element best(List<Element> candidates) {
    int most = 0;
    for (Element candidate : candidates) {
      most = Math.max(most, paragraphs(candidate));
    }
    for (Element candidate : candidates) {
      if (paragraphs(candidate) > 0 && 2 * paragraphs(candidate) >= most) {
        return candidate;
      }
    }
    return null;
  }

  private Element innermost(Element marker, List<Element> candidates) {
    Element inner = marker;
    for (Element candidate : candidates) {
      if (candidate != inner
          && paragraphs(candidate) >= 0.85 * paragraphs(marker)
          && isWithin(candidate, inner)) {
        inner = candidate;
      }
    }
    return inner;
  }

  /** A body that advertisements cut into several elements of one kind. */
  private List<Element> withItsParts(Element body) {
    Element parent = body.parent();
    Element grandparent = parent == null ? null : parent.parent();
    List<Element> parts = new ArrayList<>();
    for (Element candidate : markers) {
      Element theirs = candidate.parent();
      boolean near =
          theirs == parent
              || (theirs != null && grandparent != null && theirs.parent() == grandparent);
      if (candidate == body
          || (near
              && candidate.className().equals(body.className())
              && candidate.normalName().equals(body.normalName())
              && closestArticle(candidate) == closestArticle(body))) {
        parts.add(candidate);
      }
    }
    return parts;
  }

  private static @Nullable Element closestArticle(Element element) {
    for (Element e = element; e != null; e = e.parent()) {
      if (e.normalName().equals("article")) {
        return e;
      }
    }
    return null;
  }

  private List<Element> withItsSiblings(Element body) {
    Element parent = body.parent();
    if (parent == null || NEVER_FURNITURE.contains(body.normalName())) {
      return List.of(body);
    }
    List<Element> elements = new ArrayList<>();
    for (Element sibling : parent.children()) {
      Measure measure = measure(sibling);
      boolean sameKind =
          !body.className().isEmpty()
              && sibling.className().equals(body.className())
              && measure.score >= 0.2 * measure(body).score;
      boolean paragraph =
          sibling.normalName().equals("p")
              && measure.weight >= 80
              && measure.linked < 0.25 * measure.weight;
      if (sibling == body || (!measure.furniture && (sameKind || paragraph))) {
        elements.add(sibling);
      }
    }
    return elements;
  }

  private boolean isWithin(Element inner, Element outer) {
    for (Element e = inner; e != null; e = e.parent()) {
      if (e == outer) {
        return true;
      }
    }
    return false;
  }

  private static String names(Element element) {
    String classes = element.className();
    String id = element.id();
    return id.isEmpty() ? classes : classes + " " + id;
  }

  private static boolean isHidden(Element element) {
    if (element.hasAttr("hidden")) {
      return true;
    }
    String style = element.attr("style");
    return !style.isEmpty() && style.replace(" ", "").contains("display:none");
  }

  /** First pass: how much text each element holds, and whether it holds a body or the headline. */
  private final class Weigher implements NodeVisitor {
    private final Deque<Measure> open = new ArrayDeque<>();
    private int links;
    private int silent;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        if (silent == 0 && !open.isEmpty()) {
          int weight = TextWeight.of(text.getWholeText());
          open.peek().weight += weight;
          open.peek().linked += links > 0 ? weight : 0;
        }
      } else if (node instanceof Element element) {
        Measure measure = measure(element);
        open.push(measure);
        if (NEVER_TEXT.contains(element.normalName())) {
          silent++;
        } else if (element.normalName().equals("a")) {
          links++;
        } else if (element.normalName().equals("h1")) {
          measure.headline = true;
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (!(node instanceof Element element)) {
        return;
      }
      Measure measure = open.pop();
      if (NEVER_TEXT.contains(element.normalName())) {
        silent--;
      } else if (element.normalName().equals("a")) {
        links--;
      }
      if (silent == 0 && isMarked(element) && measure.weight >= PARAGRAPH) {
        measure.marked = true;
      }
      Measure parent = open.peek();
      if (parent != null) {
        parent.weight += measure.weight;
        parent.linked += measure.linked;
        parent.marked |= measure.marked;
        parent.headline |= measure.headline;
      }
    }
  }

  private boolean isMarked(Element element) {
    if (element.attr("itemprop").contains("articleBody")) {
      return true;
    }
    return isBlock(element)
        && !element.normalName().equals("p")
        && furniture.isBodyClass(names(element));
  }

  private boolean isFurniture(Element element) {
    String tag = element.normalName();
    if (NEVER_TEXT.contains(tag)) {
      return true;
    }
    if (NEVER_FURNITURE.contains(tag)) {
      return false;
    }
    if (isHidden(element)) {
      return !measure(element).marked;
    }
    String names = names(element);
    if (byClass && !names.isEmpty() && furniture.isCommentClass(names)) {
      return !isMarkedItself(element) && !measure(element).headline;
    }
    boolean suspect =
        FURNITURE_TAGS.contains(tag)
            || FURNITURE_ROLES.contains(element.attr("role"))
            || (byClass && !names.isEmpty() && isFurnitureByName(element, names));
    return suspect && !isProtected(element);
  }

  private boolean isFurnitureByName(Element element, String names) {
    return furniture.isFurnitureClass(names)
        || (measure(element).weight <= SMALL && furniture.isSmallFurnitureClass(names));
  }

  private boolean isMarkedItself(Element element) {
    return measure(element).marked && isMarked(element);
  }

  /** What holds a body, the headline or most of the page is no furniture whatever it is called. */
  private boolean isProtected(Element element) {
    Measure measure = measure(element);
    boolean header = element.normalName().equals("header");
    return measure.marked
        || (measure.headline && !header && measure.weight > 300)
        || (measure.weight > 0.6 * measure(root).weight
            && measure.weight > 4 * PARAGRAPH
            && 2 * measure.linked < measure.weight);
  }

  /** Second pass: how much text stands in paragraphs, credited to what is around them. */
  private final class Scorer implements NodeVisitor {
    /** An open element with the text that stands in it, but in no block inside it. */
    private record Open(Element element, Measure measure, int[] own) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private int links;
    private int furnitureDepth;
    private double most;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        if (furnitureDepth == 0 && !open.isEmpty()) {
          int[] own = open.peek().own();
          int weight = TextWeight.of(text.getWholeText());
          own[0] += weight;
          own[1] += links > 0 ? weight : 0;
        }
      } else if (node instanceof Element element) {
        Measure measure = measure(element);
        measure.furniture = isFurniture(element);
        furnitureDepth += measure.furniture ? 1 : 0;
        links += element.normalName().equals("a") ? 1 : 0;
        open.push(new Open(element, measure, new int[2]));
        if (furnitureDepth == 0) {
          if (isMarkedItself(element)) {
            markers.add(element);
          } else if (element.normalName().equals("article")) {
            articles.add(element);
          }
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (!(node instanceof Element element)) {
        return;
      }
      Open closed = open.pop();
      Measure measure = closed.measure();
      links -= element.normalName().equals("a") ? 1 : 0;
      boolean outside = furnitureDepth == 0;
      furnitureDepth -= measure.furniture ? 1 : 0;
      Open parent = open.peek();
      if (!outside) {
        return;
      }
      if (isBlock(element)) {
        credit(element, closed.own());
      } else if (parent != null) {
        parent.own()[0] += closed.own()[0];
        parent.own()[1] += closed.own()[1];
      }
      if (parent != null) {
        parent.measure().paragraphs += measure.paragraphs;
      }
      double score = measure.score * (1 - linkShare(measure));
      if (isCandidate(element) && score > most) {
        most = score;
        densest = element;
      }
    }

    private boolean isCandidate(Element element) {
      return isBlock(element) && !element.normalName().equals("html");
    }

    private double linkShare(Measure measure) {
      return measure.weight == 0 ? 0 : Math.min(1, (double) measure.linked / measure.weight);
    }

    private void credit(Element element, int[] own) {
      int weight = own[0] - own[1];
      if (own[0] < PARAGRAPH || weight < 0.5 * own[0]) {
        return;
      }
      Measure measure = measure(element);
      measure.paragraphs += weight;
      String tag = element.normalName();
      double worth = tag.equals("li") || tag.startsWith("h") ? 0.4 * weight : weight;
      boolean paragraph = tag.equals("p") || tag.equals("pre") || tag.equals("li");
      double share = paragraph ? 1 : 0.55;
      if (!paragraph) {
        measure.score += worth;
      }
      Element above = element.parent();
      for (int i = 0; i < 3 && above != null; i++) {
        measure(above).score += share * worth;
        share *= 0.55;
        above = above.parent();
      }
    }
  }
}

package dev.tapeline.analysis.linking;

/** What the item does with a company. A timeline takes {@code SUBJECT} and {@code PARTY} alone. */
public enum Role {
  /** The item is about it. */
  SUBJECT,
  /** Named with the subject: a partner, a rival, a buyer, a supplier. */
  PARTY,
  /** Where something was posted, shown or sold: an account, an app store, a marketplace. */
  VENUE,
  /** Who reported it: an agency, a newspaper, a broker quoted for data. */
  SOURCE,
  /** Only in a page's furniture: author box, comments, links, share buttons. */
  PAGE
}

package dev.tapeline.analysis.text;

/**
 * What a small word or an ending says of how the parts of a sentence belong together. A language's
 * file lists its own by the name in small letters: {@code particle,agent,by}.
 */
public enum Particle {
  /** Who did it stands behind: {@code by}, {@code durch}. */
  AGENT,
  /** Leads from a noun for a change to how far it went: {@code of}, {@code um}. */
  MEASURE,
  /** Whom something concerns stands behind: {@code for}, {@code voor}. */
  BENEFIT,
  /** Leads from a name to the noun for its change: {@code with}, {@code avec}. */
  WITH,
  /** Begins phrases that say "up" or "down" of a noun before them: {@code in crescita}. */
  ADVERB,
  /** Leads from a word for shares to whose they are: {@code of}, {@code des}. */
  OWNER_BEHIND,
  /** Stands behind an owner: {@code 's}, {@code 的}. */
  OWNER_BEFORE,
  /** Ends what the sentence speaks of: {@code は}. */
  TOPIC,
  /** Ends a word that stands before the noun it is told of: {@code 急騰した任天堂}, {@code 大涨的英伟达}. */
  ATTRIBUTE,
  /** Puts forward what follows: {@code 売られたのはディスコ}, {@code 领涨的是赛力斯}. */
  FOREGROUND,
  /** Ends the subject: {@code が}. */
  SUBJECT,
  /** Ends somebody that something is done with: {@code GM과의 계약}. */
  PARTNER,
  /** Ends an object: {@code を}. */
  OBJECT,
  /** Ends a verb that stands before what it is told of: {@code yükselen THYAO}. */
  PARTICIPLE,
  /** Leads from a percentage to whose it is: {@code yüzde 9,9 ile Kardemir}. */
  LED_BY_PERCENT,
  /** Leads from a verb to where something arrived: {@code sale al 62% di Mediobanca}. */
  LEVEL,
  /** Stands behind a name and a hyphen for who has to do with it: {@code TKMS-Mutter}. */
  KIN,
  /** Says that there is more or less of what a verb tells: {@code más}, {@code meer}. */
  MORE
}

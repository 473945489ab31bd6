/** From where on the rules of the forest hold. Shares are of the posts of the smaller tag. */
export interface ForestLimits {
  /** Share of a character's posts with its home. */
  readonly home: number;
  /** Share of a work's posts with the work it is part of; where all pairs were counted, the second. */
  readonly contained: number;
  readonly containedComplete: number;
  /** Share with the one work that it shares far more posts with than with any other. */
  readonly mostly: number;
  /** Mean share of the characters at home in a work with the larger work; where all pairs were counted, the second. */
  readonly ownCast: number;
  readonly ownCastComplete: number;
  /** Part of the characters seen with a work that live in the larger one. */
  readonly guestCast: number;
  /** Part of a work's characters that carry the larger work's name in brackets. */
  readonly namedCast: number;
  /** Part of the characters with one qualifier that live in one franchise. */
  readonly qualifier: number;
  /** Part of a group's company that is in one other group. */
  readonly company: number;
  /** Share of posts by which counts link two works of one title; where all pairs were counted, the second. */
  readonly link: number;
  readonly linkComplete: number;
  /** Information of a title (nats, by the words of all titles) from which two works do not have it by chance. */
  readonly particular: number;
  /** Part of the works under one that may hang together for it to be an umbrella. */
  readonly umbrella: number;
  /** Mean share of the characters at home below a work with it, under which they are guests and it is an umbrella. */
  readonly guestShare: number;
}

/** Set on the labels of the BOORU CHARS taglist that are public to us; docs/franchises.md has what they score on franchises they were not chosen by. */
export const forestLimits: ForestLimits = {
  home: 0.05, contained: 0.5, containedComplete: 0.55, mostly: 0.25, ownCast: 0.35, ownCastComplete: 0.7, guestCast: 0.7, namedCast: 0.6, qualifier: 0.7, company: 0.55,
  link: 0.02, linkComplete: 0.1, particular: 6, umbrella: 0.5, guestShare: 0.75,
};

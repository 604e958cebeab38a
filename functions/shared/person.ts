/** What shows nothing, and so tells nobody apart: joiners, marks of direction, controls. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{Cf}|(?!\p{White_Space})\p{Cc}/gu;
const SPACES = /\p{White_Space}+/gu;

/** Upper case first, which spells out what has no single letter in the other case (ß, final sigma). */
const fold = (text: string) =>
  text.replace(UNSEEN, '').normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

/**
 * The one form of all spellings of a token's subject: two that differ in case, white space or Unicode form are one
 * person. Issuers say that a subject is to be compared to the letter; where people must be two, whoever can make an
 * account with another spelling of a name must not become a second one. A deployment trusts one issuer at a time. Where
 * that was changed, whom the new one calls by a subject of the old one is the same person: refused too often, not too seldom.
 */
export function personOf(subject: string): string {
  return fold(fold(subject)).replace(SPACES, ' ').trim();
}

/** Whether two subjects, as tokens wrote them, are one person. */
export const isSamePerson = (one: string, other: string): boolean => personOf(one) === personOf(other);

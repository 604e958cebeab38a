import type { Determination, Reason } from '../shared/determination.schema.ts';

/** The questions of law that a determination puts to a person. */
export const openQuestions = ({ findings }: Determination): Reason[] =>
  findings.flatMap(({ outcome, reason }) => (outcome === 'refer' && reason ? [reason] : []));

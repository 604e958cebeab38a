import type { Circumstances, Mark } from '../../shared/circumstances.schema.ts';

/** What marks of a forgery weigh, and from where on that counts. */
export type MarkLaw = {
  hold: number;
  refuse: number;
  signals: readonly { id: Mark; weight: number }[];
};

/** The marks of a demand, each once, whoever found it. */
export const marksOf = ({ marks, authenticity }: Pick<Circumstances, 'marks' | 'authenticity'>): Mark[] => [
  ...new Set<Mark>([...(marks ?? []), ...(authenticity?.signals ?? [])]),
];

/** What they weigh together. */
export function weightOf(marks: readonly Mark[], { signals }: MarkLaw): number {
  return signals.reduce((sum, { id, weight }) => (marks.includes(id) ? sum + weight : sum), 0);
}

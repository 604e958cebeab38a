import { type MarkLaw, marksOf, weightOf } from '../validity/law/mark-law.ts';
import type { DemandView } from './demand-view.schema.ts';

type Found = Pick<DemandView, 'authenticity' | 'circumstances'>;

/** What was found of a forgery: by machines when it was checked last, and by people until now. For the desk alone. */
export function fraudIn({ authenticity, circumstances }: Found, law: MarkLaw): Pick<DemandView, 'fraud'> {
  const found = {
    ...(circumstances?.marks ? { marks: circumstances.marks } : {}),
    ...(authenticity ? { authenticity } : {}),
  };
  const marks = marksOf(found);
  if (marks.length === 0) return {};
  const byMachine: readonly string[] = found.marks ?? [];
  const byPeople: readonly string[] = authenticity?.signals ?? [];
  return {
    fraud: {
      marks: law.signals
        .filter(({ id }) => marks.includes(id))
        .map(({ id, weight }) => ({
          mark: id,
          weight,
          by: [
            ...(byMachine.includes(id) ? (['machine'] as const) : []),
            ...(byPeople.includes(id) ? (['person'] as const) : []),
          ],
        })),
      weight: weightOf(marks, law),
      hold: law.hold,
      refuse: law.refuse,
    },
  };
}

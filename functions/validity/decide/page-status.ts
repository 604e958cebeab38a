import type { Finding } from '../../shared/determination.schema.ts';
import type { Principles } from '../pages/general-law.schema.ts';
import type { Page } from '../pages/page.schema.ts';

/** What is found of the page itself on a day on which it is law, and on another. */
export type PageStatus = { inForce: readonly Finding[]; notInForce: readonly Finding[] };

type About = Pick<Page, 'citation' | 'confirmed'>;

export function pageStatus(
  { citation: cite, confirmed }: About,
  { inForce, unconfirmed }: Principles,
): PageStatus {
  const check = 'in-force:instrument';
  const { outcome, reason, do: todo } = inForce.otherwise;
  const doubts: Finding[] = confirmed
    ? []
    : [
        {
          check: 'in-force:confirmed',
          outcome: 'note',
          cite: unconfirmed.cite,
          explanation: unconfirmed.says,
        },
      ];
  const status: PageStatus = {
    inForce: [{ check, outcome: 'pass', cite, explanation: inForce.holds }, ...doubts],
    notInForce: [
      {
        check,
        outcome: outcome === 'reject' ? 'fail' : outcome,
        ...(reason ? { reason } : {}),
        cite,
        explanation: `${inForce.fails} ${todo}`,
      },
      ...doubts,
    ],
  };
  for (const finding of [...status.inForce, ...status.notInForce]) Object.freeze(finding);
  return status;
}

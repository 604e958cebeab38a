import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { ObjectionKind } from '../validity/pages/objections.schema.ts';
import type { ObjectionRequest } from './objections.route.ts';

/** The paper of an objection as a draft in words, for a person to complete and sign; undefined of kinds without one. */
export function draftOf(
  { draft, grounds }: ObjectionKind,
  asked: Pick<ObjectionRequest, 'grounds' | 'items' | 'targets'>,
  { id, demand, filedAt }: DemandRecord,
): string | undefined {
  if (!draft) return undefined;
  const chosen = grounds.filter((ground) => asked.grounds.includes(ground.id));
  const targets = asked.targets?.map((target) => `target ${target + 1}`) ?? [];
  const part = [...(asked.items ?? []), ...targets];
  const values: Readonly<Record<string, string>> = {
    id,
    reference: demand.reference ?? '(none was given)',
    authority: demand.authority.name,
    received: demand.dates?.received ?? filedAt,
    grounds: chosen.map(({ says, cite }) => `[x] ${says} (${cite})`).join('\n'),
    part: part.length > 0 ? part.join(', ') : 'all of it',
  };
  const filled = (line: string) => line.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);
  return [
    draft.title,
    ...draft.sections.map(({ heading, lines }) => [heading, ...lines.map(filled)].join('\n')),
  ].join('\n\n');
}

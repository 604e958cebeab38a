import type { Right } from './rights-of.ts';
import { UNSEEN, whyUnseen } from './unseen.ts';

export type Rights = ReadonlyMap<string, readonly Right[]>;

/** Rights that no run has seen used and that no reason is given for. */
export const unexplained = (may: Rights, used: Rights): string[] =>
  [...may].flatMap(([owner, rights]) =>
    rights
      .filter((right) => !used.get(owner)?.includes(right) && whyUnseen(owner, right) === undefined)
      .map((right) => `${owner}: ${right}`),
  );

/** Reasons that stand for no right any more. */
export const idleReasons = (may: Rights, used: Rights): string[] =>
  UNSEEN.filter(
    ({ of, right }) =>
      ![...may].some(
        ([owner, rights]) =>
          of.test(owner) && rights.some((one) => right.test(one) && !used.get(owner)?.includes(one)),
      ),
  ).map(({ why }) => why);

/** A row for each function and each role beside them: what it may do, by resource, and what of it was never seen used. */
export function drawRights(may: Rights, used: Rights): string {
  const rows = [...may].map(([owner, rights]) => {
    const seen = used.get(owner) ?? [];
    return `| ${owner} | ${byResource(rights.filter((right) => seen.includes(right)))} | ${byResource(rights.filter((right) => !seen.includes(right)))} |`;
  });
  const reasons = UNSEEN.map(({ why, right }) => `- \`${readable(right)}\`: ${why}.`);
  return [
    '| who | may, and was seen to | may, and was not seen to |',
    '|---|---|---|',
    ...rows,
    '',
    'Why a right is there that was not seen used:',
    '',
    ...reasons,
    '',
  ].join('\n');
}

const readable = ({ source }: RegExp) => source.replace(/^\^/, '').replaceAll('\\', '').replace(/ $/, '');

function byResource(rights: readonly Right[]): string {
  const actions = new Map<string, string[]>();
  for (const right of rights) {
    const [action = '', resource = ''] = right.split(' ');
    actions.set(resource, [...(actions.get(resource) ?? []), action]);
  }
  return [...actions]
    .map(([resource, names]) => `${resource.replaceAll('*', '\\*')}: ${names.join(', ')}`)
    .join('<br>');
}

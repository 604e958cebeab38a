import { changeDemand, SERVICE } from '../../functions/ledger/change-demand.ts';
import { replaced } from '../../functions/ledger/part.ts';
import { HARVEST, type HarvestPart } from '../../functions/ledger/parts/harvest.part.ts';
import { sha256Hex } from '../../functions/shared/canonical-json.ts';
import { check, freeze, retrieve } from './approved-demand.ts';
import { frozenDesk } from './frozen-desk.ts';

const opened = frozenDesk();
const { filed, harvestOf } = opened;

describe('a harvest that is not what was frozen', () => {
  /** Has a connector's function hand in other lines than were frozen, with all hashes right. */
  async function lied(
    change: (lines: string[]) => string[],
    own: (part: HarvestPart) => Partial<HarvestPart>,
    rule = 'frozen',
  ) {
    const demandId = await filed({}, ['content.messages']);
    await freeze(opened.desk, demandId);
    await retrieve(opened.desk, demandId);
    const part = await harvestOf(demandId, 'messages');
    const prefix = `${demandId}/1/${part.grant}/`;
    const text =
      opened.desk.harvest.objects.get(`${prefix}records/${part.records.sha256}.jsonl`)?.toString('utf8') ??
      '';
    const bytes = Buffer.from(`${change(text.split('\n').slice(0, -1)).join('\n')}\n`);
    const sha256 = sha256Hex(bytes);
    opened.desk.harvest.objects.set(`${prefix}records/${sha256}.jsonl`, bytes);
    const lie = { ...part, records: { ...part.records, sha256, size: bytes.length }, ...own(part) };
    await changeDemand(opened.desk.ledger, demandId, () => ({
      set: {},
      action: 'retrieval.completed',
      actor: SERVICE,
      detail: {},
      parts: [replaced(HARVEST(1, part.grant), lie, part)],
      result: undefined,
    }));
    await expect(check(opened.desk, demandId)).rejects.toThrow(rule);
    const refused = (await opened.desk.ledger.store.events(demandId)).at(-1);
    expect(refused).toMatchObject({ action: 'harvest.refused', detail: { rule } });
  }
  const counting = (by: number) => (part: HarvestPart) => ({
    counts: { 'content.messages': (part.counts['content.messages'] ?? 0) + by },
    frozen: part.frozen?.map((source) => ({ ...source, lines: source.lines + by })) ?? [],
  });

  it.each<[string, (lines: string[]) => string[], (part: HarvestPart) => Partial<HarvestPart>]>([
    [
      'another text',
      ([first = '', ...rest]) => [first.replace('"body":"', '"body":"not '), ...rest],
      () => ({}),
    ],
    ['one record less', ([, ...rest]) => rest, counting(-1)],
    ['one more', (lines) => [...lines, (lines[0] ?? '').replace('"id":"', '"id":"x')], counting(1)],
    [
      'one more, said to be read now',
      (lines) => [...lines, (lines[0] ?? '').replace('"id":"', '"id":"x')],
      (part) => ({ counts: counting(1)(part).counts }),
    ],
    ['all of it, said to be read now', (lines) => lines, () => ({ frozen: [] })],
    [
      'another freezing',
      (lines) => lines,
      (part) => ({ frozen: part.frozen?.map((source) => ({ ...source, grant: 7 })) ?? [] }),
    ],
  ])('is refused: %s', (_, change, own) => lied(change, own));

  it.each<[string, object, object]>([
    ['one edit, in a list that is empty', { edited: 1 }, {}],
    ['one edit, in a list of no size', { edited: 1 }, { sha256: sha256Hex('x\n') }],
  ])('is refused where it says of what changed: %s', (_, said, list) =>
    lied(
      (lines) => lines,
      ({ grant, changes }) => {
        const [item] = changes?.items ?? [];
        if (!changes || !item) throw new Error('nothing is said of what changed');
        const key = `/1/${grant}/changes/${sha256Hex('x\n')}.jsonl`;
        const [prefix = ''] = [...opened.desk.harvest.objects.keys()].map((one) => one.split('/')[0] ?? '');
        opened.desk.harvest.objects.set(`${prefix}${key}`, Buffer.alloc(0));
        return {
          changes: {
            ...changes,
            items: [{ ...item, ...said }],
            records: { ...changes.records, ...list },
          },
        };
      },
      'changes',
    ),
  );
});

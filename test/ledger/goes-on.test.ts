import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { tellLooks } from '../../functions/desk/tell-looks.ts';
import { deliver } from '../../functions/disclosure/deliver.ts';
import type { Change, LedgerDeps } from '../../functions/ledger/change-demand.ts';
import type { DemandStore } from '../../functions/ledger/demand.store.ts';
import { type DemandRecord, RECORD } from '../../functions/ledger/demand-record.schema.ts';
import {
  demandIdOf,
  demandKey,
  demandPartition,
  EVENT_PREFIX,
  eventKey,
  partKey,
} from '../../functions/ledger/demands.table.ts';
import { type Action, type LedgerEvent, readEvent } from '../../functions/ledger/event.schema.ts';
import { sealEvent } from '../../functions/ledger/hash-chain.ts';
import { created } from '../../functions/ledger/part.ts';
import { DISCLOSURE } from '../../functions/ledger/parts/disclosure.part.ts';
import { SUSPENSION } from '../../functions/ledger/parts/suspension.part.ts';
import type { Status } from '../../functions/ledger/statuses.ts';
import type { Item } from '../../functions/ledger/stored.ts';
import { TRANSITIONS } from '../../functions/ledger/transitions.ts';
import { planNotice } from '../../functions/notice/plan-notice.ts';
import { conclude } from '../../functions/preservation/conclude.ts';
import { compileScope } from '../../functions/retrieval/compile-scope.ts';
import { awaitDecision } from '../../functions/review/await-decision.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { takeApprovalAhead } from '../../functions/review/take-approval-ahead.ts';
import { withdrawDemand } from '../../functions/review/withdraw.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { checkValidity } from '../../functions/validity/check-validity.ts';
import { endSuspension } from '../../functions/watch/end-suspension.ts';
import { recordFailure } from '../../functions/watch/record-failure.ts';
import { closeDemand } from '../../functions/workflow/close.ts';
import { runStep } from '../../functions/workflow/run-step.ts';
import { StepInput } from '../../functions/workflow/step.schema.ts';
import { chainFaults } from '../../scripts/fsck/chain-faults.ts';
import { itemFaults } from '../../scripts/fsck/item-faults.ts';
import { lifeOf } from '../../scripts/fsck/life-faults.ts';
import { rawDemand } from '../../scripts/fsck/raw-demand.ts';
import { everyone } from '../kit/authorities.ts';
import { lawUnread, person } from '../kit/desk.ts';
import { memoryTokens } from '../kit/memory-tokens.ts';
import { noMarks } from '../kit/no-marks.ts';
import { someTimes } from '../kit/secrecy-times.ts';
import { someClocks } from '../kit/some-clocks.ts';
import { dictionary } from '../retrieval/builders.ts';

const SERVICE = { kind: 'service', subject: 'due-process' } as const;
const PACKAGE = {
  sealedAt: '2026-11-26T16:00:00.000Z',
  key: 'k',
  versionId: 'v',
  sha256: 'c'.repeat(64),
  size: 1,
  manifestSha256: 'd'.repeat(64),
  signature: 's',
  keyId: 'k',
  counts: { 'subscriber.name': 1 },
};

/** A table of one demand in memory; items go through DynamoDB's own form, as they would. */
function tableOf(items: readonly Item[]) {
  const rows = new Map(items.map((item) => [String(item.sk), item]));
  const through = (item: Item) => unmarshall(marshall(item, { removeUndefinedValues: true }));
  const bodies = (begins: string) =>
    [...rows]
      .filter(([key]) => key.startsWith(begins))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { pk: _pk, sk: _sk, ...body }]) => body);
  const body = (key: string) => {
    const { pk: _pk, sk: _sk, ...found } = rows.get(key) ?? {};
    return rows.has(key) ? found : undefined;
  };
  const store: DemandStore = {
    read: async () => RECORD.read(body('demand')),
    part: async (_, { key, stored }) => {
      const found = body(key);
      return found && stored.read(found);
    },
    parts: async (_, { key, stored }) => bodies(key).map(stored.read),
    events: async () => bodies(EVENT_PREFIX).map(readEvent),
    commit: async ({ record, event, parts }) => {
      const puts = [
        { ...record, ...demandKey(record.id) },
        { ...event, ...eventKey(record.id, event.seq) },
        ...parts.map(({ key, body: written }) => ({ ...written, ...partKey(record.id, key) })),
      ];
      if (parts.some(({ key, mode }) => mode === 'create' && rows.has(key))) return 'conflict';
      for (const put of puts) rows.set(put.sk, through(put));
      return 'committed';
    },
  };
  return { store, items: () => [...rows.values()] };
}

const golden: Item[] = readFileSync(join(import.meta.dirname, 'golden/version-1/demands.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));

const timeOf = (item: Item): string =>
  String(
    item.at ??
      item.decidedAt ??
      item.compiledAt ??
      item.finishedAt ??
      item.since ??
      item.plannedAt ??
      item.placedAt,
  );

/** The items that version 1 had of a demand after so many events. */
function cutShort(pk: string, count: number): Item[] {
  const items = golden.filter((item) => item.pk === pk);
  const events = items
    .filter(({ sk }) => String(sk).startsWith(EVENT_PREFIX))
    .map(({ pk: _pk, sk: _sk, ...event }) => readEvent(event))
    .slice(0, count);
  const last = events.at(-1);
  if (!last) throw new Error('an event was expected');
  const told = (action: string) => events.findLast((event) => event.action === action);
  const parts = items.filter((item) => {
    const key = String(item.sk);
    if (key === 'demand' || key.startsWith(EVENT_PREFIX)) return false;
    if (key === 'disclosure') return told('disclosure.sealed') !== undefined;
    return timeOf(item) <= last.at;
  });
  const {
    conclusion: _conclusion,
    packageSha256: _sha256,
    withdrawnAt: _withdrawn,
    dueKind: _k,
    dueAt: _d,
    ...rest
  } = items.find(({ sk }) => sk === 'demand') ?? {};
  const checked = told('validity.checked');
  const ended = ['demand.refused', 'demand.redirected', 'preservation.placed', 'demand.closed']
    .map(told)
    .find(Boolean);
  const conclusions: Record<string, string> = {
    'demand.refused': 'refused',
    'demand.redirected': 'redirected',
    'preservation.placed': 'preserved',
    'demand.closed': String(told('demand.closed')?.detail.conclusion),
  };
  const sealed = told('disclosure.sealed');
  const record: Item = {
    ...rest,
    version: count,
    head: last.hash,
    status: statusAfterAll(events),
    round: 1 + events.filter(({ action }) => action === 'demand.clarified').length,
    facts: last.facts,
    outcome: checked?.detail.outcome,
    reasons: checked?.detail.reasons,
    ...(ended ? { conclusion: conclusions[ended.action] } : {}),
    ...(sealed ? { packageSha256: sealed.detail.packageSha256 } : {}),
    ...(told('demand.withdrawn') ? { withdrawnAt: told('demand.withdrawn')?.at } : {}),
  };
  return [
    ...parts,
    ...events.map((event) => ({ ...event, ...eventKey(event.demandId, event.seq) })),
    JSON.parse(JSON.stringify(record)),
  ];
}

/** As version 1 had it: whoever changed a demand named its status. */
function statusAfterAll(events: readonly LedgerEvent[]): Status {
  let status: Status = 'filed';
  for (const { action } of events)
    status = Object.entries(TRANSITIONS).find(([name]) => name === action)?.[1].to ?? status;
  return status;
}

/** The same as version 1 left it when its workflow failed there. */
function failedThere(items: readonly Item[]): Item[] {
  const record = items.find(({ sk }) => sk === 'demand');
  if (!record) throw new Error('a demand was expected');
  const seq = Number(record.version) + 1;
  const event = sealEvent({
    demandId: String(record.id),
    seq,
    at: '2026-11-26T16:00:00.000Z',
    action: 'demand.failed',
    actor: SERVICE,
    detail: { error: 'Anything', status: record.status },
    facts: RECORD.read(record).facts,
    previous: String(record.head),
  });
  return [
    ...items.filter((item) => item !== record),
    { ...event, ...eventKey(event.demandId, seq) },
    { ...record, version: seq, status: 'failed', head: event.hash },
  ];
}

type Reach = (state: string) => Promise<unknown>;

/** Plays the workflow of a demand from its beginning, with people who say yes wherever they may. */
async function goOn(demandId: string, { store }: { store: DemandStore }, reach: Reach = async () => {}) {
  const answers: { decision: string; round: number }[] = [];
  let now = new Date('2026-11-26T17:00:00.000Z');
  const deps = {
    store,
    marks: noMarks,
    clock: () => now,
    dues: { due: async () => [], settle: async () => {} },
    tokens: memoryTokens(),
    tasks: {
      answer: async (_: string, output: { decision: string; round: number }) => {
        answers.push(output);
        return 'answered' as const;
      },
    },
    rulebook: lawUnread,
    directory: { find: async () => ({ holders: [], otherTimes: [] }) },
    dictionary,
    clocks: someClocks,
    log: () => undefined,
  };
  const decided = async (wait: 'review' | 'release', round: number, decide: () => Promise<unknown>) => {
    await awaitDecision(wait, { demandId, round, token: `token-${wait}-${round}` }, deps);
    if (wait === 'review') await takeApprovalAhead(demandId, round, deps);
    if (answers.length === 0) await decide();
    const answer = answers.shift();
    if (!answer) throw new Error('an answer was expected');
    return answer;
  };
  const review = async () => {
    const record = await store.read(demandId);
    const request = { round: record?.round ?? 0 };
    const papers = (record?.demand.documents ?? []).map(({ sha256 }) => ({
      what: 'paper' as const,
      sha256,
      page: 1,
      pages: 1,
    }));
    await tellLooks(demandId, papers, person('reviewer', 'mona'), deps);
    const { takesEffect } = await decideReview(
      demandId,
      { ...request, decision: 'approve' },
      person('reviewer', 'mona'),
      deps,
    ).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      const refused = { ...request, decision: 'refuse', reason: 'too-vague' } as const;
      return decideReview(demandId, refused, person('reviewer', 'mona'), deps);
    });
    if (takesEffect === undefined) return;
    now = new Date(takesEffect);
    await endSuspension(demandId, SUSPENSION(request.round).key, deps);
  };
  const release = async () => {
    const record: DemandRecord | undefined = await store.read(demandId);
    const request = { decision: 'release' as const, packageSha256: String(record?.packageSha256) };
    for (const subject of ['wendy', 'xenia'])
      if (answers.length === 0) await decideRelease(demandId, request, person('releaser', subject), deps);
  };
  const close = async (round: number) => {
    await reach('Close');
    return closeDemand({ demandId, round }, deps);
  };
  const end = async (ending: Parameters<typeof conclude>[0], round: number) => {
    await reach(ending);
    await conclude(ending, { demandId, round }, deps);
    return close(round);
  };
  let round = 1;
  for (;;) {
    await reach('Check validity');
    const { outcome } = await checkValidity({ demandId, round }, deps);
    if (outcome === 'reject') return end('refuse', round);
    if (outcome === 'redirect') return end('send-elsewhere', round);
    if (outcome === 'preserve') return end('preserve', round);
    const answer = await decided('review', round, review);
    if (answer.decision === 'withdraw') return close(round);
    if (answer.decision === 'refuse') return end('refuse', round);
    if (answer.decision === 'approve') break;
    round = answer.round;
  }
  const at = { demandId, round };
  await reach('Compile scope');
  const { grants } = await compileScope(at, deps);
  await reach('Retrieve within scope');
  await retrieveAndSeal(at, grants.length, { store, clock: deps.clock });
  const answer = await decided('release', round, release);
  if (answer.decision === 'withdraw') return close(round);
  if (answer.decision === 'refuse') return end('refuse', round);
  await reach('Deliver');
  await deliver(at, { ...deps, authorities: everyone });
  await reach('Plan notice');
  await planNotice(at, { ...deps, times: someTimes, clocks: someClocks });
  return close(round);
}

/** What the steps between scope and release write, without the stores and buckets that they read. */
async function retrieveAndSeal(at: StepInput, grants: number, deps: LedgerDeps): Promise<void> {
  const { demandId, round } = at;
  const write = (step: string, action: Action, more: Partial<Change<StepInput>> = {}) =>
    runStep(deps, { demandId, step, output: StepInput, ifWithdrawn: at }, () => ({
      set: {},
      action,
      actor: SERVICE,
      detail: { round },
      result: at,
      ...more,
    }));
  for (let grant = 0; grant < grants; grant += 1)
    await write(`retrieval#${round}#${grant}`, 'retrieval.completed');
  await write(`check-harvest#${round}`, 'harvest.checked');
  await write(`seal#${round}`, 'disclosure.sealed', {
    set: { packageSha256: PACKAGE.sha256 },
    parts: [created(DISCLOSURE(), { round, ...PACKAGE })],
  });
}

const faultsOf = (id: string, items: readonly Item[]) => {
  const raw = rawDemand(id, items);
  const life = lifeOf(raw);
  return [...chainFaults(raw), ...life.faults, ...itemFaults(raw, life)];
};

type Table = ReturnType<typeof tableOf>;
const ledgerOf = ({ store }: Table) => ({
  store,
  clock: () => new Date('2026-11-26T16:30:00.000Z'),
  clocks: someClocks,
});

const fail = (id: string, table: Table) =>
  recordFailure({ demandId: id, round: 1, error: 'Anything' }, ledgerOf(table));

/** False where it is too late for that. */
async function withdraw(id: string, table: Table): Promise<boolean> {
  const record = await table.store.read(id);
  const agent = person('agent', 'olga', record?.authorityId);
  const tasks = { answer: async () => 'answered' as const };
  const dues = { due: async () => [], settle: async () => {} };
  try {
    await withdrawDemand(id, agent, { ...ledgerOf(table), tokens: memoryTokens(), tasks, dues });
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'too_late') return false;
    throw error;
  }
}

const pks = [...new Set(golden.map(({ pk }) => String(pk)))].filter((pk) =>
  pk.startsWith(demandPartition('')),
);
const cuts = pks.flatMap((pk) =>
  golden
    .filter((item) => item.pk === pk && String(item.sk).startsWith(EVENT_PREFIX))
    .map((_, index) => ({ pk, count: index + 1 })),
);

describe('a demand that version 1 left anywhere', () => {
  test.each([
    ['as it was', (items: readonly Item[]) => items, []],
    ['failed', failedThere, []],
    ['failed, and is withdrawn now', failedThere, [withdraw]],
    ['and that fails and is withdrawn now', (items: readonly Item[]) => items, [fail, withdraw]],
  ])('%s goes on to its end', async (_, left, happens) => {
    const strays: unknown[] = [];
    for (const { pk, count } of cuts) {
      const id = demandIdOf(pk);
      const cut = cutShort(pk, count);
      if (cut.find(({ sk }) => sk === 'demand')?.status === 'closed') continue;
      const table = tableOf(left(cut));
      try {
        for (const happen of happens) await happen(id, table);
        await goOn(id, table);
        const { status, conclusion } = (await table.store.read(id)) ?? {};
        const faults = faultsOf(id, table.items());
        if (status !== 'closed' || faults.length > 0) strays.push([id, count, status, conclusion, faults]);
      } catch (error) {
        const { status } = (await table.store.read(id)) ?? {};
        strays.push([id, count, status, String(error)]);
      }
    }
    expect(strays).toEqual([]);
  });

  test.each([
    ['Check validity', 'withdrawn'],
    ['Compile scope', 'withdrawn'],
    ['Retrieve within scope', 'withdrawn'],
    ['Deliver', 'withdrawn'],
    ['Plan notice', 'disclosed'],
    ['Close', 'disclosed'],
  ])('and that is withdrawn just before %s ends %s', async (state, came) => {
    const [cut] = cuts;
    if (!cut) throw new Error('a demand was expected');
    const id = demandIdOf(cut.pk);
    const table = tableOf(cutShort(cut.pk, cut.count));
    await goOn(id, table, async (reached) => reached === state && withdraw(id, table));
    expect(await table.store.read(id)).toMatchObject({ status: 'closed', conclusion: came });
    expect(faultsOf(id, table.items())).toEqual([]);
  });
});

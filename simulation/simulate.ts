import { createHash } from 'node:crypto';
import { CLOCK_DUE } from '../functions/ledger/parts/clock.part.ts';
import { FROZEN_DUE } from '../functions/ledger/parts/frozen-end.part.ts';
import { NOTICE_DUE } from '../functions/ledger/parts/notice.part.ts';
import { PRESERVATION_DUE } from '../functions/ledger/parts/preservation.part.ts';
import { RESUMPTION_DUE } from '../functions/ledger/parts/resumption.part.ts';
import { SILENCE_DUE } from '../functions/ledger/parts/silence.part.ts';
import { SUSPENSION_DUE } from '../functions/ledger/parts/suspension.part.ts';
import { WAITS } from '../functions/ledger/parts/token.part.ts';
import { DEMAND_DUE } from '../functions/ledger/status-clocks.ts';
import { sendDue } from '../functions/notice/send-due.ts';
import type { FrozenStore } from '../functions/preservation/empty-in-order.ts';
import { TransientFault } from '../functions/shared/faults.ts';
import { isPassing } from '../functions/shared/is-passing.ts';
import type { Rulebook } from '../functions/validity/decide/rulebook.ts';
import { sweep } from '../functions/watch/sweep.ts';
import type { LaneDeps } from '../functions/workflow/lane.ts';
import { Audit } from './audit/audit.ts';
import type { Breach } from './audit/known.ts';
import { RulebookData } from './audit/rulebook-data.ts';
import type { Chances } from './chances.ts';
import type { Options } from './options.ts';
import { Desk } from './people/desk.ts';
import { Directory } from './people/directory.ts';
import { Mailer } from './people/mailer.ts';
import { Offices } from './people/offices.ts';
import { TABLES } from './store/ledgers.ts';
import { productMachine } from './way/steps.ts';
import { World } from './world.ts';

const MINUTE = 60_000;
/** Faults by which a delivery stops as it must: its office is suspended, a court is asked. */
const FORESEEN: readonly string[] = ['AuthorityNotEnrolled', 'ObjectionOpen'];

const SWEPT = [
  ...Object.values(DEMAND_DUE),
  ...WAITS.map((wait) => `answer-${wait}`),
  ...[...Object.values(RESUMPTION_DUE), SUSPENSION_DUE, CLOCK_DUE],
];
const SENT = [SILENCE_DUE, NOTICE_DUE, PRESERVATION_DUE, FROZEN_DUE];

/** A function that runs on a schedule. Where nothing is due it does nothing, so that time can jump over that. */
type Scheduled = {
  every: number;
  kinds: readonly string[];
  last: number;
  /** After how long what it left is tried again: longer each time that it changes nothing. */
  again: number;
  /** When it runs next, as long as nothing is written. */
  known?: { writes: number; last: number; asked: number; next: number };
  /** When it must have run after, by the audit. */
  wanted: () => number | undefined;
  ran: (isWhole: boolean) => void;
  run: () => Promise<unknown>;
};
const LONGEST_AGAIN = 6 * 60 * MINUTE;

/** What came of a simulation. */
export type Result = {
  counts: Readonly<Record<string, number>>;
  troubles: Readonly<Record<string, number>>;
  audit: Audit['counts'];
  letters: number;
  breaches: readonly Breach[];
  /** Of all that happened, by numbers of demands: the same seed gives the same. */
  fingerprint: string;
};

export async function simulate(
  options: Options,
  rulebook: Rulebook,
  data = new RulebookData(),
): Promise<{ result: Result; world: World }> {
  const world = new World(options, rulebook);
  const { agenda, chances } = world;
  const directory = new Directory();
  const random = chances.ofNumber(0);
  const machine = productMachine(world, directory, {
    dies: (id) => chances.of(id).chance(options.plant?.deaths ?? 0.002),
    breaks: (id, state) => (state === 'read' && chances.of(id).chance(0.03) ? 'StoreBroken' : undefined),
    unexpected: (demandId, state, error) => {
      if (error instanceof Error && FORESEEN.includes(error.name)) world.count(`stopped: ${error.name}`);
      else world.unexpected.push({ demandId, at: world.now, what: `step ${state}`, error });
    },
  });
  const lane: LaneDeps = {
    limits: { take: async () => (random.chance(0.02) ? MINUTE : 0) },
    ordinaryStarts: { burst: 10, perHour: 600 },
  };
  const offices = new Offices(world, { tasks: machine, executions: machine, lane, directory });
  const desk = new Desk(world, machine);
  const mailer = new Mailer(world);
  const fingerprint = createHash('sha256');
  const audit = new Audit(data, (id) => chances.numberOf(id));
  const frozen: FrozenStore = {
    empty: async (prefix) => {
      const keys = [...world.frozen.keys()].filter((key) => key.startsWith(prefix));
      for (const key of keys) world.frozen.delete(key);
      return keys.length;
    },
    isEmpty: async (prefix) => ![...world.frozen.keys()].some((key) => key.startsWith(prefix)),
  };
  world.onHappened = (happened) => {
    const { record, event } = happened;
    if (event.action === 'release.requested' && chances.of(record.id).chance(0.02)) {
      world.register.put(record.authorityId, 'suspended');
      world.later(record.id, 7 * 24 * 60 * MINUTE, async () => {
        world.register.put(record.authorityId, 'enrolled');
      });
    }
    if (event.action === 'demand.filed')
      chances.named(record.id, Number(record.demand.reference?.slice('sim-'.length)));
    world.count('events');
    world.count(`event ${event.action}`);
    audit.heard(happened, agenda.now);
    fingerprint.update(`${chances.numberOf(record.id)} ${event.action} ${event.at}\n`);
    offices.heard(happened);
    desk.heard(happened);
    mailer.heard(happened);
  };
  const months = options.months * 30;
  const span = Math.max(months - 20, 1) * 86_400_000;
  const [start, flood] = [agenda.now, agenda.now + random.next() * span];
  for (let number = 1; number <= options.demands; number += 1) {
    // A tenth of them come in one hour.
    const isFlood = number % 10 === 0;
    const chance = chances.ofNumber(number).next();
    offices.plan(number, isFlood ? flood + chance * 60 * MINUTE : start + chance * span);
  }

  const scheduled: Scheduled[] = [
    {
      every: MINUTE,
      kinds: SWEPT,
      last: agenda.now,
      again: 0,
      wanted: () => audit.nextSweep,
      ran: (isWhole) => audit.afterSweep(agenda.now, isWhole),
      run: () =>
        sweep({
          ...world.ledger('sweep'),
          ...{ lane, tasks: machine, executions: machine, clocks: world.clocks },
        }),
    },
    {
      every: 5 * MINUTE,
      kinds: SENT,
      last: agenda.now,
      again: 0,
      wanted: () => audit.nextSending,
      ran: (isWhole) => audit.afterSending(agenda.now, isWhole),
      run: () =>
        sendDue({ ...world.ledger('send-due'), frozen, times: world.times, clocks: world.clocks, rulebook }),
    },
  ];
  const day = 24 * 60 * MINUTE;
  const look = async () => {
    audit.daily(agenda.now, world.troubles.isQuiet(agenda.now - 2 * day, agenda.now), {
      dueAtOf: (id) => world.dueAtOf(id),
      isLive: (id) => machine.isLive(id),
    });
    agenda.in(day, 0, look);
  };
  agenda.in(day, 0, look);
  while (agenda.now < world.end) {
    const [soonest] = scheduled.map((one) => ({ one, at: nextRun(one, world) })).sort((a, b) => a.at - b.at);
    const next = agenda.next ?? world.end;
    if (!soonest || next <= soonest.at) {
      if (next >= world.end) break;
      await agenda.step();
      continue;
    }
    if (soonest.at >= world.end) break;
    agenda.moveTo(soonest.at);
    soonest.one.last = agenda.now;
    const before = world.tables.writes;
    if (world.troubles.isSweepAway(agenda.now)) continue;
    world.count(`runs of ${soonest.one.every === MINUTE ? 'sweep' : 'send-due'}`);
    let isWhole = true;
    try {
      await soonest.one.run();
    } catch (error) {
      isWhole = false;
      world.count('runs that left something');
      if (!isPassing(error) && !(error instanceof TransientFault)) throw error;
    }
    const { one } = soonest;
    one.ran(isWhole);
    one.again = world.tables.writes > before ? one.every : Math.min(2 * one.again, LONGEST_AGAIN);
  }
  audit.atEnd(agenda.now, mailer.delivered, world.frozen.keys());
  return {
    world,
    result: {
      counts: Object.fromEntries(world.counts),
      troubles: {
        'executions that died': machine.died,
        'answers of writes that were lost': world.troubles.lost,
        'times without tables': world.troubles.tablesAway.length,
        'times without sweeps': world.troubles.noSweeps.length,
        'times without a mailer': world.troubles.noMailer.length,
      },
      audit: audit.counts,
      letters: mailer.delivered.length,
      breaches: [...audit.breaches, ...world.unexpected.map((one) => unforeseen(one, chances))],
      fingerprint: fingerprint.digest('hex'),
    },
  };
}

function unforeseen({ demandId, at, what, error }: World['unexpected'][number], chances: Chances): Breach {
  const says = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    demandId,
    number: chances.numberOf(demandId),
    rule: 'nothing fails unforeseen',
    says: `${what} at ${at}: ${says}`,
  };
}

/** The next tick of a schedule at which something has become due since its last run, or is tried again. */
function nextRun(scheduled: Scheduled, { tables, agenda, clock }: World): number {
  const { every, kinds, last, again, wanted } = scheduled;
  const asked = wanted() ?? Number.POSITIVE_INFINITY;
  const known = scheduled.known;
  if (known?.writes === tables.writes && known.last === last && known.asked === asked)
    return Math.max(known.next, agenda.now);
  // The product does what is due by its own clock, also where that is wrong.
  const ahead = clock().getTime() - agenda.now;
  const after = new Date(last + ahead).toISOString();
  const all = Object.values(TABLES).map(({ demands }) => demands);
  const firstOf = (since?: string) =>
    Math.min(...all.map((table) => Date.parse(tables.nextDue(table, kinds, since) ?? '9999-12-31'))) - ahead;
  const due = firstOf() <= last ? Math.min(last + again, firstOf(after)) : firstOf(after);
  const next = Math.max(Math.ceil(Math.min(due, asked) / every) * every, last + every);
  scheduled.known = { writes: tables.writes, last, asked, next };
  return Math.max(next, agenda.now);
}

/**
 * What a decision costs: decisions with all their findings, beside json-rules-engine and Cedar holding the same rules
 * for the same three instruments; the load of the rulebook in a fresh process; and how cost grows with targets and
 * items. The three must agree on every case before any of them is timed. Writes bench/results/validity.json, and exits
 * with 1 where a goal below is missed.
 *
 *   npx node bench/validity.ts [--quick]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decide } from '../functions/validity/decide/decide.ts';
import { loadRulebookFile } from '../functions/validity/rulebook-file.ts';
import { buildRulebook } from '../rulebook/build.ts';
import { cedarPeer } from './validity/cedar-peer.ts';
import { coldStart } from './validity/cold-start.ts';
import { jsonRulesPeer } from './validity/json-rules-peer.ts';
import { factsOf } from './validity/peer-facts.ts';
import { peerRules } from './validity/peer-rules.ts';
import type { PeerAnswer } from './validity/peer-weigh.ts';
import { INSTRUMENTS, type Sampled, sampleOf } from './validity/sample.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const ROUNDS = options.quick ? 3 : 15;
const ROUND_MS = options.quick ? 60 : 300;
const COLD_STARTS = options.quick ? 3 : 15;
const SAMPLE = 2000;
/**
 * Times faster than each peer that gets its facts prepared, by processor time, which a busy machine distorts least; and
 * milliseconds from the load to the first decision.
 */
const GOALS = { jsonRulesEngine: 30, cedar: 15, firstDecisionMs: 20 };

const folder = mkdtempSync(join(tmpdir(), 'rulebook-'));
const rulebookFile = join(folder, 'rulebook.json');
buildRulebook(rulebookFile);
const law = loadRulebookFile(rulebookFile);

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const rounded = (value: number, digits = 0) => Number(value.toFixed(digits));

/** How many decisions in a second by the clock, and in a second of processor time, of all threads. */
type Rate = { clock: number; processor: number };

/** Runs over the cases for one round. */
async function oneRound<T>(cases: readonly T[], work: (one: T) => unknown): Promise<Rate> {
  let done = 0;
  const usedBefore = process.cpuUsage();
  const start = performance.now();
  while (performance.now() - start < ROUND_MS)
    for (let burst = 0; burst < 50; burst++) {
      const answer = work(cases[done % cases.length] as T);
      if (answer instanceof Promise) await answer;
      done += 1;
    }
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(usedBefore);
  return { clock: (done / ms) * 1e3, processor: (done / (user + system)) * 1e6 };
}

/** Several kinds of work by turns, so that whatever else the machine does slows all of them; the rates of each. */
async function byTurns<K extends string>(kinds: Record<K, () => Promise<Rate>>): Promise<Record<K, Rate[]>> {
  const names = Object.keys(kinds) as K[];
  const rounds = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, Rate[]>;
  for (const name of names) await kinds[name]();
  for (let round = 0; round < ROUNDS; round++)
    for (const name of names) rounds[name].push(await kinds[name]());
  return rounds;
}

function ours({ demand, circumstances }: Sampled): PeerAnswer {
  const { outcome, authorised, targets, reasons } = decide(law, demand, circumstances);
  return {
    outcome,
    authorised: law.dictionary.expand(authorised).sort(),
    targets,
    reasons: [...reasons].sort(),
  };
}

const sample = sampleOf(law, SAMPLE);
const facts = sample.map((one) => factsOf(law, one));
const rules = new Map(INSTRUMENTS.map((id) => [id as string, peerRules(law, id)]));
const byJsonRules = jsonRulesPeer(rules);
const byCedar = cedarPeer(rules);

for (const [index, one] of sample.entries()) {
  const expected = JSON.stringify(ours(one));
  const given = facts[index];
  if (!given) continue;
  for (const [name, answer] of Object.entries({ jsonRules: await byJsonRules(given), cedar: byCedar(given) }))
    if (JSON.stringify(answer) !== expected)
      throw new Error(`${name} disagrees: ${JSON.stringify({ answer, expected, one })}`);
}

const rounds = await byTurns({
  ours: () => oneRound(sample, ({ demand, circumstances }) => decide(law, demand, circumstances)),
  jsonRulesEngine: () => oneRound(facts, byJsonRules),
  cedar: () => oneRound(facts, byCedar),
  /** The same from the demand as it was filed, which is what ours starts from. */
  jsonRulesEngineAsFiled: () => oneRound(sample, (one) => byJsonRules(factsOf(law, one))),
  cedarAsFiled: () => oneRound(sample, (one) => byCedar(factsOf(law, one))),
});
type Kind = keyof typeof rounds;
const speed = Object.fromEntries(
  Object.entries(rounds).map(([name, rates]) => [name, median(rates.map(({ clock }) => clock))]),
) as Record<Kind, number>;
/** How many times faster ours is, round by round: the median, and the least and greatest. */
function timesOf(name: Kind, by: keyof Rate) {
  const ratios = rounds.ours.map((rate, round) => rate[by] / (rounds[name][round]?.[by] ?? rate[by]));
  return { median: median(ratios), least: Math.min(...ratios), greatest: Math.max(...ratios) };
}

const starts = Array.from({ length: COLD_STARTS }, () => coldStart(rulebookFile));
rmSync(folder, { recursive: true });
const cold = {
  load: median(starts.map(({ load }) => load)),
  firstDecision: median(starts.map(({ firstDecision }) => firstDecision)),
};

/** A warrant over many accounts and items. */
function warrant(targets: number, items: number): Sampled {
  const { demand, circumstances } = structuredClone(
    law.instruments['us/search-warrant']?.sample ?? sample[0],
  ) as Sampled;
  const all = law.dictionary.expand([
    'subscriber',
    'traffic',
    'content',
    'location.history',
    'sessions',
    'secrets',
  ]);
  return {
    demand: {
      ...demand,
      targets: Array.from({ length: targets }, (_, index) => ({
        type: 'email',
        value: `user${index}@example.com`,
      })),
      data: Array.from({ length: items }, (_, index) => all[index % all.length] ?? 'content'),
    },
    circumstances: {
      ...circumstances,
      accounts: Array.from({ length: targets }, (_, target) => ({
        target,
        matched: true,
        customer: 'consumer',
      })),
    },
  };
}
async function microseconds(one: Sampled): Promise<number> {
  const rounds = await byTurns({
    one: () => oneRound([one], ({ demand, circumstances }) => decide(law, demand, circumstances)),
  });
  return 1e6 / median(rounds.one.map(({ clock }) => clock));
}
const growth: { targets: number; items: number; microseconds: number }[] = [];
for (const [targets, items] of [
  [1, 1],
  [10, 1],
  [50, 1],
  [200, 1],
  [1, 10],
  [1, 30],
  [1, 60],
  [200, 60],
] as const)
  growth.push({ targets, items, microseconds: rounded(await microseconds(warrant(targets, items)), 1) });

const timesBoth = (name: Kind) => ({
  clock: rounded(timesOf(name, 'clock').median, 1),
  processor: rounded(timesOf(name, 'processor').median, 1),
});
const results = {
  cases: SAMPLE,
  agreed: SAMPLE,
  decisionsPerSecond: Object.fromEntries(
    Object.entries(speed).map(([name, value]) => [name, rounded(value)]),
  ),
  timesJsonRulesEngine: timesBoth('jsonRulesEngine'),
  timesCedar: timesBoth('cedar'),
  coldStartMs: {
    load: rounded(cold.load, 2),
    firstDecision: rounded(cold.firstDecision, 2),
    processes: COLD_STARTS,
  },
  growth,
};
console.log(`${SAMPLE} cases, on which all three agree (outcome, items, targets, reasons)`);
function row(name: Kind) {
  const { median: usual, least, greatest } = timesOf(name, 'clock');
  return {
    'per second': rounded(speed[name]),
    'ours is faster by': rounded(usual, 1),
    'in the rounds': `${rounded(least, 1)} to ${rounded(greatest, 1)}`,
    'by processor time': rounded(timesOf(name, 'processor').median, 1),
  };
}
console.table({
  'due process (all findings)': row('ours'),
  'json-rules-engine, facts prepared before': row('jsonRulesEngine'),
  'json-rules-engine, from the demand': row('jsonRulesEngineAsFiled'),
  'cedar-wasm, facts prepared before': row('cedar'),
  'cedar-wasm, from the demand': row('cedarAsFiled'),
});
console.log(
  `fresh process: rulebook loaded in ${results.coldStartMs.load} ms, first decision ${results.coldStartMs.firstDecision} ms (medians of ${COLD_STARTS})`,
);
console.table(growth);
const out = join(import.meta.dirname, 'results');
mkdirSync(out, { recursive: true });
if (!options.quick) writeFileSync(join(out, 'validity.json'), `${JSON.stringify(results, undefined, 2)}\n`);

const missed = [
  ...(['jsonRulesEngine', 'cedar'] as const)
    .filter((name) => timesBoth(name).processor < GOALS[name])
    .map((name) => `${timesBoth(name).processor} times ${name}, not ${GOALS[name]}`),
  ...(cold.firstDecision > GOALS.firstDecisionMs
    ? [`first decision ${rounded(cold.firstDecision)} ms after the load, not ${GOALS.firstDecisionMs}`]
    : []),
];
for (const goal of missed) console.error(`missed: ${goal}`);
process.exitCode = missed.length === 0 ? 0 : 1;

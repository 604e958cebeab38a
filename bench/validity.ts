/**
 * What a decision costs: decisions with all their findings, beside json-rules-engine and Cedar holding the same rules
 * for the same three instruments; the load of the rulebook in a fresh process; and how cost grows with targets and
 * items. The three must agree on every case before any of them is timed. Writes bench/results/validity.json.
 *
 *   npx node bench/validity.ts [--quick]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decide } from '../functions/validity/decide.ts';
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
const TIME_MS = options.quick ? 300 : 2000;
const ROUNDS = 3;
const COLD_STARTS = options.quick ? 3 : 15;
const SAMPLE = 2000;

const folder = mkdtempSync(join(tmpdir(), 'rulebook-'));
const rulebookFile = join(folder, 'rulebook.json');
buildRulebook(rulebookFile);
const law = loadRulebookFile(rulebookFile);

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const rounded = (value: number, digits = 0) => Number(value.toFixed(digits));

/** Runs over the cases again and again; how many a second, the best of some rounds. */
async function perSecond<T>(cases: readonly T[], work: (one: T) => unknown): Promise<number> {
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let done = 0;
    const start = performance.now();
    while (performance.now() - start < TIME_MS / ROUNDS)
      for (let burst = 0; burst < 50; burst++) {
        const answer = work(cases[done % cases.length] as T);
        if (answer instanceof Promise) await answer;
        done += 1;
      }
    best = Math.max(best, (done / (performance.now() - start)) * 1000);
  }
  return best;
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

const speed = {
  ours: await perSecond(sample, ({ demand, circumstances }) => decide(law, demand, circumstances)),
  jsonRulesEngine: await perSecond(facts, byJsonRules),
  cedar: await perSecond(facts, byCedar),
  /** The same from the demand as it was filed, which is what ours starts from. */
  jsonRulesEngineAsFiled: await perSecond(sample, (one) => byJsonRules(factsOf(law, one))),
  cedarAsFiled: await perSecond(sample, (one) => byCedar(factsOf(law, one))),
};

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
const microseconds = async (one: Sampled) =>
  1e6 / (await perSecond([one], ({ demand, circumstances }) => decide(law, demand, circumstances)));
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

const results = {
  cases: SAMPLE,
  agreed: SAMPLE,
  decisionsPerSecond: Object.fromEntries(
    Object.entries(speed).map(([name, value]) => [name, rounded(value)]),
  ),
  timesJsonRulesEngine: rounded(speed.ours / speed.jsonRulesEngine, 1),
  timesCedar: rounded(speed.ours / speed.cedar, 1),
  coldStartMs: {
    load: rounded(cold.load, 2),
    firstDecision: rounded(cold.firstDecision, 2),
    processes: COLD_STARTS,
  },
  growth,
};
console.log(`${SAMPLE} cases, on which all three agree (outcome, items, targets, reasons)`);
const times = (name: keyof typeof speed) => rounded(speed.ours / speed[name], 1);
const row = (name: keyof typeof speed) => ({
  'per second': rounded(speed[name]),
  'ours is faster by': times(name),
});
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

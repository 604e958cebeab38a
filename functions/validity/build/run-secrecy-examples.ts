import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { Demand } from '../../shared/demand.schema.ts';
import { SecrecyOrder } from '../../shared/secrecy-order.schema.ts';
import { judgeOrder, noticeOfPaper } from '../decide/judge-order.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { type StandingOrder, secrecyNow } from '../decide/secrecy-now.ts';
import { secrecyTimes } from '../decide/secrecy-times.ts';
import type { SecrecyLaw } from '../pages/secrecy.schema.ts';
import { mergedExample } from './merged-example.ts';
import { lineAt } from './parse-rulebook-file.ts';
import type { RulebookFault } from './rulebook-error.ts';
import type { RulebookSource } from './rulebook-source.ts';

type Example = SecrecyLaw['examples'][number];

/** Runs the worked examples of secrecy.yaml; a fault for each that does not hold. */
export function runSecrecyExamples(rulebook: Rulebook, source: RulebookSource): RulebookFault[] {
  const file = source.files.find(({ name }) => name === 'secrecy');
  if (!file) return [];
  return rulebook.general.secrecy.examples.flatMap((example, index) =>
    faultsOf(example, rulebook).map((message) => ({
      file: file.file,
      ...lineAt(file, ['examples', index]),
      message: `The example "${example.title}" does not hold: ${message}.`,
      todo: 'Correct the example, or the law that decides it.',
    })),
  );
}

function faultsOf({ instrument, demand: own, orders, expect }: Example, rulebook: Rulebook): string[] {
  const page = rulebook.instruments[instrument];
  if (!page) return [`there is no page ${instrument}`];
  const merged = mergedExample(page.sample, { demand: own });
  const demand = z.safeParse(Demand, merged.demand);
  if (!demand.success) return ['its demand is none'];
  const served = { demand: demand.data };
  const times = secrecyTimes(rulebook);
  const standing = orders.map(({ at, decision, ...said }, index): StandingOrder => {
    const order = SecrecyOrder.parse({
      ...said,
      concerns: instrument,
      documents: [{ sha256: '0'.repeat(64), mediaType: 'application/pdf', title: 'The order' }],
    });
    return {
      order: index + 1,
      kind: order.kind,
      ...('of' in order ? { of: order.of } : {}),
      state: decision ?? 'pending',
      heededUntil: times.heededUntil(at),
      duty: judgeOrder(rulebook, served, order, at).duty,
    };
  });
  const paper = noticeOfPaper(rulebook, served, page.sample.circumstances.now);
  return expect.flatMap(({ at, notice, silent }) => {
    const { next: _next, ...found } = secrecyNow(paper, standing, at);
    return isDeepStrictEqual(found, { notice, silent }) ? [] : [`at ${at} it is ${JSON.stringify(found)}`];
  });
}

import * as z from 'zod/mini';
import { Circumstances } from '../../shared/circumstances.schema.ts';
import { Demand } from '../../shared/demand.schema.ts';
import { decide } from '../decide/decide.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import type { Page } from '../pages/page.schema.ts';
import { compareExpectation } from './compare-expectation.ts';
import { mergedExample } from './merged-example.ts';
import { lineAt } from './parse-rulebook-file.ts';
import type { RulebookFault } from './rulebook-error.ts';
import type { RulebookSource } from './rulebook-source.ts';

type Example = Page['examples'][number];

/** Runs the worked examples of every page; a fault for each that does not hold. */
export function runExamples(rulebook: Rulebook, source: RulebookSource): RulebookFault[] {
  return source.files.flatMap((file) => {
    const page = rulebook.instruments[file.name];
    return (page?.examples ?? []).flatMap((example, index) =>
      (page ? runExample(page, example, rulebook) : []).map((message) => ({
        file: file.file,
        ...lineAt(file, ['examples', index]),
        message: `The example "${example.title}" does not hold: ${message}.`,
        todo: 'Correct the example or the rule that decides it.',
      })),
    );
  });
}

function runExample(page: Page, example: Example, rulebook: Rulebook): string[] {
  const asked = mergedExample(page.sample, example);
  const demand = z.safeParse(Demand, asked.demand);
  if (!demand.success) return [`its demand is none (${pathsOf(demand.error)})`];
  const circumstances = z.safeParse(Circumstances, asked.circumstances);
  if (!circumstances.success) return [`its circumstances are none (${pathsOf(circumstances.error)})`];
  return compareExpectation(example.expect, decide(rulebook, demand.data, circumstances.data));
}

const pathsOf = ({ issues }: z.core.$ZodError) =>
  issues.map(({ path }) => path.join('.') || 'shape').join(', ');

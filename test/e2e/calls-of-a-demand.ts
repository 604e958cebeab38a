import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const Counts = z.record(z.string(), z.number());
/** What a laptop answers at GET /_laptop/usage: units of the bill, and who called what how often. */
const Usage = z.catchall(
  z.object({ calls: Counts, invoked: Counts, started: Counts, stateTransitions: z.number() }),
  z.number(),
);
export type Usage = z.infer<typeof Usage>;
/** By function as its log names it (`intake/file-demand`): `invoked`, and its calls (`dynamodb GetItem`). */
export type Calls = Readonly<Record<string, Readonly<Record<string, number>>>>;

export const usageOf = async (awsEndpoint: string): Promise<Usage> =>
  Usage.parse(await (await fetch(`${awsEndpoint}/_laptop/usage`)).json());

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.optional(z.object({ Description: z.optional(z.unknown()) })),
    }),
  ),
});

/** Names of functions as deployed, without what a long one is cut by, and what each is called here. */
function namesIn(assembly: string): ReadonlyMap<string, string> {
  const end = '.template.json';
  const names = new Map<string, string>();
  for (const file of readdirSync(assembly).filter((name) => name.endsWith(end))) {
    const { Resources } = Template.parse(JSON.parse(readFileSync(join(assembly, file), 'utf8')));
    for (const [id, { Type, Properties }] of Object.entries(Resources))
      if (Type === 'AWS::Lambda::Function' && typeof Properties?.Description === 'string')
        names.set(`${file.slice(0, -end.length)}-${id}`, Properties.Description);
  }
  return names;
}

/** Sessions that a function assumed: of grants, whose connectors read with them. */
const SESSION = 'session:';

function called(deployed: string, names: ReadonlyMap<string, string>): string {
  if (deployed.startsWith(SESSION)) return 'session of a grant';
  const whole = names.get(deployed);
  if (whole !== undefined) return whole;
  const start = deployed.replace(/-[0-9a-f]{8}$/, '');
  const fits = [...names].filter(([name]) => name.startsWith(start));
  return fits.length === 1 && fits[0] ? fits[0][1] : deployed;
}

/** What was called between two looks at a laptop's usage. */
export function callsBetween(before: Usage, after: Usage, assembly: string): Calls {
  const names = namesIn(assembly);
  const calls: Record<string, Record<string, number>> = {};
  const add = (who: string, what: string, count: number): void => {
    if (count === 0) return;
    const row = calls[who] ?? {};
    calls[who] = { ...row, [what]: (row[what] ?? 0) + count };
  };
  for (const [name, count] of Object.entries(after.invoked))
    add(called(name, names), 'invoked', count - (before.invoked[name] ?? 0));
  for (const [name, count] of Object.entries(after.calls)) {
    const [who = '', ...what] = name.split(' ');
    add(called(who, names), what.join(' '), count - (before.calls[name] ?? 0));
  }
  add('workflow', 'state transitions', after.stateTransitions - before.stateTransitions);
  return calls;
}

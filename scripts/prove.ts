/**
 * Tries what nobody may do, as each function of a deployment and as a session of a grant, and says what came of it.
 *
 *   npm run prove [-- --state FOLDER]                      the laptop that runs with this state (.due-process)
 *   npm run prove -- --stage NAME [--probe-role ARN]       a stage in the account of your credentials
 *
 * Prints a line for what was tried of whom, and a verdict; exit 1 where anything was allowed that must not be, or was denied
 * that must not be. scripts/README.md says what each way settles.
 */
import { readArguments, wrongArguments } from './arguments.ts';
import { runScript } from './input-file.ts';
import { openAccount } from './prove/account.ts';
import { type Denial, denialsOf } from './prove/denials.ts';
import { openLaptop } from './prove/laptop.ts';
import { isAsExpected, type Outcome, tableOf } from './prove/outcome.ts';
import { sessionAttempts } from './prove/session-attempts.ts';

const USAGE = 'npm run prove -- [--state FOLDER] | --stage NAME [--probe-role ARN]';
const OPTIONS = {
  state: { type: 'string' },
  stage: { type: 'string' },
  'probe-role': { type: 'string' },
} as const;

await runScript(async () => {
  const { values: options } = readArguments(USAGE, { options: OPTIONS });
  const { state, stage, 'probe-role': probeRole } = options;
  if (state !== undefined && stage !== undefined) throw wrongArguments('Name a state or a stage', USAGE);
  if (probeRole !== undefined && stage === undefined)
    throw wrongArguments('A probe role is of a stage', USAGE);
  const place =
    stage === undefined ? openLaptop(state ?? '.due-process') : await openAccount(stage, probeRole);
  try {
    const denials = denialsOf(place.world);
    const allowedTo = new Map<Denial, string[]>();
    for (const fn of place.world) {
      const tried = denials.filter((denial) => !denial.may(fn));
      const allowed = await place.allowed(fn, tried);
      for (const [index, denial] of tried.entries())
        if (allowed[index]) allowedTo.set(denial, [...(allowedTo.get(denial) ?? []), fn.name]);
    }
    const outcomes = denials.map((denial): Outcome => {
      const who = allowedTo.get(denial) ?? [];
      const tried = place.world.filter((fn) => !denial.may(fn)).length;
      return {
        tried: `${denial.action} ${denial.resource}`,
        as: `${tried} of ${place.world.length} functions`,
        expected: 'denied',
        came: who.length === 0 ? 'denied' : 'allowed',
        how: place.how(denial),
        who,
      };
    });
    const session = await place.openSession();
    if (session) for (const attempt of sessionAttempts(session)) outcomes.push(await attempt());
    for (const line of tableOf(outcomes)) console.log(line);
    const wrong = outcomes.filter((outcome) => !isAsExpected(outcome)).length;
    const what = `${outcomes.length} attempts${session ? '' : ', none of them in a session of a grant'}`;
    console.log(wrong === 0 ? `${what}: all as they must be` : `${what}: ${wrong} not as they must be`);
    return wrong === 0 ? 0 : 1;
  } finally {
    place.close();
  }
});

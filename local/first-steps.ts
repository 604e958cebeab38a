/** What to try once the laptop runs. Lines for a shell, with $API and $TOKEN set by the first of them. */
export interface FirstStep {
  readonly says: string;
  readonly line: string;
}

interface Where {
  readonly apiUrl: string;
  /** The state folder as it was given; undefined for the usual one. */
  readonly state: string | undefined;
}

const call = (path: string, ...more: string[]): string =>
  [`curl -s $API${path} -H "Authorization: Bearer $TOKEN"`, ...more].join(' ');

const JSON_BODY = "-H 'Content-Type: application/json' -d @/tmp/demand.json";

/** The samples' dates are relative, so that they stay in force; this writes the first one out. */
const WRITE_SAMPLE = `npx node -e "import('./examples/demo/read-samples.ts').then(({ readSamples }) => console.log(JSON.stringify(readSamples(new Date())[0].demand)))" > /tmp/demand.json`;

export function firstSteps({ apiUrl, state }: Where): readonly FirstStep[] {
  const token = (flags: string): string =>
    `export TOKEN=$(npm run -s token -- ${flags}${state === undefined ? '' : ` --state ${state}`})`;
  return [
    { says: 'where it is', line: `export API=${apiUrl}` },
    { says: 'what the law says, for everyone', line: 'curl -s $API/rulebook' },
    { says: 'be an agent of an authority', line: token('--role agent --as olga --authority us-usao-ndca') },
    { says: "a grand jury's subpoena", line: WRITE_SAMPLE },
    { says: 'what the checks say of it, without filing it', line: call('/validity', JSON_BODY) },
    { says: 'file it', line: call('/demands', '-H "Idempotency-Key: $(date +%s)"', JSON_BODY) },
    { says: 'the demands of that authority', line: call('/demands') },
    { says: 'be a reviewer, and see all', line: token('--role reviewer --as rita') },
    { says: '', line: call('/demands') },
    { says: 'demands of every outcome, with the people played', line: 'npm run demo' },
  ];
}

export const printSteps = (steps: readonly FirstStep[]): string =>
  steps.map(({ says, line }) => `${says === '' ? '' : `  # ${says}\n`}  ${line}`).join('\n');

/** What to try once the laptop runs. Lines for a shell, with $API and $TOKEN set by the first of them. */
export type FirstStep = {
  readonly says: string;
  readonly line: string;
};

type Where = {
  readonly apiUrl: string;
  /** The state folder as it was given; undefined for the usual one. */
  readonly state: string | undefined;
};

const call = (path: string, ...more: string[]): string =>
  [`curl -s $API${path} -H "Authorization: Bearer $TOKEN"`, ...more].join(' ');

const JSON_BODY = "-H 'Content-Type: application/json' -d @/tmp/demand.json";

/** Waits until the demand has come so far, in the words of who asks: pasted at once, the next line must not be ahead. */
const until = (status: string): string =>
  `until ${call('/demands/$ID')} | grep -q '"status":"${status}"'; do sleep 1; done`;

/** A field of the JSON that a line prints. */
const field = (path: string): string => `| npx node -p 'JSON.parse(fs.readFileSync(0)).${path}'`;

const post = (path: string, body: string): string =>
  call(path, "-H 'Content-Type: application/json'", `-d "${body.replaceAll('"', '\\"')}"`);

export function firstSteps({ apiUrl, state }: Where): readonly FirstStep[] {
  const token = (flags: string): string =>
    `export TOKEN=$(npm run -s token -- ${flags}${state === undefined ? '' : ` --state ${state}`})`;
  const agent = token('--role agent --as olga --authority us-usao-ndca');
  return [
    { says: 'where it is; what the law says, for everyone', line: `export API=${apiUrl}` },
    { says: '', line: 'curl -s $API/rulebook/us/grand-jury-subpoena' },
    {
      says: "be an agent of an authority, with a grand jury's subpoena (npm run sample lists more)",
      line: agent,
    },
    { says: '', line: 'npm run -s sample -- 01 > /tmp/demand.json' },
    {
      says: 'what the checks say of it, without filing it; then file it',
      line: call('/validity', JSON_BODY),
    },
    {
      says: '',
      line: `export ID=$(${call('/demands', '-H "Idempotency-Key: try-$(date +%s)"', JSON_BODY)} ${field('id')})`,
    },
    { says: 'be a reviewer: read the determination, and approve', line: token('--role reviewer --as rita') },
    { says: '', line: until('awaiting-review') },
    { says: '', line: call('/demands/$ID') },
    { says: '', line: `export ON=$(${call('/demands/$ID')} ${field('matter')})` },
    {
      says: 'it came without its paper: name the one that you have read, by its hash',
      line: 'export PAPER=$(npx node -p \'crypto.createHash("sha256").update("by post").digest("hex")\')',
    },
    {
      says: '',
      line: post(
        '/demands/$ID/review',
        '{"on":$ON,"decision":"approve","round":1,"readElsewhere":["$PAPER"]}',
      ),
    },
    { says: 'be another person, and release exactly this package', line: token('--role releaser --as sam') },
    { says: '', line: until('awaiting-release') },
    { says: '', line: `export SHA=$(${call('/demands/$ID')} ${field('package.sha256')})` },
    { says: '', line: call('/demands/$ID/package') },
    { says: '', line: `export ON=$(${call('/demands/$ID')} ${field('matter')})` },
    {
      says: '',
      line: post('/demands/$ID/release', '{"on":$ON,"decision":"release","packageSha256":"$SHA"}'),
    },
    { says: 'be the agent again: fetch the package; check it', line: agent },
    { says: '', line: until('available') },
    { says: '', line: call('/demands/$ID/disclosure', '-L', "-d ''", '-o /tmp/package.zip') },
    { says: '', line: `${call('/demands/$ID/disclosure')} > /tmp/disclosure.json` },
    { says: '', line: `cat /tmp/disclosure.json ${field('proof.trim()')} > /tmp/package.tlog-proof` },
    { says: '', line: 'curl -s -o /tmp/log-key $API/log/key; curl -s -o /tmp/keys.json $API/log/keys.json' },
    {
      says: '',
      line: 'npm run -s verify -- /tmp/package.zip --keys /tmp/keys.json --proof /tmp/package.tlog-proof --log-key /tmp/log-key',
    },
    { says: 'what the agent is told of all this', line: call('/demands/$ID/events') },
    { says: 'demands of every outcome, with the people played', line: 'npm run demo' },
  ];
}

export const printSteps = (steps: readonly FirstStep[]): string =>
  steps.map(({ says, line }) => `${says === '' ? '' : `  # ${says}\n`}  ${line}`).join('\n');

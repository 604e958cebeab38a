import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type ApiClient, ApiError, type Tokens, View } from './api-client.ts';
import type { Act, Sample } from './sample.schema.ts';

export type Played = { sample: Sample; view: View; paper: string };
type Deps = { api: ApiClient; tokens: Tokens; runId: string; onStep(): void };

const POLL_MS = 150;
const PATIENCE_MS = 240_000;
const Filed = z.object({ id: z.string(), statusUrl: z.string() });
const Upload = z.object({ upload: z.object({ url: z.string(), headers: z.record(z.string(), z.string()) }) });

/**
 * Plays one sample through the API: files it, then acts on what its state asks for until it has ended. It looks at the
 * state only, so a run that was interrupted goes on where it stopped.
 */
export async function playSample(sample: Sample, deps: Deps): Promise<Played> {
  const agent = await deps.tokens('agent', sample.agent.name, sample.agent.authority);
  const { id } = await file(sample, agent, deps);
  deps.onStep();
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const view = await readView(id, deps);
    const act = nextAct(sample, view);
    if (act === 'ended') return { sample, view, paper: id };
    if (act !== 'wait') await perform(act, sample, view, deps);
    else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`${sample.name}: no end in sight after ${PATIENCE_MS / 1000} s`);
}

async function file(sample: Sample, token: string, { api, runId }: Deps): Promise<z.infer<typeof Filed>> {
  const document = await upload(sample, token, api);
  return api.json(
    {
      method: 'POST',
      path: '/demands',
      token,
      headers: { 'idempotency-key': `${runId}-${sample.name}` },
      body: { ...sample.demand, documents: [document] },
    },
    Filed,
  );
}

/** The served paper of a sample: a page that says what it is. */
async function upload(sample: Sample, token: string, api: ApiClient) {
  const bytes = Buffer.from(`SAMPLE. An invented paper; nobody issued it.\n\n${sample.title}\n`, 'utf8');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const mediaType = 'text/plain';
  const { upload: grant } = await api.json(
    { method: 'POST', path: '/documents', token, body: { sha256, mediaType, size: bytes.byteLength } },
    Upload,
  );
  const stored = await fetch(grant.url, { method: 'PUT', headers: grant.headers, body: bytes });
  if (!stored.ok)
    throw new Error(`${sample.name}: the upload answered ${stored.status}: ${await stored.text()}`);
  return { sha256, mediaType, title: sample.title };
}

async function readView(id: string, { api, tokens }: Deps): Promise<View> {
  return api.json({ path: `/demands/${id}`, token: await tokens('auditor', 'ada') }, View);
}

/** What the state of a demand asks the sample's people to do now. */
function nextAct(sample: Sample, view: View): Act | 'wait' | 'ended' {
  if (view.status === 'closed' || view.status === 'failed') return 'ended';
  const of = <K extends Act['do']>(kind: K) =>
    sample.people.filter((act): act is Extract<Act, { do: K }> => act.do === kind);
  if (view.status === 'awaiting-review') {
    const [withdraw] = of('withdraw');
    const clarify = of('clarify')[view.round - 1];
    const [review] = of('review');
    return withdraw ?? clarify ?? review ?? 'ended';
  }
  if (view.status === 'awaiting-release') return of('release')[view.releases?.length ?? 0] ?? 'ended';
  return 'wait';
}

async function perform(act: Act, sample: Sample, view: View, deps: Deps): Promise<void> {
  const { api, tokens } = deps;
  const post = async (verb: string, token: string, body?: unknown) => {
    try {
      await api.ok({ method: 'POST', path: `/demands/${view.id}/${verb}`, token, body });
      deps.onStep();
    } catch (error) {
      // The state may have moved on between the look and the act, after an interrupted run above all: look again.
      if (!(error instanceof ApiError && error.status === 409)) throw error;
    }
  };
  switch (act.do) {
    case 'clarify':
      return post('clarify', await tokens('reviewer', act.as), { authenticity: act.authenticity });
    case 'review': {
      const { do: _do, as, ...body } = act;
      return post('review', await tokens('reviewer', as), { ...body, round: view.round });
    }
    case 'release':
      return post('release', await tokens('releaser', act.as), {
        decision: act.decision,
        packageSha256: view.package?.sha256,
      });
    case 'withdraw':
      return post('withdraw', await tokens('agent', sample.agent.name, sample.agent.authority));
  }
}

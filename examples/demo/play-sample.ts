import { createHash } from 'node:crypto';
import { type ApiClient, ApiError, as, type DemandView, given, type Tokens } from '../client/api-client.ts';
import type { Act, Sample } from './sample.schema.ts';
import { samplePaper } from './sample-paper.ts';
import { untilKept } from './until-kept.ts';

export type Played = { sample: Sample; view: DemandView; paper: string };
type Deps = { api: ApiClient; tokens: Tokens; runId: string; onStep(): void; pollMs?: number };

const POLL_MS = 300;
const PATIENCE_MS = 240_000;

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
    if (act === 'ended') {
      await untilKept(view, deps);
      return { sample, view, paper: id };
    }
    if (act !== 'wait') await perform(act, sample, view, deps);
    else await new Promise((resolve) => setTimeout(resolve, deps.pollMs ?? POLL_MS));
  }
  throw new Error(`${sample.name}: no end in sight after ${PATIENCE_MS / 1000} s`);
}

async function file(sample: Sample, token: string, { api, runId }: Deps) {
  const document = await upload(sample, token, api);
  return given(
    api.POST('/demands', {
      ...as(token),
      params: { header: { 'idempotency-key': `${runId}-${sample.name}` } },
      body: { ...sample.demand, documents: [document] },
    }),
  );
}

async function upload(sample: Sample, token: string, api: ApiClient) {
  const bytes = samplePaper(sample.title);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const mediaType = 'application/pdf';
  const body = { sha256, mediaType, size: bytes.byteLength } as const;
  const { upload: grant } = await given(api.POST('/documents', { ...as(token), body }));
  const stored = await fetch(grant.url, {
    method: 'PUT',
    headers: grant.headers,
    body: new Uint8Array(bytes),
  });
  if (!stored.ok)
    throw new Error(`${sample.name}: the upload answered ${stored.status}: ${await stored.text()}`);
  return { sha256, mediaType, title: sample.title };
}

async function readView(id: string, { api, tokens }: Deps): Promise<DemandView> {
  const params = { path: { id } };
  if (isCleared(id))
    return ofDesk(
      await given(
        api.GET('/cleared/demands/{id}', { ...as(await tokens('cleared-auditor', 'cleo')), params }),
      ),
    );
  return ofDesk(await given(api.GET('/demands/{id}', { ...as(await tokens('auditor', 'ada')), params })));
}

function ofDesk<T extends { id: string }>(view: T): Extract<T, { round: number }> {
  if (!('round' in view)) throw new Error(`${view.id}: an auditor was shown what agents are shown`);
  return view as Extract<T, { round: number }>;
}

/** Whether only cleared people may know of a demand. */
export const isCleared = (id: string) => id.startsWith('c-');

/** What the state of a demand asks the sample's people to do now. */
function nextAct(sample: Sample, view: DemandView): Act | 'wait' | 'ended' {
  if (view.status === 'closed' || view.status === 'failed') return 'ended';
  const of = <K extends Act['do']>(kind: K) =>
    sample.people.filter((act): act is Extract<Act, { do: K }> => act.do === kind);
  if (view.status === 'awaiting-review') {
    const [withdraw] = of('withdraw');
    const clarify = of('clarify')[view.round - 1];
    const customer = of('customer')[view.round - 1];
    const [review] = of('review');
    // Approved ahead, it waits for a day that no demo waits for.
    if (view.approvedAhead) return 'ended';
    return withdraw ?? clarify ?? customer ?? review ?? 'ended';
  }
  if (view.status === 'awaiting-release') return of('release')[view.releases?.length ?? 0] ?? 'ended';
  return 'wait';
}

async function perform(act: Act, sample: Sample, view: DemandView, deps: Deps): Promise<void> {
  try {
    await given<unknown>(send(act, sample, view, deps));
    deps.onStep();
  } catch (error) {
    // The state may have moved on between the look and the act, after an interrupted run above all: look again.
    if (!(error instanceof ApiError && error.status === 409)) throw error;
  }
}

async function send(
  act: Act,
  { agent }: Sample,
  { id, round, demand, matter: on, package: sealed, callBackNumber }: DemandView,
  deps: Deps,
) {
  const { api, tokens } = deps;
  const params = { path: { id } };
  // Demands that only cleared people may know of have the same routes elsewhere, for people with other roles.
  const staff = async (role: 'reviewer' | 'releaser', name: string) =>
    as(await tokens(isCleared(id) ? `cleared-${role}` : role, name));
  switch (act.do) {
    case 'clarify': {
      const asked = {
        ...(await staff('reviewer', act.as)),
        params,
        body: findingsOf(act, on, callBackNumber),
      };
      return isCleared(id)
        ? api.POST('/cleared/demands/{id}/clarify', asked)
        : api.POST('/demands/{id}/clarify', asked);
    }
    case 'customer': {
      // Its letter came by mail.
      const sha256 = createHash('sha256').update(act.answer).digest('hex');
      const documents = [{ sha256, mediaType: 'application/pdf', title: 'Letter of the customer' }];
      const asked = {
        ...(await staff('reviewer', act.as)),
        params,
        body: { answer: act.answer, documents, readElsewhere: [sha256] },
      };
      return isCleared(id)
        ? api.POST('/cleared/demands/{id}/customer-answers', asked)
        : api.POST('/demands/{id}/customer-answers', asked);
    }
    case 'review': {
      await openPapers(id, demand.documents ?? [], await staff('reviewer', act.as), api);
      const { do: _do, as: reviewer, ...decision } = act;
      const asked = { ...(await staff('reviewer', reviewer)), params, body: { ...decision, round, on } };
      return isCleared(id)
        ? api.POST('/cleared/demands/{id}/review', asked)
        : api.POST('/demands/{id}/review', asked);
    }
    case 'release': {
      const { do: _do, as: who, ...decision } = act;
      const body = { ...decision, on, packageSha256: sealed?.sha256 ?? '' };
      const releaser = await staff('releaser', who);
      // Nobody releases what they have not looked at.
      const path = isCleared(id) ? '/cleared/demands/{id}/package' : '/demands/{id}/package';
      await given(api.GET(path, { params: { path: { id } }, ...releaser }));
      const asked = { ...releaser, params, body };
      return isCleared(id)
        ? api.POST('/cleared/demands/{id}/release', asked)
        : api.POST('/demands/{id}/release', asked);
    }
    case 'withdraw': {
      const asked = { ...as(await tokens('agent', agent.name, agent.authority)), params };
      return isCleared(id)
        ? api.POST('/cleared/demands/{id}/withdraw', asked)
        : api.POST('/demands/{id}/withdraw', asked);
    }
  }
}

/** Looks at the first page of each paper, as whoever decides on them has to. */
async function openPapers(
  id: string,
  papers: readonly { sha256: string }[],
  reviewer: ReturnType<typeof as>,
  api: ApiClient,
): Promise<void> {
  const path = isCleared(id) ? '/cleared/demands/{id}/papers/{sha256}' : '/demands/{id}/papers/{sha256}';
  for (const { sha256 } of papers)
    await given<unknown>(
      api.GET(path, {
        params: { path: { id, sha256 } },
        headers: { ...reviewer.headers, accept: 'image/png' },
        parseAs: 'arrayBuffer',
      }),
    );
}

type Clarify = Extract<Act, { do: 'clarify' }>;

/** What a person found out about who sent the demand: by calling the one number that counts, and by marks of a forgery. */
const findingsOf = ({ callBack, signals = [] }: Clarify, on: number, dialled = '') =>
  callBack ? { callBack: { ...callBack, dialled }, signals, on } : { signals, on };

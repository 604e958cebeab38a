import type * as z from 'zod/mini';
import { AgentView } from '../../../functions/desk/agent-view.schema.ts';
import { Demand } from '../../../functions/shared/demand.schema.ts';
import { Problem } from '../../../functions/shared/problem.ts';
import { answerDraft } from '../../../functions/validity/check-draft.ts';
import { law, sampleOf } from '../../validity/law.ts';
import type { Api, Asked } from './host.ts';
import { problem } from './recorded.ts';

const ID = `d-${'0'.repeat(26)}`;
const AT = '2026-11-20T09:00:00Z';
const { demand } = sampleOf('us/search-warrant');
const { missing: findings, determination } = answerDraft(
  { ...demand, signatures: [] },
  {
    rulebook: law,
    law: { isInstrument: () => true, isDataItem: () => true },
    now: new Date('2026-11-20T09:00:00Z'),
  },
);

const REGISTERED = {
  name: 'Federal Bureau of Investigation',
  country: 'US',
  level: 'federal',
  kind: 'law-enforcement',
};

const because = {
  reason: 'beyond-instrument',
  says: 'We hold it, and the paper does not reach it.',
  text: 'See art. 1.',
};
const base = {
  id: ID,
  instrument: demand.instrument,
  reference: '24-MJ-0077',
  filedAt: AT,
  demand: { ...demand, data: ['subscriber', 'content'] },
  paper: { ...determination, findings },
};

/** Demands as agents see them, in the states in which something is asked of them or given to them. */
export const seen: Readonly<Record<'asked' | 'ready', z.infer<typeof AgentView>>> = {
  asked: AgentView.parse({
    ...base,
    status: 'in-progress',
    questions: [
      { number: 1, at: AT, fields: ['signatures', 'cites'], until: '2026-12-01T17:00:00Z', because },
    ],
    comments: [{ number: 1, side: 'desk', at: AT, text: 'We look into it.' }],
  }),
  ready: AgentView.parse({
    ...base,
    status: 'available',
    decided: { decision: 'approve', at: AT, items: ['subscriber'], targets: [0], because },
    released: { decision: 'release', at: AT },
    package: { sha256: 'a'.repeat(64) },
  }),
};
export const PORTAL_ID = ID;

/** The API as the portal calls it. Drafts are judged by the rulebook; `instead` comes first. */
export const portalApi =
  (view: z.infer<typeof AgentView>, instead: (asked: Asked) => ReturnType<Api> = () => undefined): Api =>
  (asked) =>
    instead(asked) ?? answer(asked, view);

function answer({ method, path, body }: Asked, view: z.infer<typeof AgentView>): ReturnType<Api> {
  const { id, status, instrument, reference, filedAt } = view;
  switch (`${method} ${path}`) {
    case 'GET /demands':
      return { json: { authority: REGISTERED, demands: [{ id, status, instrument, reference, filedAt }] } };
    case `GET /demands/${ID}`:
      return { json: view };
    case `GET /demands/${ID}/events`:
      return { json: { demandId: ID, milestones: [{ number: 1, event: 'filed', at: AT, by: 'fred' }] } };
    case `GET /demands/${ID}/disclosure`:
      return { json: { sha256: 'a'.repeat(64), size: 154_000, sealedAt: AT } };
    case 'GET /log/keys.json':
      return { json: { keys: [] } };
    case 'POST /validity':
      return judged(body);
    default:
      return undefined;
  }
}

function judged(body: unknown): ReturnType<Api> {
  const known = {
    isInstrument: (id: string) => Object.hasOwn(law.instruments, id),
    isDataItem: () => true,
  };
  try {
    return { json: answerDraft(Demand.parse(body), { rulebook: law, law: known, now: new Date() }) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { detail, faults } = error;
    const told = problem(422, 'invalid', detail);
    return { ...told, json: { ...told.json, faults } };
  }
}

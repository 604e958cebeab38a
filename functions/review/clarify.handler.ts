import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { dynamoAuthorityRegister } from '../authorities/dynamodb-authority-register.ts';
import { requireStandingOfAgent } from '../authorities/standing.ts';
import { s3DocumentStore } from '../intake/s3-document.store.ts';
import { requireDemandId } from '../ledger/demand-id.ts';
import { ledgerOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLimitStore } from '../ledger/dynamodb-limit.store.ts';
import { lettersRoute } from '../notice/letters.route.ts';
import { handleLetters } from '../notice/letters.ts';
import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { deskClocks } from '../validity/decide/desk-clocks.ts';
import { secrecyTimes } from '../validity/decide/secrecy-times.ts';
import { knownLaw } from '../validity/known-law.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { sfnTaskAnswer } from '../workflow/sfn-executions.ts';
import { changePreservation } from './change-preservation.ts';
import { Env } from './clarify.env.ts';
import { clarifyRoute } from './clarify.route.ts';
import { clarifyDemand } from './clarify.ts';
import { commentRoute } from './comment.route.ts';
import { addComment } from './comment.ts';
import { customerAnswersRoute } from './customer-answers.route.ts';
import { decideObjection } from './decide-objection.ts';
import { decideOrder } from './decide-order.ts';
import { lookAtSilence } from './look-at-silence.ts';
import { objectionOutcomeRoute } from './objection-outcome.route.ts';
import { objectionsRoute } from './objections.route.ts';
import { preservationRoute } from './preservation.route.ts';
import { recordCustomerAnswer } from './record-customer-answer.ts';
import { recordObjection } from './record-objection.ts';
import { recordOrder } from './record-order.ts';
import { secrecyRoute } from './secrecy.route.ts';

const env = Env.parse(process.env);
const documents = documentClient();
const counting = { limits: dynamoLimitStore(documents, env.WORK_TABLE) };
const standing = {
  authorities: dynamoAuthorityRegister(documents, env.AUTHORITIES_TABLE),
  clock: systemClock,
};
const rulebook = loadRulebookFile();
const deps = {
  ...ledgerOf(documents, env),
  tasks: sfnTaskAnswer(new SFNClient({})),
  clock: systemClock,
  authorities: standing.authorities,
  law: knownLaw(rulebook),
  rulebook,
  times: secrecyTimes(rulebook),
  clocks: deskClocks(rulebook),
  documents: s3DocumentStore(new S3Client({}), env.DOCUMENTS_BUCKET),
};

export const handler = apiHandler(
  answering(
    clarifyRoute,
    async ({ path, body, principal }) => {
      await requireStandingOfAgent(principal, standing);
      return { status: 200, json: await clarifyDemand(requireDemandId(path('id')), body, principal, deps) };
    },
    counting,
  ),
  answering(
    secrecyRoute,
    async ({ path, body, principal }) => {
      await requireStandingOfAgent(principal, standing);
      const id = requireDemandId(path('id'));
      const json =
        'order' in body
          ? await recordOrder(id, body.order, principal, deps)
          : 'look' in body
            ? await lookAtSilence(id, body.look, principal, deps)
            : await decideOrder(id, body.decide, principal, deps);
      return { status: 200, json };
    },
    counting,
  ),
  answering(
    commentRoute,
    async ({ path, body, principal }) => {
      await requireStandingOfAgent(principal, standing);
      return { status: 200, json: await addComment(requireDemandId(path('id')), body, principal, deps) };
    },
    counting,
  ),
  answering(
    preservationRoute,
    async ({ path, body, principal }) => {
      await requireStandingOfAgent(principal, standing);
      return {
        status: 200,
        json: await changePreservation(requireDemandId(path('id')), body, principal, deps),
      };
    },
    counting,
  ),
  answering(
    lettersRoute,
    async ({ path, body, principal }) => ({
      status: 200,
      json: await handleLetters(requireDemandId(path('id')), body, principal, deps),
    }),
    counting,
  ),
  answering(
    customerAnswersRoute,
    async ({ path, body, principal }) => ({
      status: 200,
      json: await recordCustomerAnswer(requireDemandId(path('id')), body, principal, deps),
    }),
    counting,
  ),
  answering(
    objectionsRoute,
    async ({ path, body, principal }) => ({
      status: 200,
      json: await recordObjection(requireDemandId(path('id')), body, principal, deps),
    }),
    counting,
  ),
  answering(
    objectionOutcomeRoute,
    async ({ path, body, principal }) => ({
      status: 200,
      json: await decideObjection(
        requireDemandId(path('id')),
        Number(path('objection')),
        body,
        principal,
        deps,
      ),
    }),
    counting,
  ),
);

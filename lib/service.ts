import { Lazy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Answers } from './answers.ts';
import { Disclosure } from './disclosure/disclosure.ts';
import { FrontDoor } from './intake/front-door.ts';
import { Intake } from './intake/intake.ts';
import { Publishing } from './ledger/publishing.ts';
import type { LedgerStack } from './ledger-stack.ts';
import type { Network } from './network/network.ts';
import { Notice } from './notice/notice.ts';
import { Preservation } from './preservation/preservation.ts';
import { NamedProvider } from './provider/named-provider.ts';
import type { ProviderStores } from './provider/provider-stores.ts';
import { Retrieval } from './retrieval/retrieval.ts';
import type { RetrievalRole } from './retrieval/retrieval-role.ts';
import { Review } from './review/review.ts';
import { Foundation } from './shared/foundation.ts';
import type { StateStack } from './state-stack.ts';
import { Validity } from './validity/validity.ts';
import { Workflow } from './workflow/workflow.ts';

export interface ServiceProps {
  readonly state: StateStack;
  readonly ledger: LedgerStack;
  readonly answers: Answers;
  readonly network?: Network;
}

/** The steps of a demand in the order in which it walks through them, the workflow that calls them, and the API. */
export class Service extends Construct {
  readonly provider: ProviderStores;
  readonly retrievalRole: RetrievalRole;
  readonly frontDoor: FrontDoor;

  constructor(scope: Construct, id: string, { state, ledger: written, answers, network }: ServiceProps) {
    super(scope, id);
    const { authorities } = state;
    const { ledger, door } = answers;
    const foundation = new Foundation(this, 'Foundation', state.foundation);
    const provider = state.sampleProvider ?? new NamedProvider(this, 'Provider');

    new Publishing(this, 'Ledger', { foundation, compartments: ledger.compartments });
    const intake = new Intake(this, 'Intake', {
      foundation,
      authorities,
      state: state.intake,
      ledger,
      door,
      // Whoever files a demand starts the workflow, which is made of the rooms behind.
      stateMachineArn: Lazy.string({ produce: () => workflow.arn }),
    });
    const validity = new Validity(this, 'Validity', { foundation, ledger, authorities, provider });
    const review = new Review(this, 'Review', { foundation, ledger });
    const retrieval = new Retrieval(this, 'Retrieval', {
      foundation,
      state: state.retrieval,
      ledger,
      provider,
      ...(network ? { network } : {}),
    });
    const preservation = new Preservation(this, 'Preservation', { foundation, ledger });
    const disclosure = new Disclosure(this, 'Disclosure', {
      foundation,
      authorities,
      state: state.disclosure,
      ledger,
      harvest: state.retrieval.harvest,
      frozen: state.retrieval.frozen,
      logs: written.logs,
    });
    const notice = new Notice(this, 'Notice', { foundation, ledger });
    const workflow = new Workflow(this, 'Workflow', {
      foundation,
      ledger,
      steps: {
        ...validity.steps,
        ...review.steps,
        ...retrieval.steps,
        ...preservation.steps,
        ...disclosure.steps,
        ...notice.steps,
      },
    });
    workflow.letStart(intake.fileDemand);
    workflow.letAnswer(...answers.deciding, ...review.waiting);
    this.frontDoor = new FrontDoor(this, 'FrontDoor', {
      foundation,
      people: state.intake.people,
      attempts: state.intake.attempts,
      door,
    });
    this.provider = provider;
    this.retrievalRole = retrieval.role;
  }
}

import { Lazy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Desk } from './desk/desk.ts';
import { Disclosure } from './disclosure/disclosure.ts';
import { FrontDoor } from './intake/front-door.ts';
import { Intake } from './intake/intake.ts';
import { Ledger } from './ledger/ledger.ts';
import type { LedgerStack } from './ledger-stack.ts';
import { PublicLog } from './log/public-log.ts';
import type { Network } from './network/network.ts';
import { Notice } from './notice/notice.ts';
import { Preservation } from './preservation/preservation.ts';
import { NamedProvider } from './provider/named-provider.ts';
import type { ProviderStores } from './provider/provider-stores.ts';
import { Reporting } from './reporting/reporting.ts';
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
  readonly network?: Network;
}

/** The rooms in the order in which a demand walks through them; the ledger first, since every room writes to it. */
export class Service extends Construct {
  readonly provider: ProviderStores;
  readonly retrievalRole: RetrievalRole;

  constructor(scope: Construct, id: string, { state, ledger: written, network }: ServiceProps) {
    super(scope, id);
    const { authorities } = state;
    const foundation = new Foundation(this, 'Foundation', state.foundation);
    const provider = state.sampleProvider ?? new NamedProvider(this, 'Provider');
    const door = new FrontDoor(this, 'FrontDoor', {
      foundation,
      people: state.intake.people,
      attempts: state.intake.attempts,
    });
    const ledger = new Ledger(this, 'Ledger', {
      foundation,
      recorders: written.recorders,
      door,
      authorities,
    });

    new PublicLog(this, 'Log', { foundation, state: state.log, disclosure: state.disclosure, door });
    const intake = new Intake(this, 'Intake', {
      foundation,
      authorities,
      state: state.intake,
      ledger,
      door,
      // Whoever files a demand starts the workflow, which is made of the rooms behind.
      stateMachineArn: Lazy.string({ produce: () => workflow.arn }),
    });
    const validity = new Validity(this, 'Validity', { foundation, ledger, door, provider });
    const { documents } = state.intake;
    const review = new Review(this, 'Review', { foundation, ledger, door, authorities, documents });
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
      door,
      harvest: state.retrieval.harvest,
      frozen: state.retrieval.frozen,
      logs: written.logs,
    });
    const notice = new Notice(this, 'Notice', { foundation, ledger, frozen: state.retrieval.frozen });
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
    workflow.letAnswer(...review.answering);
    new Desk(this, 'Desk', { foundation, ledger, door, authorities, documents: state.intake.documents });
    new Reporting(this, 'Reporting', {
      foundation,
      state: state.reporting,
      ledger,
      log: written.logs.open,
      door,
    });
    this.provider = provider;
    this.retrievalRole = retrieval.role;
  }
}

import { Construct } from 'constructs';
import { Desk } from './desk/desk.ts';
import { HandingOver } from './disclosure/handing-over.ts';
import { Attempts } from './intake/attempts.ts';
import { Door } from './intake/door.ts';
import { Uploads } from './intake/uploads.ts';
import { Ledger } from './ledger/ledger.ts';
import { Reading } from './ledger/reading.ts';
import type { LedgerStack } from './ledger-stack.ts';
import { PublicLog } from './log/public-log.ts';
import { Telling } from './notice/telling.ts';
import { Reporting } from './reporting/reporting.ts';
import { Deciding } from './review/deciding.ts';
import type { DueFunction } from './shared/due-function.ts';
import { Foundation } from './shared/foundation.ts';
import type { StateStack } from './state-stack.ts';
import { Consulting } from './validity/consulting.ts';

export interface AnswersProps {
  readonly state: StateStack;
  readonly ledger: LedgerStack;
}

/** What of the rooms answers people, and what tells customers. */
export class Answers extends Construct {
  /** Rights on ledgers, for the service too: of all that count calls the first tells when it cannot. */
  readonly ledger: Ledger;
  /** What the API is made of, once the service has brought its own. */
  readonly door: Door;
  /** Those that answer a wait of the workflow. */
  readonly deciding: readonly DueFunction[];

  constructor(scope: Construct, id: string, { state, ledger: written }: AnswersProps) {
    super(scope, id);
    const { authorities } = state;
    const { logs, recorders } = written;
    const foundation = new Foundation(this, 'Foundation', state.foundation);
    const ledger = new Ledger({ foundation, recorders });
    const { compartments } = ledger;
    const door = new Door(new Attempts(state.intake.attempts, foundation));
    this.ledger = ledger;
    this.door = door;

    new Uploads(this, 'Intake', { foundation, state: state.intake, ledger, door, authorities });
    new Consulting(this, 'Validity', { foundation, door });
    const { documents } = state.intake;
    this.deciding = new Deciding(this, 'Review', {
      foundation,
      ledger,
      door,
      authorities,
      documents,
    }).answering;
    new HandingOver(this, 'Disclosure', {
      foundation,
      state: state.disclosure,
      ledger,
      door,
      authorities,
      logs,
    });
    new Telling(this, 'Notice', { foundation, ledger, frozen: state.retrieval.frozen });
    new Reading(this, 'Ledger', { foundation, compartments, door, authorities });
    new Desk(this, 'Desk', {
      foundation,
      ledger,
      door,
      authorities,
      documents,
      disclosures: state.disclosure.disclosures,
    });
    new PublicLog(this, 'Log', { foundation, state: state.log, disclosure: state.disclosure, door });
    new Reporting(this, 'Reporting', { foundation, state: state.reporting, ledger, log: logs.open, door });
  }
}

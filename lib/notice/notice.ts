import { Construct } from 'constructs';
import type { ServiceEnv } from '../../functions/ledger/ledgers.env.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

export interface NoticeProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
}

/** Says when the customer may be told. */
export class Notice extends Construct {
  readonly steps: { readonly planNotice: DueFunction };

  constructor(scope: Construct, id: string, { foundation, ledger }: NoticeProps) {
    super(scope, id);
    const planNotice = new DueFunction<ServiceEnv>(this, 'PlanNotice', {
      foundation,
      handler: 'notice/plan-notice',
      kind: 'step',
      environment: ledger.environment('plan-notice'),
    });
    ledger.letChange(planNotice, 'plan-notice');
    ledger.letReadMany(planNotice);
    this.steps = { planNotice };
  }
}

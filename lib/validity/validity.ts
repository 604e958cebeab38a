import { Construct } from 'constructs';
import type { Env as CheckEnv } from '../../functions/validity/check-validity.env.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ProviderStores } from '../provider/provider-stores.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

export interface ValidityProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly authorities: AuthoritiesState;
  readonly provider: ProviderStores;
}

/** Applies the rulebook to demands. */
export class Validity extends Construct {
  readonly steps: { readonly checkValidity: DueFunction };

  constructor(scope: Construct, id: string, { foundation, ledger, authorities, provider }: ValidityProps) {
    super(scope, id);
    const checkValidity = new DueFunction<CheckEnv>(this, 'CheckValidity', {
      foundation,
      handler: 'validity/check-validity',
      kind: 'step',
      environment: {
        ...ledger.environment('check-validity'),
        ...authorities.environment,
        DIRECTORY_TABLE: provider.directory.tableName,
        ESTABLISHMENT: provider.establishment,
      },
    });
    ledger.letChange(checkValidity, 'check-validity');
    // Whom a demand says that it comes from, against the register and what its office filed before.
    letAsk(authorities, checkValidity);
    for (const compartment of ledger.compartments) compartment.letReadFilings(checkValidity);
    // The clocks that an earlier check began.
    ledger.letReadMany(checkValidity);
    // Which account an identifier names, and nothing of what is in the account.
    provider.letResolve(checkValidity);
    this.steps = { checkValidity };
  }
}

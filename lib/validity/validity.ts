import { Construct } from 'constructs';
import { checkDraftRoute } from '../../functions/validity/check-draft.route.ts';
import type { Env as CheckEnv } from '../../functions/validity/check-validity.env.ts';
import { listRulebookRoute } from '../../functions/validity/list-rulebook.route.ts';
import { serveRulebookRoute } from '../../functions/validity/serve-rulebook.route.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ProviderStores } from '../provider/provider-stores.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

export interface ValidityProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly door: FrontDoor;
  readonly provider: ProviderStores;
}

/** Applies the rulebook: to demands, to drafts, and to whoever wants to read it. */
export class Validity extends Construct {
  readonly steps: { readonly checkValidity: DueFunction };

  constructor(scope: Construct, id: string, { foundation, ledger, door, provider }: ValidityProps) {
    super(scope, id);
    const checkValidity = new DueFunction<CheckEnv>(this, 'CheckValidity', {
      foundation,
      handler: 'validity/check-validity',
      kind: 'step',
      environment: {
        ...ledger.environment('check-validity'),
        DIRECTORY_TABLE: provider.directory.tableName,
        ESTABLISHMENT: provider.establishment,
      },
    });
    ledger.letChange(checkValidity, 'check-validity');
    // Which account an identifier names, and nothing of what is in the account.
    provider.letResolve(checkValidity);
    this.steps = { checkValidity };

    const pure = { foundation, kind: 'api', environment: {} } as const;
    const checkDraft = new DueFunction<Record<string, never>>(this, 'CheckDraft', {
      ...pure,
      handler: 'validity/check-draft',
    });
    door.route(checkDraftRoute, checkDraft);
    const serveRulebook = new DueFunction<Record<string, never>>(this, 'ServeRulebook', {
      ...pure,
      handler: 'validity/serve-rulebook',
    });
    const isPublic =
      'The law as we apply it is for everyone to read; the function has no permission but to log.';
    door.publicRoute(listRulebookRoute, serveRulebook, isPublic);
    door.publicRoute(serveRulebookRoute, serveRulebook, isPublic);
  }
}

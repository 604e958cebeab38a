import { Construct } from 'constructs';
import { checkDraftRoute } from '../../functions/validity/check-draft.route.ts';
import { listRulebookRoute } from '../../functions/validity/list-rulebook.route.ts';
import { serveRulebookRoute } from '../../functions/validity/serve-rulebook.route.ts';
import type { Door } from '../intake/door.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

export interface ConsultingProps {
  readonly foundation: Foundation;
  readonly door: Door;
}

/** The rulebook for whoever asks: what it says of a draft, and what it says. */
export class Consulting extends Construct {
  constructor(scope: Construct, id: string, { foundation, door }: ConsultingProps) {
    super(scope, id);
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

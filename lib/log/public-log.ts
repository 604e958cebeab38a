import { Construct } from 'constructs';
import type { Env as ServeEnv } from '../../functions/log/serve-log.env.ts';
import { serveLogRoute } from '../../functions/log/serve-log.route.ts';
import type { DisclosureState } from '../disclosure/disclosure-state.ts';
import type { Door } from '../intake/door.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { LogState } from './log-state.ts';

export interface PublicLogProps {
  readonly foundation: Foundation;
  readonly state: LogState;
  /** Whose packages are verified with the keys that are published here. */
  readonly disclosure: DisclosureState;
  readonly door: Door;
}

/** Where everyone reads a log, and the keys that packages are verified with. One that has no such place is no public log. */
export class PublicLog extends Construct {
  constructor(scope: Construct, id: string, props: PublicLogProps) {
    super(scope, id);
    const {
      foundation,
      door,
      state: { published },
      disclosure: { signingKey },
    } = props;
    const serveLog = new DueFunction<ServeEnv>(this, 'ServeLog', {
      foundation,
      handler: 'log/serve-log',
      kind: 'api',
      environment: {
        LOG_BUCKET: published.bucketName,
        SIGNING_KEY_ID: signingKey.keyId,
        SIGNING_KEY_TIMES: JSON.stringify(foundation.stage.signingKeys),
      },
    });
    published.letGet(serveLog);
    published.letTellAbsence(serveLog);
    signingKey.letShow(serveLog);
    door.publicRoute(
      serveLogRoute,
      serveLog,
      'Whoever got a proof checks it against the log; what is published of it names no demand.',
    );
  }
}

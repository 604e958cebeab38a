import { Construct } from 'constructs';
import type { Env as ServeEnv } from '../../functions/log/serve-log.env.ts';
import { serveLogRoute } from '../../functions/log/serve-log.route.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { LogState } from './log-state.ts';

export interface PublicLogProps {
  readonly foundation: Foundation;
  readonly state: LogState;
  readonly door: FrontDoor;
}

/** Where everyone reads a log. One that has no such place is no public log. */
export class PublicLog extends Construct {
  constructor(scope: Construct, id: string, { foundation, state: { published }, door }: PublicLogProps) {
    super(scope, id);
    const serveLog = new DueFunction<ServeEnv>(this, 'ServeLog', {
      foundation,
      handler: 'log/serve-log',
      kind: 'api',
      environment: { LOG_BUCKET: published.bucketName },
    });
    published.letGet(serveLog);
    published.letTellAbsence(serveLog);
    door.publicRoute(
      serveLogRoute,
      serveLog,
      'Whoever got a proof checks it against the log; what is published of it names no demand.',
    );
  }
}

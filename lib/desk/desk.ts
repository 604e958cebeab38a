import { Construct } from 'constructs';
import type { Env as ListEnv } from '../../functions/desk/list-attempts.env.ts';
import { listAttemptsRoute } from '../../functions/desk/list-attempts.route.ts';
import { listDemandsRoute } from '../../functions/desk/list-demands.route.ts';
import { readDemandRoute } from '../../functions/desk/read-demand.route.ts';
import type { Env } from '../../functions/desk/read-demands.env.ts';
import { readInvoiceRoute } from '../../functions/desk/read-invoice.route.ts';
import { readPaperRoute } from '../../functions/desk/read-paper.route.ts';
import { readReachRoute } from '../../functions/desk/read-reach.route.ts';
import { sampleFileRoute } from '../../functions/desk/sample-file.route.ts';
import { serveOpenapiRoute } from '../../functions/desk/serve-openapi.route.ts';
import { viewPackageRoute } from '../../functions/desk/view-package.route.ts';
import type { AuthoritiesState } from '../authorities/authorities-state.ts';
import { letAsk } from '../authorities/let-ask.ts';
import type { Door } from '../intake/door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import type { PrivateBucket } from '../shared/private-bucket.ts';

export interface DeskProps {
  readonly foundation: Foundation;
  readonly ledger: Ledger;
  readonly door: Door;
  readonly authorities: AuthoritiesState;
  readonly documents: PrivateBucket;
  readonly disclosures: PrivateBucket;
}

/** What callers see of demands, and how to call. */
export class Desk extends Construct {
  constructor(scope: Construct, id: string, props: DeskProps) {
    super(scope, id);
    const { foundation, ledger, door, authorities, documents, disclosures } = props;
    // It runs what strangers wrote, and may do nothing but log: papers come to it by links of those who ask it.
    const drawPaper = new DueFunction<Record<string, never>>(this, 'DrawPaper', {
      foundation,
      handler: 'desk/draw-paper',
      kind: 'drawer',
      environment: {},
    });
    for (const compartment of ledger.compartments) {
      const readDemands = new DueFunction<Env>(this, compartment.idOf('ReadDemands'), {
        foundation,
        handler: 'desk/read-demands',
        kind: 'api',
        environment: {
          ...compartment.environment('read-demands'),
          SCANS_TABLE: ledger.open.workTableName,
          DOCUMENTS_BUCKET: documents.bucketName,
          DISCLOSURES_BUCKET: disclosures.bucketName,
          PAPER_DRAWER: drawPaper.live.functionArn,
          ...authorities.environment,
        },
      });
      // Each look is in the ledger.
      compartment.letChange(readDemands, 'read-demands');
      compartment.letReadMany(readDemands);
      compartment.letList(readDemands);
      // Orders and comments that wait for the desk.
      compartment.letReadDue(readDemands);
      ledger.open.letReadScans(readDemands);
      letAsk(authorities, readDemands);
      documents.letGetVersions('', readDemands);
      allow(readDemands, { actions: ['lambda:InvokeFunction'], resources: [drawPaper.live.functionArn] });
      door.route(compartment.routeOf(listDemandsRoute), readDemands);
      door.route(compartment.routeOf(readDemandRoute), readDemands);
      door.route(compartment.routeOf(readPaperRoute), readDemands);
      door.route(compartment.routeOf(readInvoiceRoute), readDemands);
      door.route(compartment.routeOf(readReachRoute), readDemands);
      // What is about to leave, for who decides on it.
      disclosures.letGetVersions(compartment.idPrefix, readDemands);
      door.route(compartment.routeOf(viewPackageRoute), readDemands);
      door.route(compartment.routeOf(sampleFileRoute), readDemands);
    }

    for (const compartment of ledger.compartments) {
      const circle = compartment.name === 'open' ? 'attempts' : 'cleared';
      // Where attempts are, the door tells every function that it leads to.
      const listAttempts = new DueFunction<Pick<ListEnv, 'CIRCLE'>>(this, compartment.idOf('ListAttempts'), {
        foundation,
        handler: 'desk/list-attempts',
        kind: 'api',
        environment: { CIRCLE: circle },
      });
      door.attempts.letList(listAttempts, circle);
      door.route(compartment.routeOf(listAttemptsRoute), listAttempts);
    }

    const serveOpenapi = new DueFunction<Record<string, never>>(this, 'ServeOpenapi', {
      foundation,
      handler: 'desk/serve-openapi',
      kind: 'api',
      environment: {},
    });
    door.publicRoute(
      serveOpenapiRoute,
      serveOpenapi,
      'How to call the API is for everyone to read; the function has no permission but to log.',
    );
  }
}

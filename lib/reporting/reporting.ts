import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Env as CountEnv } from '../../functions/reporting/count-events.env.ts';
import { listReportsRoute } from '../../functions/reporting/list-reports.route.ts';
import { publishReportRoute } from '../../functions/reporting/publish-report.route.ts';
import { readReportRoute } from '../../functions/reporting/read-report.route.ts';
import type { Env as ReportsEnv } from '../../functions/reporting/reports.env.ts';
import type { FrontDoor } from '../intake/front-door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { Every } from '../shared/schedule.ts';
import type { ReportingState } from './reporting-state.ts';

export interface ReportingProps {
  readonly foundation: Foundation;
  readonly state: ReportingState;
  readonly ledger: Ledger;
  readonly door: FrontDoor;
}

/** Numbers, from the ledger's events alone: no function here may read a demand. */
export class Reporting extends Construct {
  constructor(scope: Construct, id: string, { foundation, state, ledger, door }: ReportingProps) {
    super(scope, id);
    const { keys, alarms } = foundation;
    const { reports: table, published } = state;
    const environment = { REPORTS_TABLE: table.tableName, REPORTS_BUCKET: published.bucketName };
    const letUseTable = (fn: DueFunction, use: 'read' | 'write', ...actions: string[]) => {
      allow(fn, { actions: actions.map((action) => `dynamodb:${action}`), resources: [table.tableArn] });
      keys.reports.letUse(fn, 'dynamodb', use);
    };

    const countEvents = new DueFunction<CountEnv>(this, 'CountEvents', {
      foundation,
      handler: 'reporting/count-events',
      kind: 'stream',
      environment: { REPORTS_TABLE: table.tableName },
    });
    letUseTable(countEvents, 'write', 'PutItem');
    ledger.feed(countEvents);

    const publishReport = new DueFunction<ReportsEnv>(this, 'PublishReport', {
      foundation,
      handler: 'reporting/publish-report',
      kind: 'report',
      environment,
      deadLetterQueue: foundation.missed,
    });
    letUseTable(publishReport, 'write', 'GetItem', 'PutItem', 'Query');
    published.letPut(publishReport);
    // An edition says the same as the last, or corrects it: that one is read first.
    published.letGet(publishReport);
    door.route(publishReportRoute, publishReport);
    new Every(this, 'Daily', {
      foundation,
      rate: Duration.days(1),
      run: publishReport,
      input: { scheduled: true },
    });
    alarms.onErrorsOf(publishReport);

    const readReports = new DueFunction<ReportsEnv>(this, 'ReadReports', {
      foundation,
      handler: 'reporting/read-reports',
      kind: 'api',
      environment,
    });
    letUseTable(readReports, 'read', 'GetItem', 'Query');
    published.letGet(readReports);
    const isPublic =
      'Published reports are for everyone to read; the function can read published editions and no demand.';
    door.publicRoute(listReportsRoute, readReports, isPublic);
    door.publicRoute(readReportRoute, readReports, isPublic);
  }
}

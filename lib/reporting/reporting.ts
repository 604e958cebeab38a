import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { listReportsRoute } from '../../functions/reporting/list-reports.route.ts';
import { proveReportRoute } from '../../functions/reporting/prove-report.route.ts';
import type { Env as PublishEnv } from '../../functions/reporting/publish-report.env.ts';
import { publishReportRoute } from '../../functions/reporting/publish-report.route.ts';
import type { Env as InterimEnv } from '../../functions/reporting/read-interim.env.ts';
import { readInterimRoute } from '../../functions/reporting/read-interim.route.ts';
import { readReportRoute } from '../../functions/reporting/read-report.route.ts';
import type { Env as ReadEnv } from '../../functions/reporting/read-reports.env.ts';
import {
  DRAFTS_PARTITION,
  EDITIONS_PARTITION,
  INTERIM_FILES,
  PUBLIC_FILES,
} from '../../functions/reporting/reports.table.ts';
import type { Door } from '../intake/door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log/log.ts';
import { allow } from '../shared/allow.ts';
import { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';
import { Every } from '../shared/schedule.ts';
import { Dashboard } from './dashboard.ts';
import { ofPartition, ofPeriods, type ReportingState } from './reporting-state.ts';

export interface ReportingProps {
  readonly foundation: Foundation;
  readonly state: ReportingState;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly door: Door;
}

/** What was counted, published and read: no function here may read a demand. */
export class Reporting extends Construct {
  constructor(scope: Construct, id: string, { foundation, state, ledger, log, door }: ReportingProps) {
    super(scope, id);
    const { keys, alarms } = foundation;
    const { reports: table, nationalSecurity, published } = state;
    const environment = { REPORTS_TABLE: table.tableName, REPORTS_BUCKET: published.bucketName };
    const publishReport = new DueFunction<PublishEnv>(this, 'PublishReport', {
      foundation,
      handler: 'reporting/publish-report',
      kind: 'report',
      environment: {
        ...environment,
        NATIONAL_SECURITY_TABLE: nationalSecurity.tableName,
        DEMANDS_TABLE: ledger.open.tableName,
        CLEARED_DEMANDS_TABLE: ledger.cleared.tableName,
        WORK_TABLE: ledger.open.workTableName,
        RUN_EPOCH: log.runEpochArn,
      },
      deadLetterQueue: foundation.missed,
    });
    allow(publishReport, {
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      resources: [table.tableArn],
    });
    keys.reports.letUse(publishReport, 'dynamodb', 'write');
    // Of national-security process it sums what was counted, and writes nothing back.
    allow(publishReport, {
      actions: ['dynamodb:Query'],
      resources: [nationalSecurity.tableArn],
      conditions: ofPeriods,
    });
    keys.nationalSecurity.letUse(publishReport, 'dynamodb', 'read');
    // An edition is published when every ledger of its period is in it.
    for (const compartment of ledger.compartments) compartment.letReadHeads(publishReport);
    published.letPut(publishReport);
    ledger.open.letUseWork(publishReport, ['pendingEdition'], 'PutItem');
    ledger.open.letCount(publishReport);
    log.letRun(publishReport);
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
    new Dashboard(this, 'Work', { foundation });

    const readInterim = new DueFunction<InterimEnv>(this, 'ReadInterim', {
      foundation,
      handler: 'reporting/read-interim',
      kind: 'api',
      environment,
    });
    allow(readInterim, {
      actions: ['dynamodb:GetItem', 'dynamodb:Query'],
      resources: [table.tableArn],
      conditions: ofPartition(DRAFTS_PARTITION),
    });
    keys.reports.letUse(readInterim, 'dynamodb', 'read');
    published.letGetBelow(readInterim, INTERIM_FILES);
    door.route(readInterimRoute, readInterim);

    const readReports = new DueFunction<ReadEnv>(this, 'ReadReports', {
      foundation,
      handler: 'reporting/read-reports',
      kind: 'api',
      environment: { ...environment, LOG_ARCHIVE: log.archiveName },
    });
    // Beside editions stands what demands add to them.
    allow(readReports, {
      actions: ['dynamodb:GetItem', 'dynamodb:Query'],
      resources: [table.tableArn],
      conditions: ofPartition(EDITIONS_PARTITION),
    });
    keys.reports.letUse(readReports, 'dynamodb', 'read');
    published.letGetBelow(readReports, PUBLIC_FILES);
    log.letReadProofs(readReports);
    const isPublic =
      'Published reports are for everyone to read; the function can read published editions and no demand.';
    door.publicRoute(listReportsRoute, readReports, isPublic);
    door.publicRoute(readReportRoute, readReports, isPublic);
    door.publicRoute(proveReportRoute, readReports, isPublic);
  }
}

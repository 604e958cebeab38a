import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { InputError, readJsonInput } from '../input-file.ts';

const Properties = z.optional(
  z.object({
    // Of an alarm over several metrics.
    Metrics: z.optional(z.array(z.object({ MetricStat: z.optional(z.unknown()) }))),
    ScheduleExpression: z.optional(z.unknown()),
    VpcEndpointType: z.optional(z.unknown()),
    SubnetIds: z.optional(z.array(z.unknown())),
  }),
);
const Template = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string(), Properties })) });
type Resource = z.infer<typeof Template>['Resources'][string];

const MINUTES = { minute: 1, minutes: 1, hour: 60, hours: 60, day: 1440, days: 1440 } as const;

/** What costs by the month whether or not demands come, as the templates have it. */
export type Fixed = Readonly<
  Record<'keys' | 'alarmMetrics' | 'logMetrics' | 'scheduledRuns' | 'endpointHours', number>
>;

/** @throws InputError where the folder has no templates */
export function readFixed(assembly: string, hoursOfMonth: number): Fixed {
  const files = existsSync(assembly)
    ? readdirSync(assembly).filter((name) => name.endsWith('.template.json'))
    : [];
  if (files.length === 0)
    throw new InputError(`${assembly}: there are no templates; \`npm run synth\` writes cdk.out`);
  const resources = files.flatMap((name) => {
    const read = Template.safeParse(readJsonInput(join(assembly, name)));
    if (!read.success) throw new InputError(`${join(assembly, name)}: this is no template`);
    return Object.values(read.data.Resources);
  });
  const sum = (type: string, of: (resource: Resource) => number = () => 1) =>
    resources.filter(({ Type }) => Type === type).reduce((total, resource) => total + of(resource), 0);
  return {
    keys: sum('AWS::KMS::Key'),
    alarmMetrics: sum('AWS::CloudWatch::Alarm', ({ Properties: alarm }) =>
      Math.max(alarm?.Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1, 1),
    ),
    logMetrics: sum('AWS::Logs::MetricFilter'),
    scheduledRuns: sum('AWS::Events::Rule', ({ Properties: rule }) => runsOf(rule, hoursOfMonth)),
    endpointHours: sum('AWS::EC2::VPCEndpoint', ({ Properties: endpoint }) =>
      endpoint?.VpcEndpointType === 'Interface' ? hoursOfMonth * (endpoint.SubnetIds?.length ?? 1) : 0,
    ),
  };
}

function runsOf(rule: Resource['Properties'], hours: number): number {
  const [, every, unit] = /^rate\((\d+) (\w+)\)$/.exec(String(rule?.ScheduleExpression ?? '')) ?? [];
  const minutes = MINUTES[unit as keyof typeof MINUTES];
  return minutes === undefined ? 0 : (hours * 60) / (Number(every) * minutes);
}

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
const CACHE = join(ROOT, 'node_modules/.cache/due-process');
const INPUTS = [
  'lib/**/*',
  'bin/**/*',
  'functions/**/*.env.ts',
  'functions/**/*.route.ts',
  'functions/shared/*.ts',
  'functions/provider/services.ts',
  'functions/**/*.table.ts',
  'functions/**/*.tables.ts',
  'functions/**/*.bucket.ts',
];

/** Prod does not synthesize until somebody hears its alarms. */
export const LISTENER = { alarmEmail: 'alarms@example.com' };

export type StageName = 'dev' | 'prod';

export type Resource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
};

type Output = {
  readonly Value: unknown;
  readonly Condition?: string;
  readonly Export?: { readonly Name: string };
};

export type Template = {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters: Readonly<
    Record<
      string,
      { readonly Default?: string; readonly Description?: string; readonly AllowedPattern?: string }
    >
  >;
  readonly Outputs: Readonly<Record<string, Output>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
};

/** The stacks of an assembly, in the order in which they are deployed. */
export const stackNames = (stage: StageName) =>
  [
    'DueProcess-Account',
    `DueProcess-${stage}-State`,
    `DueProcess-${stage}-Ledger`,
    `DueProcess-${stage}-Answers`,
    ...(stage === 'prod' ? (['DueProcess-prod-Network'] as const) : []),
    `DueProcess-${stage}`,
    ...(stage === 'prod' ? ['DueProcess-prod-Trail'] : []),
  ] as const;

const read = new Map<StageName, Template>();

/**
 * What a stage comes to: its stacks as one template, with every import replaced by what is exported. Synthesized by the
 * app itself: once for all test files, and again when its sources change.
 */
export function templateOf(stage: StageName): Template {
  const known = read.get(stage);
  if (known) return known;
  const template = linked(stackNames(stage).map((name) => stackOf(assemblyOf(stage), name)));
  read.set(stage, template);
  return template;
}

/** One stack's template as it was synthesized. */
export const stackOf = (assembly: string, name: string): Template => ({
  Parameters: {},
  Outputs: {},
  ...JSON.parse(readFileSync(join(assembly, `${name}.template.json`), 'utf8')),
});

function linked(stacks: readonly Template[]): Template {
  const exported = new Map(
    stacks.flatMap(({ Outputs }) =>
      Object.values(Outputs).map(({ Export, Value }) => [Export?.Name, Value] as const),
    ),
  );
  const merge = (section: keyof Template) => {
    const entries = stacks.flatMap((stack) => Object.entries(stack[section] ?? {}));
    // Exports are how the stacks hang together; what is left of the outputs is for people.
    return Object.fromEntries(
      section === 'Outputs' ? entries.filter(([id]) => !/^Exports/.test(id)) : entries,
    );
  };
  const sections = {
    Resources: merge('Resources'),
    Parameters: merge('Parameters'),
    Outputs: merge('Outputs'),
  };
  const ids = stacks.flatMap(({ Resources }) => Object.keys(Resources));
  if (new Set(ids).size < ids.length) throw new Error('Two stacks have one logical id.');
  return JSON.parse(JSON.stringify({ ...sections, Conditions: merge('Conditions') }), (_, value) => {
    const name = value?.['Fn::ImportValue'];
    if (name === undefined) return value;
    if (!exported.has(name)) throw new Error(`Nobody exports ${name}.`);
    return exported.get(name);
  });
}

/** The cloud assembly of a stage, with a placeholder for every bundle. */
export function assemblyOf(stage: StageName): string {
  const folder = join(CACHE, `assembly-${stage}-${fingerprint()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const aside = `${folder}-${process.pid}`;
  synthesize(stage, aside);
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Runs the app as anyone would. @throws with its output when it does not synthesize */
export function synthesize(
  stage: string,
  outdir: string,
  { bundling = false, context = {} }: { bundling?: boolean; context?: Record<string, string> } = {},
): void {
  const flags = Object.entries({ stage, ...(stage === 'prod' ? LISTENER : {}), ...context }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
  execFileSync(process.execPath, [join(ROOT, 'bin/due-process.ts'), ...flags], {
    cwd: ROOT,
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      // Bundles and an account do not change what CloudFormation's schemas say of a template. Prod's is asked here, once;
      // dev's is what `npm run synth` asks.
      ...(stage !== 'prod' || bundling || Object.keys(context).length > 0 ? { CDK_VALIDATION: 'false' } : {}),
      ...(bundling ? {} : { CDK_CONTEXT_JSON: '{"aws:cdk:bundling-stacks":[]}' }),
    },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of [...globSync(INPUTS, { cwd: ROOT, withFileTypes: true })]
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .concat(join(ROOT, 'cdk.json'), join(ROOT, 'package-lock.json'))
    .sort())
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** The resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The one resource of a type whose logical id contains all of `words`. */
export function resourceOf(template: Template, type: string, ...words: string[]): [string, Resource] {
  const found = resourcesOf(template, type).filter(([id]) => words.every((word) => id.includes(word)));
  const [only, ...others] = found;
  if (!only || others.length > 0)
    throw new Error(
      `${found.length} resources of ${type} are called ${words.join(' ')}: ${found.map(([id]) => id)}`,
    );
  return only;
}

/** Our own functions. In a stage that is emptied when it goes, the CDK brings one that empties. */
export const functionsOf = (template: Template) =>
  resourcesOf(template, 'AWS::Lambda::Function').filter(([id]) => !id.startsWith('CustomS3AutoDelete'));

/** The alias by which a handler's function is called, as a reference. */
export function aliasOf(template: Template, handler: string): { readonly Ref: string } {
  const [id] = functionOf(template, handler);
  const [Ref] =
    resourcesOf(template, 'AWS::Lambda::Alias').find(
      ([, { Properties }]) => JSON.stringify(Properties.FunctionName) === JSON.stringify({ Ref: id }),
    ) ?? [];
  if (!Ref) throw new Error(`${handler} has no alias.`);
  return { Ref };
}

/** The logical id of the function of a handler, such as `intake/file-demand`. */
export function functionOf(template: Template, handler: string): [string, Resource] {
  const found = resourcesOf(template, 'AWS::Lambda::Function').find(
    ([, { Properties }]) => Properties.Description === handler,
  );
  if (!found) throw new Error(`No function has the handler ${handler}.`);
  return found;
}

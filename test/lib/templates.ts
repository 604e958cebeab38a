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
];

export type StageName = 'dev' | 'prod';

export type Resource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
};

export type Template = {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown; readonly Condition?: string }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
};

const read = new Map<StageName, Template>();

/** The template of a stage, synthesized by the app itself: once for all test files, and again when its sources change. */
export function templateOf(stage: StageName): Template {
  const known = read.get(stage);
  if (known) return known;
  const folder = assemblyOf(stage);
  const template: Template = JSON.parse(
    readFileSync(join(folder, `DueProcess-${stage}.template.json`), 'utf8'),
  );
  read.set(stage, template);
  return template;
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
export function synthesize(stage: string, outdir: string, { bundling = false } = {}): void {
  execFileSync(process.execPath, [join(ROOT, 'bin/due-process.ts'), '-c', `stage=${stage}`], {
    cwd: ROOT,
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      // Bundles do not change what CloudFormation's schemas say of the template, which is asked once, without them.
      ...(bundling ? { CDK_VALIDATION: 'false' } : { CDK_CONTEXT_JSON: '{"aws:cdk:bundling-stacks":[]}' }),
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

/** The logical id of the function of a handler, such as `intake/file-demand`. */
export function functionOf(template: Template, handler: string): [string, Resource] {
  const found = resourcesOf(template, 'AWS::Lambda::Function').find(
    ([, { Properties }]) => Properties.Description === handler,
  );
  if (!found) throw new Error(`No function has the handler ${handler}.`);
  return found;
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const STACKS = ['DueProcess-dev-State', 'DueProcess-dev-Ledger', 'DueProcess-dev-Answers', 'DueProcess-dev'];

type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> };
/** Stacks of a stage as one, without imports. */
export type Template = { readonly Resources: Readonly<Record<string, Resource>> };

/** What the stage dev comes to now: the one that the laptop plays. */
export function synthesizedTemplate(): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'due-process-rights-'));
  try {
    execFileSync(process.execPath, [join(ROOT, 'bin/due-process.ts')], {
      cwd: ROOT,
      env: {
        ...process.env,
        CDK_OUTDIR: outdir,
        CDK_VALIDATION: 'false',
        CDK_CONTEXT_JSON: '{"aws:cdk:bundling-stacks":[]}',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return linked(
      STACKS.map((name) => JSON.parse(readFileSync(join(outdir, `${name}.template.json`), 'utf8'))),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

type Stack = Template & {
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>
  >;
};

function linked(stacks: readonly Stack[]): Template {
  const exported = new Map(
    stacks.flatMap(({ Outputs = {} }) =>
      Object.values(Outputs).map(({ Export, Value }) => [Export?.Name, Value]),
    ),
  );
  const Resources = Object.assign({}, ...stacks.map((stack) => stack.Resources));
  return JSON.parse(JSON.stringify({ Resources }), (_, value) =>
    value?.['Fn::ImportValue'] !== undefined && exported.has(value['Fn::ImportValue'])
      ? exported.get(value['Fn::ImportValue'])
      : value,
  );
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readIfPresent, writeAtomically } from '../state/atomic-file.ts';
import { asObject, asString, type Json, parseJson } from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import type { StackModel } from '../template/stack-model.ts';
import { Machine, type MachineSpec, machineSpec } from './machine.ts';

type Context = ConstructorParameters<typeof Machine>[1];

/** Names a definition by what it says, together with the role that runs it. */
const definitionId = (spec: MachineSpec): string =>
  createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 32);

function parseSpec(text: string, where: string): MachineSpec {
  const { arn, roleArn, definition } = asObject(parseJson(text, where), where);
  return {
    arn: asString(arn, `${where}: arn`),
    roleArn: asString(roleArn, `${where}: roleArn`),
    definition: asObject(definition, `${where}: definition`),
  };
}

/**
 * The state machines, each under every ARN that starts it: its own, its version's, its alias's. Each definition that
 * was ever played is kept, since an execution ends by the definition that it began with, whatever is deployed meanwhile.
 */
export class Machines {
  readonly #folder: string;
  readonly #context: Context;
  readonly #byArn = new Map<string, Machine>();
  readonly #byDefinition = new Map<string, Machine>();

  constructor(stack: StackModel, folder: string, context: Context) {
    this.#folder = folder;
    this.#context = context;
    for (const resource of stack.byType('AWS::StepFunctions::StateMachine')) {
      const spec = machineSpec(resource);
      const id = definitionId(spec);
      const machine = new Machine({ ...spec, id }, context);
      writeAtomically(this.#path(id), JSON.stringify(spec));
      this.#byArn.set(resource.arn, machine);
      this.#byDefinition.set(id, machine);
    }
    for (const { arn, properties } of stack.byType('AWS::StepFunctions::StateMachineVersion'))
      this.#alsoKnownAs(arn, properties.StateMachineArn);
    for (const { arn, properties } of stack.byType('AWS::StepFunctions::StateMachineAlias')) {
      const routes = Array.isArray(properties.RoutingConfiguration) ? properties.RoutingConfiguration : [];
      if (routes.length !== 1) throw new Refused([`an alias on more or less than one version (${arn})`]);
      this.#alsoKnownAs(arn, asObject(routes[0], arn).StateMachineVersionArn);
    }
  }

  /** Of the machines themselves, without versions and aliases. */
  get arns(): string[] {
    return [...new Set([...this.#byArn.values()].map(({ arn }) => arn))];
  }

  byArn(arn: string): Machine | undefined {
    return this.#byArn.get(arn);
  }

  /** The machine as it was when an execution began. Without a definition's id, as it is now. */
  asBegun(arn: string, definition: string | undefined): Machine | undefined {
    if (definition === undefined) return this.#byArn.get(arn);
    const known = this.#byDefinition.get(definition);
    if (known !== undefined) return known;
    const path = this.#path(definition);
    const kept = readIfPresent(path);
    if (kept === undefined) return undefined;
    const machine = new Machine({ ...parseSpec(kept, path), id: definition }, this.#context);
    this.#byDefinition.set(definition, machine);
    return machine;
  }

  #alsoKnownAs(arn: string, of: Json | undefined): void {
    const machine = this.#byArn.get(asString(of, arn));
    if (machine === undefined) throw new Refused([`${arn}: its state machine is not in the template`]);
    this.#byArn.set(arn, machine);
  }

  #path(definition: string): string {
    return join(this.#folder, `${definition}.json`);
  }
}

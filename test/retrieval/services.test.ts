import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  parameterOf,
  pascal,
  SERVICE_NAMES,
  SERVICES,
  type Service,
  variableOf,
} from '../../functions/provider/services.ts';
import { accessOf } from '../../functions/retrieval/access.ts';
import type { Connector } from '../../functions/retrieval/connector.ts';
import { statementsOf } from '../lib/permissions.ts';
import { aliasOf, functionOf, ROOT, resourceOf, templateOf } from '../lib/templates.ts';
import { law } from '../validity/law.ts';

const FOLDER = join(ROOT, 'functions/retrieval');
const camel = (name: string) => pascal(name).replace(/^./, (letter) => letter.toLowerCase());
const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `the-${name}`]));

/** What is missing is said as what to do; functions/retrieval/README.md goes through it. */
function must(holds: boolean, todo: string): void {
  if (!holds) throw new Error(todo);
}

function storesOf(service: Service) {
  const { tables, buckets, secrets } = SERVICES[service];
  return { tables: named(tables), buckets: named(buckets), secrets: named(secrets) };
}

async function connectorOf(service: Service): Promise<Connector> {
  const file = `connectors/${service}.connector.ts`;
  const name = `${camel(service)}Connector`;
  must(existsSync(join(FOLDER, file)), `Write functions/retrieval/${file}, which exports ${name}.`);
  const exported = await import(`../../functions/retrieval/connectors/${service}.connector.ts`);
  must(typeof exported[name] === 'function', `Export ${name} from functions/retrieval/${file}.`);
  return exported[name](storesOf(service));
}

describe.each(SERVICE_NAMES)('the service %s', (service) => {
  const { items, tables, buckets, secrets } = SERVICES[service];

  it('has a connector, in a file that is called after it', async () => {
    const connector = await connectorOf(service);
    expect(connector.service).toBe(service);
    expect(connector.items).toEqual(items);
  });

  it('has what each of its items needs said, of stores and secrets of its own entry only', () => {
    const stores = storesOf(service);
    const access = accessOf(service, stores, items);
    expect(Object.values(stores.tables)).toEqual(
      expect.arrayContaining(access.tables.map(({ name }) => name)),
    );
    expect(Object.values(stores.buckets)).toEqual(expect.arrayContaining(access.buckets));
    expect(Object.values(stores.secrets)).toEqual(expect.arrayContaining(access.secrets));
    for (const item of items) {
      const { tables: read, secrets: asked } = accessOf(service, stores, [item]);
      must(
        read.length + asked.length > 0,
        `Say in functions/retrieval/access.ts what ${item} needs: attributes of a table, or a secret. A store that asks for neither is everybody's.`,
      );
    }
  });

  it('has a handler, which makes a bundle of this connector and no other', () => {
    const file = `read-${service}.handler.ts`;
    const line = `readingHandler('${service}', ${camel(service)}Connector)`;
    must(existsSync(join(FOLDER, file)), `Write functions/retrieval/${file}: export const handler = ${line}`);
    const text = readFileSync(join(FOLDER, file), 'utf8');
    expect(text).toContain(line);
    expect(text.match(/connectors\//g)).toHaveLength(1);
  });

  it('has its connector held against the contract by a test', () => {
    const tests = globSync('test/**/*.test.ts', { cwd: ROOT }).map((file) =>
      readFileSync(join(ROOT, file), 'utf8'),
    );
    const conforming = tests.filter(
      (text) => text.includes('connectorConformance(') && text.includes(`'${service}'`),
    );
    must(
      conforming.length > 0,
      `Call connectorConformance('${service}', …) in test/retrieval/${service}.test.ts.`,
    );
  });

  it('has a branch of the workflow, which is its function', () => {
    const template = templateOf('dev');
    const [, { Properties }] = resourceOf(template, 'AWS::StepFunctions::StateMachine');
    const { Ref } = aliasOf(template, `retrieval/read-${service}`);
    const definition = JSON.stringify(Properties.DefinitionString);
    expect(definition).toContain(
      `\\"Variable\\":\\"$.service\\",\\"StringEquals\\":\\"${service}\\",\\"Next\\":\\"Read ${service}\\"`,
    );
    expect(definition).toContain(Ref);
  });

  it('has its stores named to its function, and read by the retrieval role', () => {
    const template = templateOf('dev');
    const [, { Properties }] = functionOf(template, `retrieval/read-${service}`);
    const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
    const [role] = resourceOf(template, 'AWS::IAM::Role', 'RetrievalRole');
    const readable = statementsOf(template, role).flatMap(({ resources }) => resources);
    for (const name of tables) {
      expect(Object.keys(Variables)).toContain(variableOf(name, 'Table'));
      expect(readable).toContainEqual(
        expect.stringMatching(new RegExp(`SampleProvider${pascal(name)}[0-9A-F]{8}`)),
      );
    }
    for (const name of buckets) {
      expect(Object.keys(Variables)).toContain(variableOf(name, 'Bucket'));
      expect(readable).toContainEqual(
        expect.stringContaining(`SampleProvider${parameterOf(name, 'Bucket')}`),
      );
    }
    for (const name of secrets) {
      const id = new RegExp(`SampleProvider${parameterOf(name, 'Secret')}[0-9A-F]{8}`);
      // Its ARN, by which it is asked for, and never what stands under it.
      expect(Variables[variableOf(name, 'Secret')]).toEqual({ Ref: expect.stringMatching(id) });
      const readers = statementsOf(template, role).filter(({ resources }) =>
        resources.some((one) => id.test(one)),
      );
      expect(readers).toMatchObject([
        {
          actions: ['secretsmanager:GetSecretValue'],
          condition: { StringEquals: { 'aws:PrincipalTag/service': service } },
        },
      ]);
    }
  });

  it('serves items of the data dictionary that no other service serves', () => {
    const others = SERVICE_NAMES.filter((other) => other !== service).flatMap((other): string[] => [
      ...SERVICES[other].items,
    ]);
    for (const item of items) {
      expect([item, law.dictionary.known(item)]).toEqual([item, true]);
      expect(law.dictionary.expand([item])).toEqual([item]);
      expect(others).not.toContain(item);
    }
  });
});

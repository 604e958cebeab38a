import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Options, required, WrongInput } from './arguments.ts';
import type { Connector } from './contract.ts';
import { type HttpConnectorOptions, httpConnector } from './http/http-connector.ts';
import { saidBy } from './kit/finding.ts';
import type { Subject } from './kit/subject.ts';

const isFunction = (value: unknown): value is (...args: never[]) => unknown => typeof value === 'function';
const isConnector = (value: unknown): value is Connector =>
  typeof value === 'object' && value !== null && 'read' in value && isFunction(value.read);
const isSubject = (value: unknown): value is Subject =>
  typeof value === 'object' && value !== null && 'connector' in value && isConnector(value.connector);

/** What a module exports as default: a connector, a subject, or a function that makes one of them. @throws WrongInput */
export async function subjectOfModule(options: Options): Promise<Subject> {
  const made = await defaultOf(options.target);
  const own = isConnector(made) ? { connector: made } : made;
  if (!isSubject(own))
    throw new WrongInput(
      `${options.target}: its default export is neither a connector, nor { connector, account, … }, nor a function that makes one.`,
    );
  const [account, emptyAccount] = [
    options.account ?? own.account ?? required(options, 'account'),
    options['empty-account'] ?? own.emptyAccount ?? required(options, 'empty-account'),
  ];
  return { timeLimitMs: options.timeLimitMs, ...own, account, emptyAccount };
}

async function defaultOf(file: string): Promise<unknown> {
  const path = resolve(file);
  if (!existsSync(path)) throw new WrongInput(`${file}: there is no such file.`);
  if (/\.[cm]?ts$/.test(path) && !process.features.typescript)
    throw new WrongInput(`${file}: Node.js ${process.versions.node} runs no TypeScript; use 22.18 or later.`);
  const { default: exported } = await loaded(file, pathToFileURL(path).href);
  return typeof exported === 'function' ? exported() : exported;
}

async function loaded(file: string, url: string): Promise<{ default?: unknown }> {
  try {
    return await import(url);
  } catch (error) {
    throw new WrongInput(
      `${file}: it cannot be loaded (${saidBy(error)}). A module ends in .mjs or .mts, or its package.json says "type": "module".`,
    );
  }
}

/** @throws WrongInput, or ConnectorServerFault for an address that cannot be used */
export function httpOptions(options: Options): HttpConnectorOptions {
  const name = required(options, 'secret-env');
  const secret = process.env[name];
  if (!secret) throw new WrongInput(`The environment has no ${name}, which --secret-env names.`);
  return {
    url: options.target,
    service: required(options, 'service'),
    items: required(options, 'items').split(','),
    secret: () => secret,
  };
}

export function subjectOfServer(options: Options): Subject {
  const account = options['broken-account'];
  return {
    connector: httpConnector(httpOptions(options)),
    account: required(options, 'account'),
    emptyAccount: required(options, 'empty-account'),
    timeLimitMs: options.timeLimitMs,
    ...(account === undefined ? {} : { broken: [{ what: 'the broken account', account }] }),
  };
}

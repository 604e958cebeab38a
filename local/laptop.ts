import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { apiListener, SERVER_OPTIONS } from './api/api-server.ts';
import { answerAway, answerStarting } from './api/not-now.ts';
import { type RestApi, readRestApi } from './api/rest-api.ts';
import type { Service } from './aws/call.ts';
import { CredentialStore, type Credentials } from './aws/credentials.ts';
import { dynamoService } from './aws/dynamodb.ts';
import { answerOf, createEndpoint } from './aws/endpoint.ts';
import { eventBridgeService } from './aws/eventbridge.ts';
import { openKeyRing } from './aws/kms/key-ring.ts';
import { kmsService } from './aws/kms/kms.ts';
import { lambdaService } from './aws/lambda.ts';
import { laptopService } from './aws/laptop.ts';
import { openObjectStore } from './aws/s3/s3.ts';
import { openSecrets, secretsService } from './aws/secrets-manager.ts';
import { statesService } from './aws/step-functions.ts';
import { stsService } from './aws/sts.ts';
import { LaptopClock } from './clock/laptop-clock.ts';
import { lookAgain } from './clock/long-timer.ts';
import { DynamoClient } from './dynamo/dynamo-client.ts';
import { startDynamo } from './dynamo/engine.ts';
import { ensureTables, tableKeys } from './dynamo/tables.ts';
import { EventBuses } from './events/event-bus.ts';
import { openQueues } from './events/queues.ts';
import { type Target, targetOf } from './events/targets.ts';
import { Authorizer } from './iam/authorizer.ts';
import { readRoles } from './iam/roles.ts';
import { UsedRights } from './iam/used-rights.ts';
import { serveIssuer } from './issuer/issuer-server.ts';
import { AUDIENCE, mintToken, type TokenRequest } from './issuer/mint-token.ts';
import type { Person } from './issuer/person.ts';
import { openIssuer } from './issuer/signing-key.ts';
import { Functions } from './lambda/functions.ts';
import type { Outcome } from './lambda/invocation.ts';
import { Meter, type Usage } from './meter.ts';
import { type Pages, pagesListener } from './pages/serve-pages.ts';
import { startSchedules } from './schedules/schedules.ts';
import { Description } from './state/description.ts';
import { JsonLines } from './state/json-lines.ts';
import { lockState } from './state/lock.ts';
import { listenAsBefore, listenFrom, portOf } from './state/ports.ts';
import { openStateFolder } from './state/state-folder.ts';
import { closeServer, Undo } from './state/undo.ts';
import { Executions } from './states/executions.ts';
import { Machines } from './states/machines.ts';
import { TaskTokens } from './states/task-tokens.ts';
import { type Mappings, startMappings } from './streams/mappings.ts';
import { readAssembly } from './template/assembly.ts';
import type { Json, JsonObject } from './template/json.ts';
import { REGION } from './template/pseudo-parameters.ts';
import { modelStacks, type PlayedResource } from './template/stack-model.ts';

export type LaptopOptions = {
  /** The folder of a synthesized cloud assembly. */
  readonly assembly: string;
  readonly stateFolder: string;
  /** Plays this stack and those that it imports from; without one, all of the assembly. */
  readonly stackName?: string;
  /** Of the API. Without one it is 8080 or the next that is free; 0 is any. */
  readonly port?: number;
  /** Values for the template's parameters. Those of the issuer are filled in where the template declares them. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly quiet?: boolean;
  /** Where the clock of a new state folder begins, or to where that of an old one is moved. */
  readonly at?: number;
  /** Whom the issuer's page offers. */
  readonly people?: readonly Person[];
  /** Pages that stand on the API's port. */
  readonly pages?: Pages;
  /** Takes a line for each right that was used, at the end. */
  readonly rightsFile?: string;
};

export type Laptop = {
  /** Without a slash at its end; empty when the stack has no API. */
  readonly apiUrl: string;
  readonly awsEndpoint: string;
  readonly issuerUrl: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** For programs that act as the account's administrator, such as one that loads sample data. */
  readonly credentials: Credentials;
  /** Executions that a restart picked up. */
  readonly resumed: number;
  readonly resource: (logicalId: string) => PlayedResource;
  readonly invoke: (logicalId: string, payload: Json) => Promise<Outcome>;
  readonly mintToken: (request: TokenRequest) => Promise<string>;
  readonly usage: () => Usage;
  /** Resolves, with how, when the embedded database is given up: nothing works from then on. */
  readonly died: Promise<string>;
  readonly stop: () => Promise<void>;
};

/** The API's address on AWS, which outputs and environments are made of, becomes the one here. */
function addressTranslator(api: RestApi | undefined, apiUrl: string): (text: string) => string {
  if (api === undefined) return (text) => text;
  const address = `https://${api.id}.execute-api.${REGION}.amazonaws.com/${api.stage.name}`;
  return (text) => text.replaceAll(address, apiUrl);
}

/** Plays a cloud assembly on this machine, until it is stopped. */
export async function startLaptop(options: LaptopOptions): Promise<Laptop> {
  const undo = new Undo();
  try {
    return await start(options, undo);
  } catch (error) {
    await undo.all();
    throw error;
  }
}

async function start(
  {
    assembly,
    stateFolder,
    stackName,
    port,
    parameters = {},
    quiet = false,
    rightsFile,
    at,
    people = [],
    pages,
  }: LaptopOptions,
  undo: Undo,
): Promise<Laptop> {
  const report = (line: string): void => {
    if (!quiet) console.error(`laptop: ${line}`);
  };
  const folder = openStateFolder(stateFolder);
  undo.add(lockState(folder.lock));
  const clock = new LaptopClock(folder.clock);
  if (at !== undefined) clock.beginAt(at, !existsSync(folder.dynamo));
  undo.add(clock.install());
  clock.onMove(lookAgain);
  const { stacks, assetPath } = readAssembly(assembly, stackName);
  const meter = new Meter();
  const store = new CredentialStore(folder.credentialSecret);

  const issuer = await openIssuer(folder.issuer);
  // Origins of what the API's port serves: people write either name of this machine.
  let own: readonly string[] = [];
  const { server: issuerServer, jwksUri } = await serveIssuer(issuer, { people, pages: () => own });
  undo.add(() => closeServer(issuerServer));

  let services: Readonly<Record<string, Service>> = {};
  const answer = answerOf({
    services: () => services,
    store,
    report,
    usage: () => ({ ...meter.usage(), ...meter.calls() }),
    called: (who, what) => meter.note('calls', `${who} ${what}`),
  });
  const endpointServer = createEndpoint(answer, () => own);
  const awsEndpoint = `http://127.0.0.1:${await listenAsBefore(endpointServer, folder.ports, 'aws')}`;
  undo.add(() => closeServer(endpointServer));

  const ofIssuer = { OidcIssuer: issuer.url, OidcJwksUri: jwksUri, OidcAudience: AUDIENCE };
  const declared = Object.entries(ofIssuer).filter(([parameter]) =>
    stacks.some(({ template }) => template.parameters[parameter] !== undefined),
  );
  const stack = modelStacks({
    stacks,
    parameters: { ...Object.fromEntries(declared), ...parameters },
    endpoint: awsEndpoint,
  });
  const used = rightsFile === undefined ? undefined : new UsedRights(stack);
  if (rightsFile !== undefined) undo.add(() => used?.appendTo(rightsFile));
  const authorizer = new Authorizer(readRoles(stack), used);
  const api = await readRestApi(stack);

  const apiServer = createServer(SERVER_OPTIONS, answerStarting);
  if (api !== undefined) {
    await listenFrom(apiServer, port);
    undo.add(() => closeServer(apiServer));
  }
  const apiUrl = api === undefined ? '' : `http://127.0.0.1:${portOf(apiServer)}`;
  if (api !== undefined) own = [apiUrl, apiUrl.replace('127.0.0.1', 'localhost')];
  const localAddress = addressTranslator(api, apiUrl);

  const description = new Description(folder.description, clock);
  const engine = await startDynamo({
    databaseFile: folder.dynamo,
    logFile: join(folder.logs, 'dynamo.log'),
    report,
    outage: (outage) => description.add(outage),
  });
  undo.add(engine.stop);
  const client = new DynamoClient(engine.url, engine);
  undo.add(() => client.close());
  await ensureTables(stack, client, { expire: clock.offsetMs >= 0 });

  const queues = await openQueues(stack, folder.queues);
  undo.add(async () => {
    for (const queue of new Set(queues.values())) await queue.close();
  });
  const events = await JsonLines.open(folder.events);
  undo.add(() => events.close());
  let buses: EventBuses | undefined;
  const tell = async (DetailType: string, detail: JsonObject): Promise<void> => {
    await buses?.put({ Source: 'aws.s3', DetailType, Detail: JSON.stringify(detail) });
  };
  const objects = await openObjectStore({ stack, folder: folder.objects, authorizer, meter, tell });
  undo.add(objects.close);

  const functions = new Functions({
    stack,
    assetPath,
    store,
    endpoint: awsEndpoint,
    answer,
    logs: folder.logs,
    clock: clock.shared,
    meter,
    queues,
    tell: report,
    localAddress,
  });
  undo.add(() => functions.stop());
  const notices = await JsonLines.open(folder.notices);
  const topics = new Set(stack.byType('AWS::SNS::Topic').map(({ ref }) => ref));
  const make = (spec: Json, owner: string): Target =>
    targetOf(spec, owner, { functions, queues, topics, notices });
  buses = new EventBuses(stack, events, make);

  const tokens = new TaskTokens();
  const machines = new Machines(stack, folder.definitions, { functions, tokens, authorizer, meter });
  const executions = await Executions.open(folder.executions, machines);
  undo.add(() => executions.stop());

  let mappings: Mappings | undefined;
  const keys = tableKeys(stack);
  services = {
    dynamodb: dynamoService({
      client,
      authorizer,
      meter,
      keysOf: (table) => keys.get(table),
      written: (tables) => mappings?.written(tables),
    }),
    events: eventBridgeService({ buses, authorizer, meter }),
    laptop: laptopService({ clock, idle: () => functions.idle() }),
    kms: kmsService({ keys: openKeyRing(stack, folder.keys), authorizer, meter }),
    lambda: lambdaService({ functions, authorizer }),
    s3: objects.service,
    secretsmanager: secretsService({ secrets: openSecrets(stack, folder.secrets), authorizer }),
    states: statesService({ executions, tokens, authorizer, machineArns: machines.arns }),
    sts: stsService({ authorizer, store }),
  };
  mappings = await startMappings({
    stack,
    client,
    offsetMs: () => clock.offsetMs,
    isAway: engine.isAway,
    trim: engine.trim,
    functions,
    queues,
    checkpointFolder: folder.checkpoints,
    report,
  });
  undo.add(mappings.stop);
  undo.add(startSchedules(stack, make, report));
  if (api !== undefined) {
    const answerApi = apiListener({ api, functions, meter, report });
    const answerPages = pages && pagesListener(pages, { issuer: issuer.url, jwksUri, awsEndpoint });
    apiServer.off('request', answerStarting).on('request', (request, response) => {
      if (answerPages?.(request, response)) return;
      (engine.isAway() ? answerAway : answerApi)(request, response);
    });
  }
  const resumed = executions.resume();

  const outputs = Object.fromEntries(
    Object.entries(stack.outputs()).map(([key, value]) => [key, localAddress(value)]),
  );
  description.publish({
    pid: process.pid,
    assembly: resolve(assembly),
    stacks: stacks.map(({ name }) => name),
    apiUrl,
    ...(pages === undefined ? {} : { pagesUrl: `${apiUrl}/` }),
    awsEndpoint,
    issuer: issuer.url,
    jwksUri,
    startedAt: new Date().toISOString(),
    region: REGION,
    credentials: store.administrator,
    outputs,
    tables: Object.fromEntries([...keys].map(([table, { indexes }]) => [table, Object.keys(indexes)])),
  });
  undo.add(() => description.remove());

  return {
    apiUrl,
    awsEndpoint,
    issuerUrl: issuer.url,
    outputs,
    credentials: store.administrator,
    resumed,
    resource: stack.resource,
    invoke: (logicalId, payload) => functions.invoke(stack.resource(logicalId).ref, payload),
    mintToken: (request) => mintToken(issuer, request),
    usage: () => meter.usage(),
    died: engine.died,
    stop: () => undo.all(),
  };
}

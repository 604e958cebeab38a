import { createServer, type Server } from 'node:http';
import { asObject, type JsonObject, parseJson } from '../template/json.ts';
import { readIfPresent, writeAtomically } from './atomic-file.ts';
import { BrokenStateFile, StartFault } from './start-fault.ts';

/** A port that one can ask for. */
export const isPort = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536;

const LOOPBACK = '127.0.0.1';

/** Listens on a port of the loopback interface; 0 lets the system choose. False when the port is taken. */
export function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    server.once('error', failed);
    server.listen(port, LOOPBACK, () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the server does not listen on a port');
  return address.port;
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await listen(probe, 0);
  const port = portOf(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function readPorts(path: string): JsonObject {
  try {
    return asObject(parseJson(readIfPresent(path) ?? '{}', path), path);
  } catch (error) {
    throw new BrokenStateFile(path, 'links that were handed out before are then no longer good', error);
  }
}

/**
 * Listens where this state folder listened before, so that addresses that were handed out (presigned URLs, queue
 * URLs, token issuers) stay good over a restart; elsewhere when somebody took that port.
 */
export async function listenAsBefore(server: Server, portsFile: string, name: string): Promise<number> {
  const ports = readPorts(portsFile);
  const before = ports[name];
  if (!(isPort(before) && (await listen(server, before)))) {
    await listen(server, 0);
    writeAtomically(portsFile, JSON.stringify({ ...ports, [name]: portOf(server) }));
  }
  return portOf(server);
}

const USUAL_PORT = 8080;

/** Listens on the port that was asked for; without one on 8080 or the next that is free. */
export async function listenFrom(server: Server, wanted: number | undefined): Promise<void> {
  if (wanted !== undefined) {
    if (await listen(server, wanted)) return;
    throw new StartFault(`The port ${wanted} is taken. Give another in PORT.`);
  }
  for (let port = USUAL_PORT; port < USUAL_PORT + 100; port += 1) {
    if (await listen(server, port)) return;
  }
  await listen(server, 0);
}

import { ALL_TIME } from '../instants.ts';
import { type Finding, finding } from '../kit/finding.ts';
import { type HttpConnectorOptions, httpConnector } from './http-connector.ts';
import { ConnectorServerFault } from './http-fault.ts';

/** Whether a server refuses whoever does not bring its secret, or brings another. */
export async function secretAsked(options: HttpConnectorOptions, account: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [what, secret] of [
    ['another secret', 'not-the-secret'],
    ['no secret', ''],
  ] as const) {
    const connector = httpConnector({ ...options, secret: () => secret });
    const { service, items } = connector;
    const answer = await statusOf(connector.read({ account, service, items, period: ALL_TIME }, undefined));
    if (answer !== 'status: the server answered 401')
      findings.push(finding('secret-not-asked', `To a request with ${what} the server said: ${answer}.`));
  }
  return findings;
}

async function statusOf(found: AsyncIterable<unknown>): Promise<string> {
  try {
    for await (const _one of found) return 'what it has';
    return 'that there is nothing';
  } catch (error) {
    if (error instanceof ConnectorServerFault) return error.message;
    throw error;
  }
}

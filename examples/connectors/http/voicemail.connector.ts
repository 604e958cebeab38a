import type { Connector } from '../../../packages/connector/contract.ts';
import { httpConnector } from '../../../packages/connector/http/http-connector.ts';

/** Voice mail, which a server of the provider's serves. */
export const voicemailConnector = (url: string, secret: () => Promise<string>): Connector =>
  httpConnector({
    service: 'voicemail',
    items: ['traffic.call-records', 'content.calls'],
    url,
    secret,
  });

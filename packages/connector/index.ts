/** What the package exports; in this repository each is imported from where it is. */
export type * from './contract.ts';
export { MAX_ID, SET_ASIDE_REASONS } from './contract.ts';
export { type HttpConnectorOptions, httpConnector } from './http/http-connector.ts';
export { ConnectorServerFault } from './http/http-fault.ts';
export { CHECKS, checkConnector, type Report, runCheck } from './kit/check-connector.ts';
export type { Finding } from './kit/finding.ts';
export type { Attempt, Subject } from './kit/subject.ts';

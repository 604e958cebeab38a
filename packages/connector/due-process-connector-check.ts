import { readArguments, USAGE, WrongInput } from './arguments.ts';
import { ConnectorServerFault } from './http/http-fault.ts';
import { secretAsked } from './http/secret-asked.ts';
import { checkConnector, type Report } from './kit/check-connector.ts';
import { httpOptions, subjectOfModule, subjectOfServer } from './subject-of.ts';

/** Exit 0 for a connector that keeps the contract, 1 for one that does not, 2 for arguments that make no sense. */
async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const isServer = /^https?:/i.test(options.target);
  const subject = isServer ? subjectOfServer(options) : await subjectOfModule(options);
  try {
    const report = await checkConnector(subject);
    if (isServer) report.findings.push(...(await secretAsked(httpOptions(options), subject.account)));
    console.log(
      options.json ? JSON.stringify(report, undefined, 2) : told(subject.connector.service, report),
    );
    return report.findings.length === 0 ? 0 : 1;
  } finally {
    await subject.close?.();
  }
}

function told(service: string, { findings, notChecked, lines, reads }: Report): string {
  const verdict = findings.length === 0 ? 'KEEPS THE CONTRACT' : 'DOES NOT KEEP THE CONTRACT';
  return [
    `${service}: ${verdict} (${lines} lines of the account, ${reads} reads)`,
    ...findings.map(({ rule, what, todo, times }) => {
      const often = times > 1 ? ` (${times} times)` : '';
      return `\n${rule}${often}\n  ${what}\n  ${todo}`;
    }),
    ...notChecked.map((says) => `\nnot checked: that it ${says}`),
  ].join('\n');
}

/** A connector that hangs would keep the process too: it ends once all is written. */
const end = (code: number) => process.stdout.write('', () => process.exit(code));

try {
  end(await main());
} catch (error) {
  if (!(error instanceof WrongInput || error instanceof ConnectorServerFault)) throw error;
  console.error(error.message);
  end(2);
}

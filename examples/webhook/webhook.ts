/**
 * Listens to the notices of a stage and prints a line for each: what waits for whom, what is due, what is late.
 *
 *   node examples/webhook/webhook.ts --topic ARN [--port 8088]
 *
 * Put it behind HTTPS, and subscribe its address to the topic (output `NoticeTopicArn`). A notice names a demand and no person:
 * whoever gets it opens the desk.
 */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { type Believed, SnsMessage, snsAddress, Unbelievable, verifyMessage } from './verify-message.ts';

const MOST_BYTES = 256 * 1024;

/** What a notice says, as one line. Repeats have the same demand and number. */
export function lineOf(message: string): string {
  const { detail } = JSON.parse(message);
  const { demandId, seq, action, facts, detail: more } = detail;
  return [action, demandId, `#${seq}`, facts.instrument, JSON.stringify(more)].join(' ');
}

/** Takes one message. @returns the line to print; none for one that only confirms */
export async function take(
  body: string,
  deps: Believed & { visit: (url: URL) => Promise<void> },
): Promise<string | undefined> {
  const message = SnsMessage.parse(JSON.parse(body));
  await verifyMessage(message, deps);
  if (message.Type === 'Notification') return lineOf(message.Message);
  if (message.Type === 'SubscriptionConfirmation')
    await deps.visit(snsAddress(message.SubscribeURL, deps.topicArn));
  return undefined;
}

async function textAt(url: URL): Promise<string> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Unbelievable('SNS does not answer');
  return answer.text();
}

function listen(topicArn: string, port: number): void {
  const certificates = new Map<string, Promise<string>>();
  const certificate = (url: URL) => {
    const known = certificates.get(url.href) ?? textAt(url);
    certificates.set(url.href, known);
    return known.catch((error: unknown) => {
      certificates.delete(url.href);
      throw error;
    });
  };
  const visit = async (url: URL) => {
    await textAt(url);
  };
  createServer(async (request, response) => {
    try {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of request) {
        size += chunk.length;
        if (size > MOST_BYTES) throw new Unbelievable('too long');
        chunks.push(chunk);
      }
      const line = await take(Buffer.concat(chunks).toString('utf8'), { topicArn, certificate, visit });
      if (line) console.log(line);
      response.writeHead(204).end();
    } catch (error) {
      console.error(error instanceof Error ? error.name : 'an error');
      response.writeHead(403).end();
    }
  }).listen(port, '127.0.0.1');
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { topic: { type: 'string' }, port: { type: 'string' } } });
  if (!values.topic) {
    console.error('Name the topic: --topic ARN');
    process.exitCode = 2;
  } else listen(values.topic, Number(values.port ?? 8088));
}

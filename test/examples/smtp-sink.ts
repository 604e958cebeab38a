import { type AddressInfo, createServer, type Socket } from 'node:net';

export type Received = { from: string; to: string[]; data: string };

/** An SMTP server on this machine that keeps what it is given. It refuses recipients of whom `refuses` says so, once each. */
export async function startSmtpSink(refuses: (address: string) => boolean = () => false) {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let mail: Received = { from: '', to: [], data: '' };
    let inData = false;
    let buffer = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 sink');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      buffer += chunk.toString('utf8');
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (inData) {
          if (line !== '.') mail.data += `${line}\r\n`;
          else {
            inData = false;
            received.push(mail);
            mail = { from: '', to: [], data: '' };
            say('250 taken');
          }
          continue;
        }
        const [, verb = '', address = ''] = /^(\w+)[^<]*<?([^>]*)/.exec(line) ?? [];
        if (verb === 'MAIL') mail.from = address;
        if (verb === 'RCPT' && refuses(address)) {
          say('451 later');
          continue;
        }
        if (verb === 'RCPT') mail.to.push(address);
        if (verb === 'STARTTLS') {
          say('502 no');
          continue;
        }
        if (verb === 'RSET') mail = { from: '', to: [], data: '' };
        if (verb === 'DATA') inData = true;
        say(verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    received,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

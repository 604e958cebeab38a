import { memoryStore } from '../memory-store.ts';
import { voiceMailServer } from './server.ts';

/** Serves the sample on this machine, until it is stopped: `SECRET=… node examples/connectors/http/serve.ts 8080`. */
const secret = process.env.SECRET;
const port = Number(process.argv[2]);
if (!secret || !Number.isInteger(port)) {
  console.error('Usage: SECRET=… node examples/connectors/http/serve.ts PORT');
  process.exitCode = 2;
} else {
  const server = voiceMailServer(memoryStore(), secret);
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    console.log(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}/grants`);
  });
}

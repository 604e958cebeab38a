import { readArguments, wrongArguments } from '../../scripts/arguments.ts';
import { runScript } from '../../scripts/input-file.ts';
import { readSamples } from './read-samples.ts';

const USAGE = 'npm run -s sample -- [NUMBER]';

/** Prints the demand of a sample, with today's dates. Without a number it lists the samples. */
function main(): number {
  const { positionals } = readArguments(USAGE, { allowPositionals: true });
  const [number, ...more] = positionals;
  const samples = readSamples(new Date());
  if (number === undefined) {
    for (const { name, title } of samples) console.log(`${name.slice(0, 2)}  ${title}`);
    return 0;
  }
  const sample = samples.find(({ name }) => name.startsWith(`${number}-`));
  if (!sample || more.length > 0) throw wrongArguments('A sample has a number, such as 01', USAGE);
  console.log(JSON.stringify(sample.demand, null, 2));
  return 0;
}

await runScript(main);

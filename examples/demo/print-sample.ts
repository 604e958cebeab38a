import { readSamples } from './read-samples.ts';

/**
 * Prints the demand of a sample, with today's dates: `npm run -s sample -- 01`. Without a number it lists the samples.
 */
const [number] = process.argv.slice(2);
const samples = readSamples(new Date());
const sample = samples.find(({ name }) => number !== undefined && name.startsWith(number));
if (sample) console.log(JSON.stringify(sample.demand, null, 2));
else for (const { name, title } of samples) console.log(`${name.slice(0, 2)}  ${title}`);
if (number !== undefined && !sample) process.exitCode = 1;

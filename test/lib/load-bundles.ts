// Imports every bundle named on the command line as Lambda would, and prints the type of its handler.
const loaded: Record<string, string> = {};
for (const folder of process.argv.slice(2))
  loaded[folder] = typeof (await import(`${folder}/index.mjs`)).handler;
console.log(JSON.stringify(loaded));

// Stands for every bundle where none is wanted: in tests of the template.
export const handler = async () => {
  throw new Error('A placeholder was deployed: synthesize with bundling.');
};

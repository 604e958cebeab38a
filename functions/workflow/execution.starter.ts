/** Starts the workflow of a demand. Starting it twice is the same as once. */
export type ExecutionStarter = { start(demandId: string): Promise<void> };

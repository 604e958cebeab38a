/** The present instant. Injected, so that decisions and tests share one clock. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

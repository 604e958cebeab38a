/** Since when demands are counted here: no zero is told of the time before. */
export type ServiceBegan = (now: Date) => Promise<Date>;

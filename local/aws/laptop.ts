import type { LaptopClock } from '../clock/laptop-clock.ts';
import { asString } from '../template/json.ts';
import { AwsError } from './aws-error.ts';
import type { Service } from './call.ts';
import { jsonService } from './json-service.ts';

type LaptopServiceOptions = {
  readonly clock: LaptopClock;
  /** Resolves when no function runs or is about to. */
  readonly idle: () => Promise<void>;
};

/**
 * What AWS has no service for: the laptop's own clock, which its administrator moves, and no function. Answers when what was
 * due by the new time has been done, each schedule once.
 */
export const laptopService = ({ clock, idle }: LaptopServiceOptions): Service =>
  jsonService('laptop', '1.1', {
    MoveClock: async ({ to }, { principal }) => {
      if (principal.roleArn !== undefined)
        throw new AwsError('AccessDeniedException', 'The administrator alone moves the clock.', {
          status: 403,
        });
      const instant = Date.parse(asString(to, 'to'));
      if (Number.isNaN(instant)) throw new AwsError('ValidationException', 'to is an instant.');
      if (instant < clock.now()) throw new AwsError('ValidationException', 'The clock never goes back.');
      clock.moveTo(instant);
      await idle();
      return { now: new Date(clock.now()).toISOString(), clockOffsetMs: clock.offsetMs };
    },
  });

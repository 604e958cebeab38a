import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Measure } from './business-metrics.ts';

/**
 * Metrics as lines of the function's log in the Embedded Metric Format, from which CloudWatch makes them: no call, and no right.
 * @param namespace of the stage
 */
export function powertoolsMeasure(namespace: string): Measure {
  const metrics = new Metrics({ namespace });
  return (metric, instrument) => {
    const one = metrics.singleMetric();
    if (instrument !== undefined) one.addDimension('instrument', instrument);
    one.addMetric(metric, MetricUnit.Count, 1);
  };
}

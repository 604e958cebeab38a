import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** An app that does not synthesize while a cdk-nag finding stands that nobody gave a reason for. */
export function checkedApp(props: AppProps): App {
  // No metadata resource: it would differ between who synthesizes, and its condition asks for the region.
  const app = new App({ ...props, analyticsReporting: false });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

import { resourcesOf, type Template } from './templates.ts';

export type Method = {
  readonly HttpMethod: string;
  readonly ResourceId: { readonly Ref?: string };
  readonly AuthorizationType: string;
  readonly AuthorizerId?: { readonly Ref: string };
  readonly Integration: { readonly Uri: unknown };
};

/** The methods of the API, by route, such as `POST /demands/{id}/review`. */
export function methodsOf(template: Template): [string, Method][] {
  const pathOf = (resourceId: string | undefined): string => {
    const resource = resourceId ? template.Resources[resourceId] : undefined;
    if (!resource) return '';
    const parent = resource.Properties.ParentId as { Ref?: string };
    return `${pathOf(parent.Ref)}/${String(resource.Properties.PathPart)}`;
  };
  return resourcesOf(template, 'AWS::ApiGateway::Method').map(([, { Properties }]) => {
    const method = Properties as unknown as Method;
    return [`${method.HttpMethod} ${pathOf(method.ResourceId.Ref)}`, method];
  });
}

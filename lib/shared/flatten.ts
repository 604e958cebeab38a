/**
 * A resolved ARN as one line, spelled as cdk-nag spells it in its findings: references stand in angle brackets.
 * `{"Fn::Join": ["", [{"Fn::GetAtt": ["Table", "Arn"]}, "/stream/*"]]}` becomes `<Table.Arn>/stream/*`.
 */
export function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return `<${flatten(value.Ref)}>`;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt']))
    return `<${value['Fn::GetAtt'].map(flatten).join('.')}>`;
  if ('Fn::ImportValue' in value) return flatten(value['Fn::ImportValue']);
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
    const [separator, parts] = value['Fn::Join'];
    return Array.isArray(parts) ? parts.map(flatten).join(String(separator)) : '';
  }
  return JSON.stringify(value);
}

/** Values that fit a JSON schema of the OpenAPI document, and now and then one that does not. */
import fc, { type Arbitrary } from 'fast-check';

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};

export type Components = { readonly schemas?: Readonly<Record<string, unknown>> };

const MAX_DEPTH = 8;

/** One value in ten is of any shape, at every depth. */
export function valuesOf(schema: Schema, components: Components, depth = 0): Arbitrary<unknown> {
  if (depth > MAX_DEPTH) return fc.constant(null);
  return fc.oneof(
    { weight: 9, arbitrary: fittingValues(schema, components, depth) },
    { weight: 1, arbitrary: fc.anything() },
  );
}

function fittingValues(schema: Schema, components: Components, depth: number): Arbitrary<unknown> {
  const of = (inner: Schema) => valuesOf(inner, components, depth + 1);
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1)!;
    return of((components.schemas?.[name] ?? {}) as Schema);
  }
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined && choices.length > 0) return fc.oneof(...choices.map(of));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? 'object'].flat();
  return fc.oneof(...types.map((type) => valuesOfType(type, schema, of)));
}

function valuesOfType(
  type: string,
  schema: Schema,
  of: (inner: Schema) => Arbitrary<unknown>,
): Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return texts(schema);
    case 'integer':
      return fc.integer({
        min: schema.minimum ?? -2_147_483_648,
        max: schema.maximum ?? 2 ** 53 - 1,
      });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(of(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4),
      });
    case 'object':
      return objects(schema, of);
    default:
      return fc.constant(null);
  }
}

function texts({ format, pattern, minLength = 0, maxLength = 40 }: Schema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid({ version: 7 });
  if (format === 'date') {
    return fc
      .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  }
  if (format === 'email') return fc.emailAddress();
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  return fc.string({
    unit: 'grapheme',
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, 40)),
  });
}

function objects(schema: Schema, of: (inner: Schema) => Arbitrary<unknown>): Arbitrary<unknown> {
  const members = Object.entries(schema.properties ?? {});
  const arbitraries = Object.fromEntries(members.map(([name, inner]) => [name, of(inner)]));
  const requiredKeys = (schema.required ?? []).filter((name) => name in arbitraries);
  return fc.record(arbitraries, { requiredKeys });
}

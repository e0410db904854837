import { z } from 'zod';

/** The keys a schema knows at a place in the data (choosing union branches by the data's discriminator). */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[], data: unknown): string[] {
  const here = unwrap(schema);
  if (here instanceof z.ZodDiscriminatedUnion || here instanceof z.ZodUnion) {
    return (here.options as z.ZodType[])
      .filter((option) => (path.length === 0 ? fits(option, data) : true))
      .flatMap((option) => (fits(option, data) ? knownKeys(option, path, data) : []));
  }
  const [step, ...rest] = path;
  if (step === undefined) return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
  const below = child(data, step);
  if (here instanceof z.ZodObject) {
    const field = (here.shape as Record<string, z.ZodType>)[String(step)];
    return field === undefined ? [] : knownKeys(field, rest, below);
  }
  if (here instanceof z.ZodArray) return knownKeys(here.element as z.ZodType, rest, below);
  if (here instanceof z.ZodRecord) return knownKeys(here.valueType as z.ZodType, rest, below);
  return [];
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  ) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
}

/** Whether the data's literal fields (its `kind`) are those of this branch. */
function fits(option: z.ZodType, data: unknown): boolean {
  const branch = unwrap(option);
  if (!(branch instanceof z.ZodObject)) return true;
  return Object.entries(branch.shape as Record<string, z.ZodType>).every(
    ([key, field]) => !(field instanceof z.ZodLiteral) || field.safeParse(child(data, key)).success,
  );
}

function child(data: unknown, step: PropertyKey): unknown {
  if (typeof data !== 'object' || data === null) return undefined;
  return (data as Record<PropertyKey, unknown>)[step];
}

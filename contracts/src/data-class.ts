import { z } from 'zod';

/**
 * How sensitive a field is. Every field of every message carries one in its schema metadata;
 * a law test fails on a field without one.
 *
 * - `public`: may stand on a wall display.
 * - `internal`: operational facts (ids, sequence numbers, versions); says nothing about a person.
 * - `personal`: identifies or describes a person (name, number, sex, class membership).
 * - `health`: a measurement of, or a judgement on, a person's body.
 */
export const DATA_CLASSES = ['public', 'internal', 'personal', 'health'] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

const classify =
  (dataClass: DataClass) =>
  <T extends z.ZodType>(schema: T): T =>
    schema.meta({ ...schema.meta(), dataClass }) as T;

/** Marks a field that may be shown to anybody. */
export const open = classify('public');
/** Marks an operational field that says nothing about a person. */
export const internal = classify('internal');
/** Marks a field that identifies or describes a person. */
export const personal = classify('personal');
/** Marks a measurement of, or a judgement on, a person's body. */
export const health = classify('health');

/** The class a schema was marked with, or `undefined` where it was not. */
export function dataClassOf(schema: z.ZodType): DataClass | undefined {
  const found = z.safeParse(z.enum(DATA_CLASSES), schema.meta()?.dataClass);
  return found.success ? found.data : undefined;
}

/** One leaf field of a message: its dotted path and its class (`undefined`: forgotten). */
export interface ClassifiedField {
  readonly path: string;
  readonly dataClass: DataClass | undefined;
}

/**
 * Walks a schema and lists its leaf fields. A mark on a container (object, array, union) counts for
 * everything below it that has no mark of its own; wrappers (optional, nullable, default, readonly)
 * are looked through.
 */
export function fieldsOf(schema: z.ZodType, path = '', inherited?: DataClass): ClassifiedField[] {
  const own = dataClassOf(schema) ?? inherited;
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, field]) =>
      fieldsOf(field, path === '' ? key : `${path}.${key}`, own),
    );
  }
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element as z.ZodType, `${path}[]`, own);
  if (schema instanceof z.ZodRecord) return fieldsOf(schema.valueType as z.ZodType, `${path}{}`, own);
  if (schema instanceof z.ZodTuple) {
    return (schema.def.items as z.ZodType[]).flatMap((item, i) => fieldsOf(item, `${path}[${i}]`, own));
  }
  if (schema instanceof z.ZodUnion) {
    return (schema.options as z.ZodType[]).flatMap((option) => fieldsOf(option, path, own));
  }
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly
  ) {
    return fieldsOf(schema.unwrap() as z.ZodType, path, own);
  }
  return [{ path, dataClass: own }];
}

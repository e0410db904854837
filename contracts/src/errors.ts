import { CARE_ERRORS } from './errors/care-errors.ts';
import { SCHOOL_ERRORS } from './errors/school-errors.ts';
import { SYSTEM_ERRORS } from './errors/system-errors.ts';

/**
 * Every error a person or program may meet, in one table: a stable code, the HTTP status it maps to,
 * the exit code a command ends with, and a message that says what is wrong and what to do.
 * `{name}` is replaced from the failure's parameters; in Chinese from `nameZh` where there is one.
 */
export const ERRORS = { ...SYSTEM_ERRORS, ...SCHOOL_ERRORS, ...CARE_ERRORS } as const;

export type ErrorCode = keyof typeof ERRORS;
export type Language = 'zh' | 'en';

/** An expected failure as a value. `params` fill the message and never hold a name or a number of a pupil. */
export interface Failure {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (
  code: ErrorCode,
  params: Failure['params'] = {},
): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, params },
});

/** The one clear sentence for a person, in their language. */
export function describeFailure({ code, params }: Failure, language: Language): string {
  return ERRORS[code][language].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String((language === 'zh' ? params[`${name}Zh`] : undefined) ?? params[name] ?? '?'),
  );
}

/** For boundaries that can only throw (a dead resource, a refused request): a failure as an `Error`. */
export class TizhiError extends Error {
  readonly failure: Failure;
  constructor(code: ErrorCode, params: Failure['params'] = {}, options?: ErrorOptions) {
    super(describeFailure({ code, params }, 'en'), options);
    this.name = 'TizhiError';
    this.failure = { code, params };
  }
  get code(): ErrorCode {
    return this.failure.code;
  }
}

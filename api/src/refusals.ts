import { randomUUID } from 'node:crypto';
import { ProblemResponse, TizhiError } from '@tizhi/contracts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  type ZodFastifySchemaValidationError,
} from 'fastify-type-provider-zod';
import { z } from 'zod';
import { notFound, problemOf, Refusal, statusOf } from './problem.ts';

/** Response schemas of a route's refusals, for `schema.response`. */
export const refusals = <S extends number>(...statuses: readonly S[]): Record<S, typeof ProblemResponse> =>
  Object.fromEntries(statuses.map((status) => [status, ProblemResponse])) as Record<
    S,
    typeof ProblemResponse
  >;

/**
 * The one place where an error becomes an answer: always a `ProblemResponse` with a stable code. What was
 * not expected is logged whole under a reference, and the client gets the reference only.
 */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.raw.headersSent) {
    request.log.error({ err: error }, 'an error after the answer had begun');
    reply.raw.destroy();
    return;
  }
  const { status, problem } = refusalOf(error, request);
  void reply.code(status).type('application/json; charset=utf-8').serializer(JSON.stringify).send(problem);
}

function refusalOf(
  error: FastifyError,
  request: FastifyRequest,
): { status: number; problem: ProblemResponse } {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const refusal = fieldRefusal(error.validation, error.validationContext ?? 'request');
    return { status: statusOf(refusal.code), problem: problemOf(refusal) };
  }
  if (error instanceof TizhiError) {
    if (statusOf(error.code) >= 500) request.log.warn({ err: error, code: error.code }, 'request refused');
    return { status: statusOf(error.code), problem: problemOf(error) };
  }
  const { statusCode } = error;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    // The framework's own refusals: no JSON, too large, an unknown media type.
    const refusal = requestRefusal(FRAMEWORK_PROBLEMS[statusCode] ?? UNUSABLE);
    return { status: statusCode, problem: problemOf(refusal) };
  }
  const reference = randomUUID().slice(0, 8);
  request.log.error({ err: error, reference, route: request.routeOptions.url }, 'unexpected error');
  return { status: 500, problem: problemOf(new TizhiError('TIZHI_INTERNAL', { reference })) };
}

interface Words {
  readonly zh: string;
  readonly en: string;
}
const UNUSABLE: Words = { zh: '服务器无法理解', en: 'it cannot be understood' };
const FRAMEWORK_PROBLEMS: Readonly<Record<number, Words>> = {
  400: { zh: '内容不是有效的 JSON', en: 'the body is not valid JSON' },
  413: { zh: '内容过大', en: 'the body is too large' },
  415: { zh: '内容必须是 application/json', en: 'the body must be application/json' },
};
const requestRefusal = ({ zh, en }: Words): Refusal =>
  new Refusal('TIZHI_REQUEST_INVALID', { zh: { problem: zh }, en: { problem: en } });

const inChinese = z.locales.zhCN().localeError;

/** Which field is wrong and why: `body.username: Too small: ...`. Never the value itself. */
function fieldRefusal(issues: readonly ZodFastifySchemaValidationError[], context: string): Refusal {
  const shown = issues.slice(0, 5).map((issue) => ({
    field: [context, ...issue.instancePath.split('/').filter((part) => part !== '')].join('.'),
    issue,
  }));
  return requestRefusal({
    zh: shown.map(({ field, issue }) => `${field}：${zhMessage(issue)}`).join('；'),
    en: shown.map(({ field, issue }) => `${field}: ${issue.message ?? 'invalid'}`).join('; '),
  });
}

/** zod's own sentence in Chinese, made again from the issue; a message written in a schema stays. */
function zhMessage({ keyword, params, message }: ZodFastifySchemaValidationError): string {
  const issue = { code: keyword, path: [], input: undefined, ...params } as unknown as Parameters<
    typeof inChinese
  >[0];
  const made = inChinese(issue);
  return (typeof made === 'string' ? made : made?.message) ?? message ?? '无效';
}

/** No such route under /api. */
export const noSuchRoute = (): Refusal => notFound({ zh: '这个接口', en: 'such route' });

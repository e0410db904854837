import {
  describeFailure,
  ERRORS,
  type ErrorCode,
  type Failure,
  type ProblemResponse,
  TizhiError,
} from '@tizhi/contracts';

type Params = Failure['params'];

/** A refusal whose sentence holds different words in each language (a field's name, a kind of thing). */
export class Refusal extends TizhiError {
  readonly zhParams: Params;
  constructor(code: ErrorCode, params: { readonly zh: Params; readonly en: Params }) {
    super(code, params.en);
    this.name = 'Refusal';
    this.zhParams = params.zh;
  }
}

/** What a client is told of a refusal: the code for programs, the sentence for people. */
export function problemOf(error: TizhiError): ProblemResponse {
  const { code, params } = error.failure;
  const zhParams = error instanceof Refusal ? error.zhParams : params;
  return {
    code,
    zh: describeFailure({ code, params: zhParams }, 'zh'),
    en: describeFailure({ code, params }, 'en'),
  };
}

export const statusOf = (code: ErrorCode): number => ERRORS[code].status;

/** 404 for a thing with a name in both languages. */
export const notFound = (what: { readonly zh: string; readonly en: string }): Refusal =>
  new Refusal('TIZHI_NOT_FOUND', { zh: { what: what.zh }, en: { what: what.en } });

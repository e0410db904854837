import { TizhiError } from '@tizhi/contracts';
import { z } from 'zod';

/** A Grafana server and a service account token of it with the role Admin (data sources need that role). */
export interface GrafanaServer {
  /** Its address with any sub-path, such as `https://grafana.example.org/school`. */
  readonly url: string;
  readonly token: string;
  /** Milliseconds until a request is given up; default 10,000. */
  readonly timeoutMs?: number;
}

export interface GrafanaAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface GrafanaRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  /** What a person would call this request, in both languages. */
  readonly step: string;
  /** Statuses besides 200 that the caller deals with; any other one is a refusal. */
  readonly expect?: readonly number[];
}

/** Sends one request. Throws `TIZHI_GRAFANA_REFUSED` with what to do for every answer nobody expects. */
export type GrafanaClient = (request: GrafanaRequest) => Promise<GrafanaAnswer>;

const DEFAULT_TIMEOUT_MS = 10_000;

export function grafanaClient(server: GrafanaServer): GrafanaClient {
  const base = server.url.replace(/\/+$/, '');
  const refuse = (step: string, answer: string, fix: string, cause?: unknown): never => {
    throw new TizhiError('TIZHI_GRAFANA_REFUSED', { url: base, answer, step, fix }, { cause });
  };
  return async ({ method, path, body, step, expect = [] }) => {
    const timeoutMs = server.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${base}${path}`, {
        method,
        // A redirect would turn a POST into a GET and send the token to wherever it points.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${server.token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (error) {
      return refuse(step, whyUnreachable(error, timeoutMs), FIX.unreachable, error);
    }
    const parsed = parseJson(text);
    const { status } = response;
    if ((status === 200 && parsed !== undefined) || expect.includes(status)) return { status, body: parsed };
    return refuse(step, `${status}${messageOf(parsed)}`, fixFor(status));
  };
}

const FIX = {
  unreachable: 'Check the address and that Grafana runs. 请检查地址，并确认 Grafana 正在运行。',
  token: 'Make a new token: Administration > Service accounts. 请重新创建令牌：管理 > 服务账号。',
  role: 'Give the service account the role Admin; a data source from a provisioning file must be changed there. 请将服务账号的角色设为 Admin；由配置文件建立的数据源需在文件中修改。',
  address:
    'Use the address that Grafana shows in the browser, with https and any sub-path. 请使用浏览器中 Grafana 的完整地址，包括 https 和子路径。',
  conflict:
    'Something else in Grafana has the same name, or somebody is changing it now: rename that or push again. Grafana 中有同名的内容，或有人正在修改：请改名或再次推送。',
  tooMany: 'Wait a minute and push again. 请稍等一分钟再推送。',
  server: 'Look into the log of Grafana, then push again. 请查看 Grafana 日志，然后再次推送。',
  other:
    'This Grafana may be too old or too new: 9 to 13 are meant. 此 Grafana 版本可能不合适：支持 9 至 13。',
} as const;

function fixFor(status: number): string {
  if (status === 401) return FIX.token;
  if (status === 403) return FIX.role;
  if (status === 404 || status === 200 || (status >= 300 && status < 400)) return FIX.address;
  if (status === 409 || status === 412) return FIX.conflict;
  if (status === 429) return FIX.tooMany;
  if (status >= 500) return FIX.server;
  return FIX.other;
}

function whyUnreachable(error: unknown, timeoutMs: number): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `nothing within ${timeoutMs} ms`;
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return `nothing (${code ?? (error instanceof Error ? error.message : 'no connection')})`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Grafana's own sentence, cut so that a page of HTML never lands in a terminal. */
function messageOf(body: unknown): string {
  const parsed = z.object({ message: z.string() }).safeParse(body);
  return parsed.success ? ` (${parsed.data.message.slice(0, 200)})` : '';
}

import { TizhiError } from './errors.ts';
import { systemCodeOf, systemProblem } from './system-problem.ts';

/** Where a server was to listen, and the settings that said so. */
export interface ListenPlace {
  readonly host: string;
  readonly port: number;
  readonly hostSetting: string;
  readonly portSetting: string;
}

const HOST_CODES: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Why a server cannot listen, as a person can mend it: `TIZHI_PORT_IN_USE`, `TIZHI_PORT_DENIED` or
 * `TIZHI_HOST_UNUSABLE`. What is none of these is given back as it is.
 */
export function listenFailure(error: unknown, place: ListenPlace): unknown {
  const { host, port, hostSetting, portSetting } = place;
  const code = systemCodeOf(error) ?? '';
  const cause = { cause: error };
  if (code === 'EADDRINUSE')
    return new TizhiError('TIZHI_PORT_IN_USE', { port, setting: portSetting }, cause);
  if (code === 'EACCES') return new TizhiError('TIZHI_PORT_DENIED', { port, setting: portSetting }, cause);
  if (HOST_CODES.has(code))
    return new TizhiError(
      'TIZHI_HOST_UNUSABLE',
      { host, setting: hostSetting, ...systemProblem(error) },
      cause,
    );
  return error;
}

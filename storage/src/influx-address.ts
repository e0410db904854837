import { TizhiError } from '@tizhi/contracts';

/** Where an InfluxDB is, taken apart from `http://[user:password@]host:port/database`. */
export interface InfluxAddress {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly credentials: { readonly username: string; readonly password: string } | null;
}

/** Throws `TIZHI_SETTING_INVALID`; the message never repeats the address, which may hold a password. */
export function parseInfluxUrl(text: string): InfluxAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = decodeURIComponent(url?.pathname.slice(1) ?? '');
  if (url === undefined || !/^https?:$/.test(url.protocol) || database === '' || database.includes('/'))
    throw new TizhiError('TIZHI_SETTING_INVALID', {
      setting: 'TIZHI_INFLUX_URL',
      value: '...',
      problem: 'this is not the address of an InfluxDB database',
      fix: 'Write http://user:password@host:8086/database.',
    });
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  return {
    protocol,
    host: url.hostname,
    port: url.port === '' ? (protocol === 'https' ? 443 : 80) : Number(url.port),
    database,
    credentials:
      url.username === ''
        ? null
        : { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
  };
}

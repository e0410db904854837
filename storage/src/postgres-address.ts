import { TizhiError } from '@tizhi/contracts';

/** Throws `TIZHI_SETTING_INVALID`; the message never repeats the address, which may hold a password. */
export function parsePostgresUrl(text: string): { readonly url: string; readonly shown: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = url?.pathname.slice(1) ?? '';
  if (
    url === undefined ||
    !/^postgres(ql)?:$/.test(url.protocol) ||
    database === '' ||
    database.includes('/')
  )
    throw new TizhiError('TIZHI_SETTING_INVALID', {
      setting: 'TIZHI_POSTGRES_URL',
      value: '***',
      problem: 'this is not the address of a PostgreSQL database',
      fix: 'Write postgres://user:password@host:5432/database.',
    });
  return { url: text, shown: `postgres://${url.host}/${database}` };
}

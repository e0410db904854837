import { WARNING_RULES } from '@tizhi/analytics';
import {
  WarningActRequest,
  WarningActResponse,
  WarningInbox,
  WarningInboxQuery,
  WarningParams,
  WarningRuleList,
} from '@tizhi/contracts';
import { type Access, accountOf } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { type ReadNote, requirePurpose } from '../care/purpose.ts';
import type { WarningDesk } from '../care/warning-desk.ts';
import { refusals } from '../refusals.ts';

/** Early warnings: the inbox, what people do with them, and the rules that speak. */
export function warningRoutes(
  app: App,
  {
    access,
    desk,
    noteRead,
  }: {
    readonly access: Access;
    readonly desk: WarningDesk;
    readonly noteRead: (note: ReadNote) => Promise<void>;
  },
): void {
  const everyRole = access.may('teacher', 'nurse', 'admin');

  app.get(
    '/api/warnings',
    {
      onRequest: everyRole,
      preValidation: requirePurpose,
      schema: {
        summary:
          'The warnings that wait for this role, the most urgent first. The read is noted with its purpose.',
        tags: ['care'],
        querystring: WarningInboxQuery,
        response: { 200: WarningInbox, ...refusals(400, 401, 403, 500, 503) },
      },
    },
    async (request) => {
      const account = accountOf(request);
      const { purpose, ...query } = request.query;
      await noteRead({ account: account.account, what: 'warnings', of: query.class ?? 'school', purpose });
      return desk.inbox(account, query);
    },
  );

  app.post(
    '/api/warnings/:warning/acts',
    {
      onRequest: everyRole,
      schema: {
        summary:
          'Acknowledge, act, note, resolve, reopen or hand over. The same `request` again is stored once.',
        tags: ['care'],
        params: WarningParams,
        body: WarningActRequest,
        response: { 200: WarningActResponse, ...refusals(400, 401, 403, 404, 409, 500, 503) },
      },
    },
    (request) => desk.act(accountOf(request), request.params.warning, request.body),
  );

  app.get(
    '/api/warning-rules',
    {
      onRequest: everyRole,
      schema: {
        summary:
          'The rules as data: when each speaks, to whom, on what it rests, and how often it was right.',
        tags: ['care'],
        response: { 200: WarningRuleList, ...refusals(401, 403, 500, 503) },
      },
    },
    async () => ({ rules: [...WARNING_RULES] }),
  );
}

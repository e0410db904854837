import { TizhiError } from '@tizhi/contracts';
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

/**
 * The log of a process, on standard error. A failure that has a code says all in its sentence; only what nobody
 * foresaw is written with its stack.
 */
export function createLog(
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      serializers: {
        err: (error: unknown) =>
          error instanceof TizhiError
            ? { code: error.code, message: error.message }
            : stdSerializers.err(error as Error),
      },
    },
    destination,
  );
}

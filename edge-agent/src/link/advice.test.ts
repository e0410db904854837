import { expect, it } from 'vitest';
import { adviceOn } from './mqtt-link.ts';

it('a gateway that is not let in is told what to do; one without a network is not', () => {
  expect(adviceOn('Connection refused: Bad username or password')).toContain('tizhi gateway add');
  expect(adviceOn('Connection refused: Not authorized')).toContain('tizhi gateway add');
  expect(adviceOn('connect ECONNREFUSED 127.0.0.1:1883')).toBeUndefined();
});

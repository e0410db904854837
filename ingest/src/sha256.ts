import { hash } from 'node:crypto';
import { chainStart, type Sha256 } from '@tizhi/contracts';
import type { LaneKey, Mark } from '@tizhi/storage';

export const sha256: Sha256 = (data) => hash('sha256', data, 'hex');

/** Where a lane begins. */
export const noMark = (key: LaneKey): Mark => ({ seq: 0, chain: chainStart(sha256, key) });

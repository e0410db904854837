/** What one device sent, and when its connections ended. Times without another word: the harness's monotonic clock, ms. */
export interface SentByDevice {
  readonly device: string;
  readonly gateway: string;
  readonly lane: 'result' | 'telemetry';
  /** When number `i + 1` was sent. */
  readonly sentAt: readonly number[];
  readonly endings: readonly { readonly at: number; readonly lastNumber: number }[];
}

/** A gateway's process was killed; what its outbox held then must come, device by device. */
export interface GatewayKill {
  readonly gateway: string;
  readonly at: number;
  /** How late the machine ran its timers just before. */
  readonly lateMs: number;
  readonly held: ReadonlyMap<string, ReadonlySet<number>>;
  /** Ids of the alerts that it held. */
  readonly raised: readonly string[];
}

/** A gateway's own disk had no room left. */
export interface FullDisk {
  readonly gateway: string;
  readonly from: number;
  readonly until: number;
  /** How late the machine ran its timers meanwhile, at most. */
  readonly lateMs: number;
}

/** Messages of a telemetry lane that the school wrote down as given up, between two that it stored. */
export interface Gap {
  readonly gateway: string;
  readonly messages: number;
  /** The latest reading before it and the earliest behind it, school time in epoch ms; infinite: there is none. */
  readonly after: number;
  readonly before: number;
}

/** Rows of telemetry that the school acknowledged, all heard in a span of school time, epoch ms. */
export interface Acknowledged {
  readonly gateway: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly rows: number;
}

/** A reading in the export. */
export interface StoredReading {
  /** How often it is there. */
  readonly times: number;
  /** When it was heard, school time in epoch ms. */
  readonly at: number;
  /** The gateway's count of what it heard of the device; telemetry only. */
  readonly n: number | null;
}

export interface Evidence {
  readonly sent: readonly SentByDevice[];
  readonly kills: readonly GatewayKill[];
  readonly fullDisks: readonly FullDisk[];
  readonly gaps: readonly Gap[];
  /** What the school acknowledged of telemetry. */
  readonly acknowledged: readonly Acknowledged[];
  /** By device and by the number that the device gave it. */
  readonly stored: ReadonlyMap<string, ReadonlyMap<number, StoredReading>>;
  /** Ids of the alerts that the school knows. */
  readonly alerts: ReadonlySet<string>;
}

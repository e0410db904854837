/**
 * One eye as the national file has it. Before 2021: naked vision, pinhole (串镜) and refraction (屈光不正)
 * codes. From the 2021 collection on: naked vision, sphere S, cylinder C in dioptres and axis A in degrees.
 */
export interface Eye {
  /** 0 (worse than 3.0), or 3.0-5.3. */
  readonly naked: number | null;
  readonly pinhole?: number | null;
  readonly refraction?: number | null;
  readonly sphere?: number | null;
  readonly cylinder?: number | null;
  readonly axis?: number | null;
}

export interface Vision {
  readonly left: Eye;
  readonly right: Eye;
}

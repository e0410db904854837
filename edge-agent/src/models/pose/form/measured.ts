/** What was measured of a movement, by the names of its item's faults; or why nothing could be. */
export type Measured =
  | { readonly kind: 'measured'; readonly measures: Readonly<Record<string, number>> }
  | { readonly kind: 'abstained'; readonly because: Because };

/**
 * `too_little_seen`: the joints are missing in half of the frames or more, or there are too few frames.
 * `no_movement`: nothing like the exercise happens. `not_from_side`: a line of the body that runs towards the camera
 * has no shape.
 */
export type Because = 'too_little_seen' | 'no_movement' | 'not_from_side';

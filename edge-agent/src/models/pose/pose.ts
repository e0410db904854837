/** The 17 key points of a body, in the order of the COCO data set, which MoveNet's output keeps. */
export const KEYPOINTS = [
  'nose',
  'leftEye',
  'rightEye',
  'leftEar',
  'rightEar',
  'leftShoulder',
  'rightShoulder',
  'leftElbow',
  'rightElbow',
  'leftWrist',
  'rightWrist',
  'leftHip',
  'rightHip',
  'leftKnee',
  'rightKnee',
  'leftAnkle',
  'rightAnkle',
] as const;
export type KeypointName = (typeof KEYPOINTS)[number];

/** A point of a frame. Both axes in frame heights, so that lengths keep their proportions; y grows downwards. */
export interface Keypoint {
  readonly x: number;
  readonly y: number;
  /** The detector's own score, 0-1; not a probability. */
  readonly score: number;
}

export type Pose = Readonly<Record<KeypointName, Keypoint>>;

/** What a camera gives for one frame: at which time of the film, and whom it shows, `null` for nobody. */
export interface PoseFrame {
  /** Milliseconds since the first frame. */
  readonly at: number;
  readonly pose: Pose | null;
  /** The name of the lane that the person stands in; left out: there are no lanes. */
  readonly lane?: string;
}

/** Pixels of one frame, rows from the top, three bytes (red, green, blue) each. Never leaves a camera's thread. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A square of a frame, in frame heights; it may reach beyond the frame, where all is black. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  /** What is farther to the left or to the right than this is black too, frame heights. */
  readonly clip?: { readonly left: number; readonly right: number };
}

/** Finds the most prominent person of a region. Not safe for two calls at once. */
export interface PoseDetector {
  /** Such as `movenet-lightning`; its model card has this name. */
  readonly name: string;
  detect(image: RgbImage, region: Region): Promise<Pose>;
  dispose(): void;
}

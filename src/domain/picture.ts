/** A picture of numbers, in words and as a drawing of the same. */
export interface Picture {
  /** The same for the same drawing, another as soon as anything in it differs: a drawing is uploaded once. */
  readonly key: string;
  /** Says what the picture shows, for who cannot see it, and in its place where there is none. */
  readonly altText: string;
  /** The PNG; the same bytes each time. */
  readonly draw: () => Promise<Uint8Array>;
}

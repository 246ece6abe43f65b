import { bookHealthPicture } from '../charts/book-health.ts';
import { quotaPacePicture } from '../charts/quota-pace.ts';
import { trendPicture } from '../charts/trend.ts';
import type { Audience } from '../charts/trend-words.ts';
import type { DigestContent } from '../domain/digest.ts';
import type { DrawnDigest } from './messages/picture-block.ts';

/** The pictures of a digest, from what its row fixed. */
export function drawDigest(
  { pictures: { trend, pace, book } }: Pick<DigestContent, 'pictures'>,
  audience: Audience,
): DrawnDigest {
  return {
    trend: trend && trendPicture(trend, audience),
    standing: (pace && quotaPacePicture(pace)) ?? (book && bookHealthPicture(book)),
  };
}

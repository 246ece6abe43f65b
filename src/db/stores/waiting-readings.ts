import type { DraftReading } from '../../domain/compare-with-peers.ts';
import {
  judgementOf,
  measuredReading,
  type RunOf,
  type Strictness,
  type Unjudged,
  unjudged,
} from '../../domain/judge-metric.ts';
import { type ReadingPieces, readingPieces, readingRecord } from './reading-record.ts';

/**
 * Readings that wait until all series of their reps are measured, written out as far as they are known. There are a
 * hundred thousand: as decimals they would take more memory than all else of a run, as text outside the heap little.
 */
export class WaitingReadings {
  readonly #repIds: string[] = [];
  readonly #unjudged: Unjudged[] = [];
  /** All pieces, one after another; Postgres holds no NUL in a text, so that none is in a piece. */
  readonly #text: Buffer;

  constructor(drafts: Iterable<DraftReading>, run: RunOf) {
    const texts: Buffer[] = [];
    let pieces: string[] = [];
    const writeOut = () => {
      texts.push(Buffer.from(pieces.map((piece) => piece + NUL).join('')));
      pieces = [];
    };
    for (const draft of drafts) {
      this.#repIds.push(draft.rep.repId);
      this.#unjudged.push(unjudged(draft, run));
      pieces.push(...readingPieces(measuredReading(draft, run)));
      if (pieces.length >= PIECES_AT_A_TIME) writeOut();
    }
    writeOut();
    this.#text = Buffer.concat(texts);
  }

  get size(): number {
    return this.#repIds.length;
  }

  /** The readings as they are stored, and how many of them fired. */
  judged(strictnessOf: (repId: string) => Strictness): { readonly records: string[]; readonly fired: number } {
    const pieces = this.#text.toString().split(NUL);
    let fired = 0;
    const records = this.#unjudged.map((one, index) => {
      const judgement = judgementOf(one, strictnessOf(this.#repIds[index] ?? ''));
      if (judgement.fired) fired += 1;
      return readingRecord(piecesAt(pieces, index), judgement);
    });
    return { records, fired };
  }
}

const NUL = '\0';
const PIECES_AT_A_TIME = 1_500;

function piecesAt(pieces: readonly string[], index: number): ReadingPieces {
  const [measured = '', status = '', companions = ''] = pieces.slice(3 * index, 3 * index + 3);
  return [measured, status, companions];
}

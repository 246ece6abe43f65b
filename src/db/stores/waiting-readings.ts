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

/** What becomes of some readings with their judgement. */
export interface JudgedReadings {
  /** As they are stored. */
  readonly records: string[];
  readonly fired: number;
}

/**
 * Readings that wait until all series of their reps are measured, written out as far as they are known. There are a
 * hundred thousand: as decimals they would take more memory than all else of a run, as text outside the heap little.
 */
export class WaitingReadings {
  readonly #sheets: Sheet[] = [];

  constructor(drafts: Iterable<DraftReading>, run: RunOf) {
    let some: DraftReading[] = [];
    for (const draft of drafts) {
      some.push(draft);
      if (some.length < READINGS_A_SHEET) continue;
      this.#sheets.push(new Sheet(some, run));
      some = [];
    }
    if (some.length > 0) this.#sheets.push(new Sheet(some, run));
  }

  /** Some at a time: taken together, the texts are large. */
  *judged(strictnessOf: (repId: string) => Strictness): Generator<JudgedReadings> {
    for (const sheet of this.#sheets) yield sheet.judged(strictnessOf);
  }
}

/** Few enough that their text is still a small string, which is soon gone. */
const READINGS_A_SHEET = 400;
const NUL = '\0';

class Sheet {
  readonly #repIds: readonly string[];
  readonly #unjudged: readonly Unjudged[];
  /** All pieces, one after another; Postgres holds no NUL in a text, so that none is in a piece. */
  readonly #text: Buffer;

  constructor(drafts: readonly DraftReading[], run: RunOf) {
    this.#repIds = drafts.map((draft) => draft.rep.repId);
    this.#unjudged = drafts.map((draft) => unjudged(draft, run));
    this.#text = Buffer.from(drafts.flatMap((draft) => readingPieces(measuredReading(draft, run))).join(NUL));
  }

  judged(strictnessOf: (repId: string) => Strictness): JudgedReadings {
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

function piecesAt(pieces: readonly string[], index: number): ReadingPieces {
  const [measured = '', status = '', companions = ''] = pieces.slice(3 * index, 3 * index + 3);
  return [measured, status, companions];
}

import pg from 'pg';

type Parser = (text: string) => unknown;

const { builtins } = pg.types;
const DATE_ARRAY = 1182;
const NUMERIC_ARRAY = 1231;
const INT8_ARRAY = 1016;
const TEXT_ARRAY: number = 1009;

/** @throws RangeError for a value that a JavaScript number cannot hold exactly. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 value ${text} is beyond the safe integers`);
  return value;
}

const asText: Parser = (text) => text;
const parseTextArray: (text: string) => string[] = pg.types.getTypeParser(TEXT_ARRAY);

const parsers = new Map<number, Parser>([
  [builtins.DATE, asText],
  [builtins.NUMERIC, asText],
  [builtins.INT8, parseInt8],
  [DATE_ARRAY, parseTextArray],
  [NUMERIC_ARRAY, parseTextArray],
  [INT8_ARRAY, (text) => parseTextArray(text).map(parseInt8)],
]);

/**
 * How column values become JavaScript values on our connections only, so that no other user of pg in the process is
 * touched: DATE as 'YYYY-MM-DD', NUMERIC as text (money is not a float), INT8 as a number while that is exact; their
 * arrays likewise; TIMESTAMPTZ as a Date, as pg does.
 */
export const valueParsers = {
  getTypeParser(oid: number, format?: string): Parser {
    if (format === 'binary') return pg.types.getTypeParser(oid, format);
    return parsers.get(oid) ?? pg.types.getTypeParser(oid, 'text');
  },
};

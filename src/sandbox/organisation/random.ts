/** A reproducible source of chance. Equal seed and names give the equal sequence, whoever else draws. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number, both ends included. */
  int(min: number, max: number): number;
  pick<T>(items: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** `names` say what is drawn for, such as a subject and a rep, so that one subject's changes never move another's rows. */
export function random(seed: number, ...names: readonly string[]): Random {
  const next = generator(`${seed}/${names.join('/')}`);
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    pick(items) {
      const item = items[int(0, items.length - 1)];
      if (item === undefined) throw new RangeError('Nothing to pick from.');
      return item;
    },
    shuffled(items) {
      return items
        .map((item) => ({ item, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item);
    },
  };
}

/** sfc32, its state filled from a hash of the name: small, fast, and good enough for sample data. */
function generator(name: string): () => number {
  let [a, b, c, d] = [hash(name, 1), hash(name, 2), hash(name, 3), 1];
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  return next;
}

/** FNV-1a, with a last mix so that names that differ in one letter differ everywhere. */
function hash(name: string, salt: number): number {
  let value = 2_166_136_261 ^ (salt * 0x9e37_79b9);
  for (let index = 0; index < name.length; index += 1) {
    value = Math.imul(value ^ name.charCodeAt(index), 16_777_619);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b);
  return value ^ (value >>> 13);
}

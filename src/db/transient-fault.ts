/** SQLSTATE classes of faults that pass: connection, rollback, resources, operator intervention, system. */
const transientClasses: ReadonlySet<string> = new Set(['08', '40', '53', '57', '58']);
const transientCodes: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** True when the same statement may well succeed a little later: the database was away, or two were in each other's way. */
export function isTransientFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'KnexTimeoutError' || error.message.startsWith('Connection terminated')) return true;
  if (!('code' in error) || typeof error.code !== 'string') return false;
  return transientCodes.has(error.code) || (error.code.length === 5 && transientClasses.has(error.code.slice(0, 2)));
}

const ATTEMPTS = 3;

/** Does it again, at once, when the database only stood in the way for a moment; a whole transaction, not a part of one. */
export async function retryTransient<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === ATTEMPTS || !isTransientFault(error)) throw error;
    }
  }
}

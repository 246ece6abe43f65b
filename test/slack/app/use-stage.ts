import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type TestDatabase, useDatabase } from '../../support/database.ts';
import { loadPeople } from '../../support/small-organisation.ts';
import { openStage, type Stage } from './stage.ts';

/**
 * A database with the people of the small organisation and the stage over it, for the tests of one file: there from
 * `beforeAll` on, cleared before each test. Call it at the top of the file.
 * @param prepare what the file's tests find besides the people, and `clear` leaves.
 */
export function useStage(
  now: Date,
  prepare: (database: TestDatabase) => Promise<void> = async () => undefined,
): { readonly database: TestDatabase; readonly stage: Stage } {
  const database = useDatabase();
  let open: Stage | undefined;
  const opened = (): Stage => {
    if (open === undefined) throw new Error('The stage is there from beforeAll on, not while tests are collected.');
    return open;
  };

  beforeAll(async () => {
    await loadPeople(database.owner, '2025-01-06');
    await prepare(database);
    open = await openStage({ db: database.db, now: () => now });
  }, 60_000);
  afterAll(() => open?.stop());
  beforeEach(() => opened().clear(database.owner));

  return { database, stage: onceOpen(opened) };
}

/** The stage under a name that can be had before it is open. */
function onceOpen(opened: () => Stage): Stage {
  return {
    get slack() {
      return opened().slack;
    },
    get app() {
      return opened().app;
    },
    get logged() {
      return opened().logged;
    },
    get calls() {
      return opened().calls;
    },
    post: (...args) => opened().post(...args),
    clear: (...args) => opened().clear(...args),
    stop: () => opened().stop(),
    screen: (...args) => opened().screen(...args),
    privately: (...args) => opened().privately(...args),
    click: (...args) => opened().click(...args),
    modal: (...args) => opened().modal(...args),
    fill: (...args) => opened().fill(...args),
    submit: (...args) => opened().submit(...args),
    command: (...args) => opened().command(...args),
  };
}

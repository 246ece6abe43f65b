import { beforeAll, expect, test } from 'vitest';
import { identify } from '../../src/slack/identity.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, orgTz, people, slackIdOf } from '../support/small-organisation.ts';

const database = useDatabase();
const now = new Date('2026-03-16T14:00:00Z');
const ours = 'T0LOCALTEAM';
const user = { userId: slackIdOf(people.admin), teamId: ours };

beforeAll(() => loadPeople(database.owner, '2025-01-06'));

test('a Slack user of our workspace is the person who has that account', async () => {
  expect(await identify(database.db, user, ours, now)).toEqual({
    personId: people.admin,
    fullName: 'Ada Example',
    timeZone: orgTz,
    isAdmin: true,
  });
});

test.each([
  ['of another workspace, even with the same id', { ...user, teamId: 'T0ELSEWHERE' }],
  ['of no known workspace', { ...user, teamId: '' }],
  ['whom our data does not name', { ...user, userId: 'U0NOBODY' }],
])('a Slack user %s is a stranger', async (_what, stranger) => {
  expect(await identify(database.db, stranger, ours, now)).toBeNull();
});

test('somebody who was deactivated is a stranger from that moment on', async () => {
  await database.owner('person').where({ person_id: people.admin }).update({ deactivated_at: now });
  expect(await identify(database.db, user, ours, now)).toBeNull();
  expect(await identify(database.db, user, ours, new Date(now.getTime() - 1))).not.toBeNull();
});

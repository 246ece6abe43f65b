import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.ts';
import { encodeEvidence } from '../../src/slack/messages/references.ts';
import { notFoundText } from '../../src/slack/messages/refusal-texts.ts';
import { turnEvidencePage } from '../../src/slack/turn-evidence-page.ts';
import { useDatabase } from '../support/database.ts';
import { loadPeople, nameOf, orgTz, people, slackIdOf } from '../support/small-organisation.ts';
import { reading } from './messages/sample.ts';

const database = useDatabase();
const now = new Date('2026-03-16T14:00:00Z');
beforeAll(() => loadPeople(database.owner, '2025-01-06'));

test('rows that are not the asker’s any more are refused in their place: on a third modal Slack puts no other', async () => {
  const fullName = nameOf(people.slm);
  const person = { personId: people.slm, fullName, timeZone: orgTz, isAdmin: false };
  const surface = { kind: 'modal', viewId: 'V1', callbackId: 'evidence', privateMetadata: '' } as const;
  const value = encodeEvidence(reading({ repId: people.rep, asOf: '2026-03-16' }), 2);
  const context = {
    db: database.db,
    clock: { now: () => now },
    settings: { orgTz, orgCalendarId: 'US', reportingCurrency: 'USD' },
    catalog: builtInCatalog,
    log: pino({ enabled: false }),
    wake: () => undefined,
    connectionLost: () => undefined,
    client: new WebClient(''),
    teamId: 'T1',
    botUserId: 'U1',
  };
  const answer = await turnEvidencePage({ person, slackUserId: slackIdOf(people.slm), now, value, surface }, context);
  expect(answer).toMatchObject({ kind: 'replace', view: { blocks: [{ text: { text: notFoundText } }] } });
});

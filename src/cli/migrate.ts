import { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { databaseName } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';

/** `rep-coach migrate`: brings the database up to date and grants the bot its rights. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('apply the migrations, create the bot’s role and grant its rights; may be repeated')
    .action(async () => {
      const { database } = loadConfig(['database']);
      const botLogin = decodeURIComponent(new URL(database.url).username);
      const steps = await migrate({ url: database.migrationUrl, sourceSchema: database.sourceSchema, botLogin });
      for (const step of steps) process.stdout.write(`${step}\n`);
      const outcome = steps.length === 0 ? 'was up to date' : `took ${steps.length} steps`;
      process.stdout.write(`${databaseName(database.migrationUrl)} ${outcome}; rights are granted.\n`);
    });
}

import { z } from 'zod';
import type { JsonObject } from '../blocks/rules.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Workspace } from '../workspace.ts';

/** One method of the Web API: who may call it, with what, and what it does. */
export interface ApiMethod {
  name: string;
  token: 'bot' | 'app';
  /** Bot scopes, all of them needed. */
  scopes: readonly string[];
  /** @throws SlackRefusal for an `ok: false` answer */
  run(workspace: Workspace, args: JsonObject): JsonObject | Promise<JsonObject>;
}

interface Definition<Shape extends z.ZodRawShape> {
  name: string;
  token?: 'bot' | 'app';
  scopes?: readonly string[];
  args: Shape;
  run(workspace: Workspace, args: z.infer<z.ZodObject<Shape>>): JsonObject | Promise<JsonObject>;
}

/** Defines a method; to add one, export it from the file of its family and list it in methods.ts. */
export function apiMethod<Shape extends z.ZodRawShape>(definition: Definition<Shape>): ApiMethod {
  const schema = z.object(definition.args);
  return {
    name: definition.name,
    token: definition.token ?? 'bot',
    scopes: definition.scopes ?? [],
    run(workspace, raw) {
      const args = schema.safeParse(raw);
      if (!args.success) {
        const messages = args.error.issues.map(
          (issue) => `[ERROR] ${issue.message} [json-pointer:/${issue.path.join('/')}]`,
        );
        throw new SlackRefusal('invalid_arguments', { response_metadata: { messages } });
      }
      return definition.run(workspace, args.data);
    },
  };
}

/** @throws SlackRefusal `missing_scope` with what was needed and what there is */
export function requireScopes(workspace: Workspace, needed: readonly string[]): void {
  const missing = needed.filter((scope) => !workspace.app.scopes.includes(scope));
  if (missing.length > 0) {
    throw new SlackRefusal('missing_scope', { needed: missing.join(','), provided: workspace.app.scopes.join(',') });
  }
}

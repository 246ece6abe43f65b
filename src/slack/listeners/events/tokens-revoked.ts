import type { EventListener } from '../../listener.ts';
import { readPayload, tokensRevokedSchema } from '../../payloads.ts';

/** Tokens were revoked; only the bot's own is of use to us. */
export const tokensRevoked: EventListener = {
  event: 'tokens_revoked',
  async handle(event, context) {
    const { tokens } = readPayload('tokens_revoked', tokensRevokedSchema, event.payload);
    if (tokens.bot !== undefined && tokens.bot.length > 0) context.connectionLost('tokens_revoked');
  },
};

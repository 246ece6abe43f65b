/** Slack does not accept the bot itself: nothing can be sent, and no delivery is to blame. */
export const refusalsOfTheBot: ReadonlySet<string> = new Set([
  'access_denied',
  'account_inactive',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'invalid_auth',
  'missing_scope',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
]);

/** Slack takes nothing now; what was refused was certainly not carried out. */
export const refusalsForNow: ReadonlySet<string> = new Set(['rate_limited', 'ratelimited']);

/** The blocks are at fault: the same words in plain sections may pass. */
export const refusalsOfBlocks: ReadonlySet<string> = new Set([
  'invalid_attachments',
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
]);

/** Refused, not carried out, and no better when repeated before somebody mends something. */
export const permanentRefusals: ReadonlySet<string> = new Set([
  'app_access_restricted',
  'as_user_not_supported',
  'cannot_dm_bot',
  'cannot_reply_to_message',
  'channel_not_found',
  'invalid_arguments',
  'invalid_channel',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'invalid_name',
  'invalid_user_combination',
  'is_archived',
  'is_inactive',
  'message_limit_exceeded',
  'message_not_found',
  'messages_tab_disabled',
  'metadata_must_be_sent_from_app',
  'metadata_too_large',
  'method_deprecated',
  'method_not_supported_for_channel_type',
  'msg_too_long',
  'no_item_specified',
  'no_permission',
  'no_reaction',
  'no_text',
  'not_enabled',
  'not_in_channel',
  'not_reactable',
  'restricted_action',
  'restricted_action_non_threadable_channel',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'restricted_action_thread_only_channel',
  'slack_connect_canvas_sharing_blocked',
  'thread_locked',
  'thread_not_found',
  'too_many_reactions',
  'too_many_users',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
  'users_not_found',
]);

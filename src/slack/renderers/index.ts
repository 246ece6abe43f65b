import type { Catalog } from '../../catalog/catalog.ts';
import type { Renderers } from '../../delivery/delivery.ts';
import type { OrganisationSettings } from '../../domain/organisation-settings.ts';
import { adminAlertRenderer } from './admin-alert.ts';
import { dailyFlagRenderer, flagSummaryRenderer, weakCallsRenderer } from './daily-flag.ts';
import {
  escalationContextRenderer,
  escalationFollowupRenderer,
  escalationHistoryRenderer,
  escalationReminderRenderer,
  escalationRenderer,
} from './escalation.ts';
import { escalationNoticeRenderer } from './escalation-notice.ts';
import { managerRollupRenderer } from './manager-rollup.ts';
import { noteReactionRenderer } from './note-reaction.ts';
import { repDigestRenderer } from './rep-digest.ts';
import { replyNotKeptRenderer } from './reply-not-kept.ts';
import { reviewReminderRenderer } from './review-reminder.ts';
import { reviewRequestRenderer } from './review-request.ts';
import { weekTwoNoticeRenderer } from './week-two-notice.ts';

/** What each kind of delivery says, from what holds when it is sent or drawn again. */
export function createRenderers(settings: OrganisationSettings, catalog: Catalog): Renderers {
  return {
    review_reminder: reviewReminderRenderer(settings),
    review_request: reviewRequestRenderer(settings, catalog),
    week_two_notice: weekTwoNoticeRenderer(settings),
    escalation: escalationRenderer(settings),
    escalation_history: escalationHistoryRenderer(settings),
    escalation_followup: escalationFollowupRenderer(settings),
    escalation_context: escalationContextRenderer(settings),
    escalation_reminder: escalationReminderRenderer(settings),
    escalation_notice: escalationNoticeRenderer(settings),
    daily_flag: dailyFlagRenderer(settings),
    weak_calls: weakCallsRenderer(settings, catalog),
    flag_summary: flagSummaryRenderer(settings),
    rep_digest: repDigestRenderer(),
    manager_rollup: managerRollupRenderer(settings),
    admin_alert: adminAlertRenderer(settings),
    note_reaction: noteReactionRenderer(),
    reply_not_kept: replyNotKeptRenderer(settings),
  };
}

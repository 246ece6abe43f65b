/**
 * Of a delivery `d`: it stands in the conversation of a Slack account that its recipient does not have any more. For
 * other queries to build on.
 */
export const isLeftBehind = `exists (
  select from slack_dm dm join person has on has.person_id = d.recipient_id
  where dm.channel_id = d.channel_id and dm.slack_user_id is distinct from has.slack_user_id)`;

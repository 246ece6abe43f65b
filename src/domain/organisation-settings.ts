/** What the configuration says about the organisation; handed in, never read from the environment here. */
export interface OrganisationSettings {
  /** IANA time zone that decides every date, week, month and quarter. */
  orgTz: string;
  /** `business_calendar` that applies where a rep has none of their own. */
  orgCalendarId: string;
  /** ISO 4217 code. */
  reportingCurrency: string;
}

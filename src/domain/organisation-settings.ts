/** What the configuration says about the organisation; handed in, never read from the environment here. */
export interface OrganisationSettings {
  /** IANA time zone that decides every date, week, month and quarter. */
  orgTz: string;
  /** `business_calendar` that applies where a rep has none of their own. */
  orgCalendarId: string;
  /** By whose business days digests and roll-ups go out; the organisation's when left out. */
  digestCalendar?: 'organisation' | 'recipient';
  /** ISO 4217 code. */
  reportingCurrency: string;
}

/** An instant of business time and the zone that makes a local date of it. */
export interface OrganisationMoment {
  orgTz: string;
  now: Date;
}

/** The views that leave for neighbouring systems. A changed meaning is a new version beside the old one. */
export const FEED_VIEWS = ['feed_forecast_accuracy_v1', 'feed_wbr_patterns_v1', 'feed_mbr_persistent_gaps_v1'] as const;
export type FeedView = (typeof FEED_VIEWS)[number];

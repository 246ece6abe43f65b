/** Dark enough on white for 14 px text where they are written in; told apart by lightness, too, not by hue alone. */
export const palette = {
  card: '#FFFFFF',
  cardEdge: '#D0D4DA',
  text: '#1D1C1D',
  muted: '#57606A',
  grid: '#E3E6EA',
  gap: '#EDEFF2',
  own: '#0B4FA8',
  ownSoft: '#A9C7EF',
  flagged: '#B93A0B',
} as const;

/** Width of every picture in its own units. On a phone Slack shows it on about 320 points: three quarters of its size. */
export const WIDTH = 448;
export const MARGIN = 16;

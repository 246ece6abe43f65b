import type { ServerResponse } from 'node:http';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  // Messages may show pictures from elsewhere, as in Slack.
  "img-src 'self' data: https: http:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** In the order of the cascade: phone.css overrides what comes before it. */
const styles = [
  'base',
  'time-bar',
  'sidebar',
  'conversation',
  'messages',
  'popups',
  'blocks',
  'fields',
  'text',
  'tables',
  'ledger',
  'phone',
];

/** The two pages: Slack as a person sees it, and the ledger. Data reach them only through scripts that set text. */
const shells = {
  slack: { title: 'Rep Coach sandbox', script: 'main.js' },
  ledger: { title: 'Ledger · Rep Coach sandbox', script: 'ledger.js' },
} as const;

export function sendShell(response: ServerResponse, name: keyof typeof shells): void {
  const { title, script } = shells[name];
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/client/icon.svg" type="image/svg+xml">
${styles.map((style) => `<link rel="stylesheet" href="/client/${style}.css">`).join('\n')}
<script type="module" src="/client/${script}"></script>
</head>
<body class="${name}">
<div id="app" class="starting"><p>Starting…</p></div>
<noscript><p>The sandbox's page needs JavaScript.</p></noscript>
</body>
</html>
`);
}

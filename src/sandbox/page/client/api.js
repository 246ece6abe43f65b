/**
 * The two APIs behind the page, both on its own origin: the local Slack's (`/control`, control-contract.ts) and the
 * sandbox's (`/sandbox`, time-contract.ts).
 *
 * @typedef {import('../../slack/control-contract.ts').Screen} Screen
 * @typedef {import('../../slack/control-contract.ts').ScreenMessage} ScreenMessage
 * @typedef {import('../../slack/control-contract.ts').ScreenChannel} ScreenChannel
 * @typedef {import('../../slack/control-contract.ts').ScreenView} ScreenView
 * @typedef {import('../../slack/control-contract.ts').ActionResult} ActionResult
 * @typedef {import('../../slack/control-contract.ts').Person} Person
 * @typedef {import('../time-contract.ts').SandboxState} SandboxState
 * @typedef {import('../time-contract.ts').SandboxTime} SandboxTime
 */

/**
 * @param {string} path
 * @param {Record<string, string | number>} [query]
 */
export async function get(path, query = {}) {
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString();
  const response = await fetch(search === '' ? path : `${path}?${search}`);
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? body.error ?? `${path} answered ${response.status}`);
  return body;
}

/**
 * Answers the body whatever the status: a refusal is something to show.
 * @param {string} path
 * @param {object} body
 * @returns {Promise<ActionResult>}
 */
export async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, error: 'not_reached' };
  }
}

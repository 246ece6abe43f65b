import type { IncomingMessage } from 'node:http';

const loopbackHost = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Why a request must not be served, or null when it may be. The sandbox has no login, so another website open in the
 * same browser must not be able to drive it: a name that it rebinds to 127.0.0.1 fails on the Host header, and a
 * cross-site form or fetch fails on Origin, Sec-Fetch-Site or, without a CORS preflight, on the content type.
 */
export function refusalOf(
  request: Pick<IncomingMessage, 'method' | 'headers'>,
): 'bad_host' | 'bad_origin' | 'not_json' | null {
  const { host, origin, 'sec-fetch-site': site, 'content-type': contentType } = request.headers;
  if (host === undefined || !loopbackHost.test(host)) return 'bad_host';
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (reads) return null;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) return 'bad_origin';
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'bad_origin';
  if (contentType?.split(';')[0]?.trim().toLowerCase() !== 'application/json') return 'not_json';
  return null;
}

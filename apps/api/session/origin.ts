import type { FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.ts';

/** What scripts of the console send and a form of another page cannot. */
export const consoleHeader = 'x-arrears-console';
const loopback = /^(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/;

/** Where people reach the console: as configured, or on the loopback interface by whatever port is asked. @throws Problem `forbidden` elsewhere */
export function originOf(request: Pick<FastifyRequest, 'headers'>, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return new URL(publicUrl).origin;
  const { host } = request.headers;
  if (host === undefined || !loopback.test(host)) throw new Problem('forbidden', 'The console is not set up at this address: set ARREARS_PUBLIC_URL.');
  return `http://${host}`;
}

/**
 * A cookie comes along with whatever page makes the browser ask. So a write by cookie has to come from a script of the console itself: the
 * browser says from which page, and no form can send the header. @throws Problem `forbidden`
 */
export function mustComeFromConsole(request: Pick<FastifyRequest, 'headers' | 'method'>, publicUrl: string | undefined): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (request.headers.origin !== originOf(request, publicUrl) || request.headers[consoleHeader] === undefined) throw new Problem('forbidden', 'This did not come from the console.');
}

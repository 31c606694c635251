import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

type SameSite = 'strict' | 'lax';

/**
 * The console's cookies: out of reach for scripts. With https their names begin with `__Host-`, so that no other host of the same
 * domain can plant one.
 */
export class Cookies {
  readonly #isSecure: boolean;

  /** @param isSecure people reach the console by https */
  constructor(isSecure: boolean) {
    this.#isSecure = isSecure;
  }

  read(request: Pick<FastifyRequest, 'headers'>, name: string): string | undefined {
    return parseCookie(request.headers.cookie ?? '')[this.#named(name)];
  }

  /** @param maxAgeSeconds 0 takes it away */
  write(reply: FastifyReply, name: string, value: string, sameSite: SameSite, maxAgeSeconds: number): void {
    const cookie = stringifySetCookie({ name: this.#named(name), value, httpOnly: true, sameSite, path: '/', maxAge: maxAgeSeconds, secure: this.#isSecure });
    // Fastify puts several of them beside each other.
    void reply.header('set-cookie', cookie);
  }

  #named(name: string): string {
    return this.#isSecure ? `__Host-${name}` : name;
  }
}

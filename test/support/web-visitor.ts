import type { Issuer } from '../../infra/local/issuer/issuer.ts';

export interface Visit {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
}

/** A browser without a screen: keeps cookies by host and port, as strictly as a test needs, and follows what it is told to follow. */
export class WebVisitor {
  readonly #jars = new Map<string, Map<string, string>>();

  cookies(url: string): Map<string, string> {
    const { host } = new URL(url);
    const jar = this.#jars.get(host) ?? new Map<string, string>();
    this.#jars.set(host, jar);
    return jar;
  }

  /** One request, and not where it leads. */
  async ask(url: string, init: RequestInit & { readonly headers?: Record<string, string> } = {}): Promise<Visit> {
    const jar = this.cookies(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...(cookie === '' ? {} : { cookie }), ...init.headers } });
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return { status: response.status, url, headers: response.headers, text: await response.text() };
  }

  /** To the end of the redirects. */
  async go(url: string, init: RequestInit & { readonly headers?: Record<string, string> } = {}): Promise<Visit> {
    let visit = await this.ask(url, init);
    for (let hops = 0; visit.status >= 300 && visit.status < 400 && visit.headers.has('location') && hops < 10; hops += 1) visit = await this.ask(new URL(visit.headers.get('location') as string, visit.url).href);
    return visit;
  }

  /** Through the issuer's page. @returns where it ended */
  async signIn(apiUrl: string, issuer: Issuer, user: string, to = '/console/'): Promise<Visit> {
    const page = await this.go(`${apiUrl}/console/sign-in?to=${encodeURIComponent(to)}`);
    return this.go(page.url, { method: 'POST', body: new URLSearchParams({ user, password: issuer.passwordOf(user) }) });
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (name === undefined || value === undefined) return;
  if (value === '' || /max-age=0\b/i.test(line)) jar.delete(name);
  else jar.set(name, value);
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type Provider from 'oidc-provider';

import { type IssuerSecrets, passwordOf } from './secrets.ts';
import { USERS } from './users.ts';

const MOST_FORM_BYTES = 4_096;

/** Where the provider sends whoever has to sign in. */
export const signInPath = (uid: string) => `/sign-in/${uid}`;

const style = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:24rem;margin:4rem auto;padding:0 1rem}
label{display:block;margin:1rem 0}select,input,button{font:inherit;display:block;width:100%;box-sizing:border-box;padding:.4rem}`;

/** The page on which a person signs in with name and password. @returns false for a request that is not about it */
export async function answerSignIn(provider: Provider, secrets: IssuerSecrets, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (!(request.url ?? '').startsWith(signInPath(''))) return false;
  try {
    // Rejects where nobody was sent here: the provider's own cookie says who was.
    await provider.interactionDetails(request, response);
    if (request.method !== 'POST') show(response, 200, '');
    else await signIn(provider, secrets, request, response);
  } catch {
    show(response, 400, 'This page has expired. Go back to where you came from, and sign in from there.');
  }
  return true;
}

async function signIn(provider: Provider, secrets: IssuerSecrets, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = new URLSearchParams(await readForm(request));
  const user = form.get('user') ?? '';
  const password = passwordOf(user, secrets);
  if (password === undefined || !isSame(form.get('password') ?? '', password)) show(response, 401, 'Name and password do not go together.');
  else await provider.interactionFinished(request, response, { login: { accountId: user } });
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MOST_FORM_BYTES) throw new Error('the form is too large');
  }
  return text;
}

/** Hashes are of one length, as the comparison asks. */
function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

function show(response: ServerResponse, status: number, notice: string): void {
  const options = USERS.map((user) => `<option>${user}</option>`).join('');
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in</title><style>${style}</style>
<main><h1>Local issuer</h1><p role="alert">${notice}</p><form method="post"><label>Name <select name="user">${options}</select></label>
<label>Password <input name="password" type="password" autocomplete="off" required autofocus></label><button>Sign in</button></form></main></html>`;
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`;
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'cache-control': 'no-store' }).end(page);
}

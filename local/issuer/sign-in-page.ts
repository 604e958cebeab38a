import { createHash } from 'node:crypto';
import type { Person } from './person.ts';
import { ROLES } from './roles.ts';
import { CARRIED } from './sign-in.ts';

const STYLE = `:root{color-scheme:light dark;--ground:#fff;--soft:#f3f4f6;--text:#14181d;--muted:#4a545e;--link:#134f8f;--danger:#a3170d;--done:#0b5d3b;--on:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#14181d;--soft:#1e242b;--text:#eceff2;--muted:#b3bcc5;--link:#8cc4ff;--danger:#ff9a8f;--done:#7fd6a8;--on:#14181d}}
body{background:var(--ground);color:var(--text);font:1.1875rem/1.4 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}
h1{font-size:2rem;line-height:1.2}a{color:var(--link)}fieldset{border:0;margin:0 0 1.5rem;padding:0}legend{font-weight:700;padding:0;margin-bottom:.5rem}
.choice{display:flex;gap:.75rem;align-items:flex-start;padding:.4rem 0}.choice input{flex:none;width:1.5rem;height:1.5rem;margin:.1rem 0}
.hint{color:var(--muted);display:block;font-size:1rem}.field label{display:block;font-weight:700}
.field input{box-sizing:border-box;width:100%;max-width:24rem;padding:.4rem;font:inherit;color:inherit;background:var(--ground);border:2px solid var(--text)}
details{margin:0 0 1.5rem;padding:.5rem 0 .5rem 1rem;border-left:4px solid var(--soft)}summary{cursor:pointer;color:var(--link)}
button{font:inherit;font-weight:700;padding:.5rem 1rem;border:2px solid transparent;background:var(--done);color:var(--on);cursor:pointer}
.error{border:4px solid var(--danger);padding:1rem;margin:0 0 1.5rem}.error h2{font-size:1.25rem;margin:0 0 .5rem}.error a{color:var(--danger);font-weight:700}
:focus-visible{outline:3px solid #ffd83d;box-shadow:0 0 0 5px #14181d}`;

/**
 * No script, no frame, nothing from elsewhere. Browsers hold the redirect that answers a form against `form-action` too,
 * so the page names where it leads.
 */
export const policyOf = (redirectUri?: string): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    `form-action ${redirectUri === undefined ? "'none'" : `'self' ${new URL(redirectUri).origin}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const summary = (wrong: string): string => `<div class="error" role="alert" tabindex="-1" autofocus>
<h2>There is a problem</h2><p><a href="#who">${escaped(wrong)}</a></p></div>
`;

function choice({ sub, roles, authority, does }: Person, place: number): string {
  const what = authority === undefined ? roles.join(', ') : `${roles.join(', ')} of ${authority}`;
  return `<div class="choice"><input type="radio" id="person-${place}" name="person" value="${place}">
<label for="person-${place}">${escaped(sub)}, ${escaped(what)} <span class="hint">${escaped(does)}</span></label></div>`;
}

/** The page on which one says who one is: a form that works without a script. */
export function signInPage(params: URLSearchParams, people: readonly Person[], wrong?: string): string {
  const kept = [...params]
    .filter(([name]) => CARRIED.includes(name))
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`);
  const roles = ROLES.map(
    (role) =>
      `<div class="choice"><input type="checkbox" id="role-${role}" name="role" value="${role}"><label for="role-${role}">${role}</label></div>`,
  ).join('\n');
  const list = `<fieldset id="who"><legend>Who are you?</legend>
${people.map(choice).join('\n')}
</fieldset>`;
  const other = `<div class="field"><label for="as">Name</label><input id="as" name="as" maxlength="255" autocomplete="off" spellcheck="false"></div>
<fieldset><legend>Roles</legend>
${roles}
</fieldset>
<div class="field"><label for="authority">Authority that an agent acts for</label><input id="authority" name="authority" maxlength="64" autocomplete="off" spellcheck="false"></div>`;
  return page(
    'Sign in to the laptop',
    `${wrong === undefined ? '' : summary(wrong)}<h1>Sign in to the laptop</h1>
<p>Nobody is asked for a password here: everything on the laptop is invented.</p>
<form method="post" action="/authorize" autocomplete="off">
${kept.join('\n')}
${people.length === 0 ? `<div id="who">${other}</div>` : `${list}\n<details><summary>Somebody else</summary>\n<p>Choose nobody above, and say who you are.</p>\n${other}\n</details>`}
<p><button>Sign in</button></p>
</form>`,
    wrong,
  );
}

export const wrongPage = (what: string): string =>
  page(
    'Cannot sign in',
    `<h1>Cannot sign in</h1>
<p>${escaped(what)}</p>
<p>Go back to where you came from, and begin to sign in again.</p>`,
  );

export const signedOutPage = (): string =>
  page(
    'You are signed out',
    `<h1>You are signed out</h1>
<p>This issuer remembers nobody: each time one signs in, one says who one is.</p>`,
  );

const page = (title: string, body: string, wrong?: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${wrong === undefined ? '' : 'Error: '}${title}</title><style>${STYLE}</style></head>
<body><main>
${body}
</main></body></html>
`;

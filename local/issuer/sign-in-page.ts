import { ROLES } from './roles.ts';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The page on which one says who one is: a form that works without a script. */
export function signInPage(params: URLSearchParams): string {
  const kept = [...params].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const roles = ROLES.map(
    (role) => `<label><input type="checkbox" name="role" value="${role}"> ${role}</label>`,
  );
  return page(
    'Sign in to the laptop',
    `<p>Nobody is asked for a password here: everything on the laptop is invented.</p>
<form method="post" action="/authorize">
${kept.join('\n')}
<p><label>Name <input name="as" required maxlength="255" pattern="[ -~]*[!-~][ -~]*" autocomplete="off"></label></p>
<fieldset><legend>Role</legend>${roles.join('<br>')}</fieldset>
<p><label>Authority that an agent acts for <input name="authority" maxlength="64" pattern="[a-z0-9][a-z0-9\\-]+"></label></p>
<p><button>Sign in</button></p>
</form>`,
  );
}

export const wrongPage = (what: string): string => page('Cannot sign in', `<p>${escaped(what)}</p>`);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>body{font:1rem/1.5 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}</style></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>
`;

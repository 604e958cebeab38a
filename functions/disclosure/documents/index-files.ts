import { html, type Markup } from '../../shared/html.ts';
import type { AccountPayload, Payload, PayloadFile } from '../payload.ts';
import { linkTo } from './file-link.ts';
import { andMore, bdi, dataTable, number } from './index-parts.ts';
import { shown } from './shown.ts';
import { sizeText } from './sizes.ts';

/** Accounts that a browser still shows at once. The manifests list all. */
const MAX_ACCOUNTS = 200;

const MANIFEST = html`<a href="manifest-sha256.txt">manifest-sha256.txt</a> lists all`;

/** The files by account: how many of which kind and how large, and the first of each kind. */
export function filesSection({ accounts }: Payload): Markup {
  return html`<h2 id="files">Files</h2>
${accounts.length === 0 && html`<p>There are none.</p>`}
${accounts.length > 0 && html`<p>Pictures, sound, text and tables are linked. Other files are named and not linked: pages, documents and programs of others may run when they are opened. Open them where that does no harm.</p>`}
${accounts.slice(0, MAX_ACCOUNTS).map(accountSection)}
${andMore(accounts.length - MAX_ACCOUNTS, html`accounts; ${MANIFEST}`)}`;
}

function accountSection({ account, folder, files, kinds }: AccountPayload, index: number): Markup {
  const listed = kinds.flatMap(({ first }) => first);
  return html`<h3 id="account-${index + 1}">Account ${bdi(account)}</h3>
${dataTable(
  html`Kinds of files in <code>data/accounts/${shown(folder)}/</code>`,
  [{ title: 'Kind' }, { title: 'Files', number: true }, { title: 'Size', number: true }],
  kinds.map(({ kind, files, bytes }) => [bdi(kind), number(files), size(bytes)]),
)}
${
  listed.length > 0 &&
  dataTable(
    html`Files of account ${bdi(account)}`,
    [{ title: 'File' }, { title: 'Size', number: true }, { title: 'SHA-256' }],
    listed.map((file) => [nameOf(file, folder), size(file.size), html`<td><code>${file.sha256}</code></td>`]),
  )
}
${andMore(files - listed.length, html`files; ${MANIFEST}`)}`;
}

const size = (bytes: number) => html`<td class="number">${sizeText(bytes)}</td>`;

function nameOf({ path }: PayloadFile, folder: string): Markup {
  const name = html`<span class="path">${bdi(path.slice(`data/accounts/${folder}/`.length))}</span>`;
  const link = linkTo(path);
  return link === undefined ? name : html`<a href="${link}">${name}</a>`;
}

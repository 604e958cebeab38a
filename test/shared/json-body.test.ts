import * as z from 'zod/mini';
import { readJsonBody } from '../../functions/shared/json-body.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { said, text } from '../../functions/shared/text.schema.ts';

const Paper = z.strictObject({ name: text(50), notes: z.optional(z.array(z.string())) });

function read(body: unknown, type: string | undefined = 'application/json') {
  const request = {
    header: (name: string) => (name === 'content-type' ? type : undefined),
    bodyBytes: () => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  };
  try {
    return readJsonBody(request, Paper);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

describe('a JSON body', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=utf-8',
    'application/json; charset=UTF-8',
    'application/json; charset="utf-8"',
    'application/json ; Charset=utf8',
    'application/json; profile="a;charset=utf-16"; charset=utf-8',
  ])('is read as %s', (type) => {
    expect(read({ name: 'Zoë' }, type)).toEqual({ name: 'Zoë' });
  });

  it.each([
    'application/json; charset=iso-8859-1',
    'application/json; charset=utf-16',
    'application/json;charset="UTF-16LE"',
    'application/json; charset=windows-1252',
    'application/json; charset=us-ascii',
    'application/json; profile=x; charset=iso-8859-15',
    'application/jsonp',
    'text/plain; charset=utf-8',
    'application/json, application/json',
    'json',
    '',
  ])('is not taken as %p', (type) => {
    expect(read({ name: 'Zoe' }, type)).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  it('has no letters that a conversion lost', () => {
    const lost = read({ name: 'Polic\ufffda', notes: ['whole', 'bro\ufffd\ufffdken'] });
    expect(lost).toMatchObject({ status: 400, code: 'invalid_body' });
    expect(lost).toMatchObject({
      faults: [
        { pointer: '/name', code: 'lost_letters' },
        { pointer: '/notes/1', code: 'lost_letters' },
      ],
    });
    expect(read('{"name":"Polic\\ufffda"}')).toMatchObject({ code: 'invalid_body' });
    expect(JSON.stringify(read({ canary: '\ufffd' }))).not.toContain('canary');
  });

  it('says what is wrong with a joiner', () => {
    expect(read({ name: 'pay\u200dpal' })).toMatchObject({
      faults: [{ pointer: '/name', code: 'unsafe_text', detail: expect.stringContaining('joiner') }],
    });
    expect(read({ name: 'ශ්‍රී ලංකා පොලීසිය' })).toEqual({ name: 'ශ්‍රී ලංකා පොලීසිය' });
  });
});

describe('a body that has one of several forms', () => {
  const Forms = z.union([
    z.strictObject({ ask: z.strictObject({ on: z.int(), text: said(10) }) }),
    z.strictObject({ counsel: z.strictObject({ reason: z.string() }) }),
  ]);
  const faultsOf = (body: unknown) => {
    const bytes = Buffer.from(JSON.stringify(body));
    const header = (name: string) => (name === 'content-type' ? 'application/json' : undefined);
    const request = { header, bodyBytes: () => bytes };
    try {
      return readJsonBody(request, Forms);
    } catch (error) {
      return error instanceof Problem ? (error as { faults?: unknown }).faults : error;
    }
  };

  it('is faulted by the form that was meant, and else told which there are', () => {
    expect(faultsOf({ ask: { on: 1, text: '  ' } })).toEqual([
      { pointer: '/ask/text', code: 'wrong_format', detail: 'Say something here.' },
    ]);
    expect(faultsOf({ ask: { text: 'x' } })).toMatchObject([{ pointer: '/ask/on', code: 'wrong_type' }]);
    expect(faultsOf({ ask: 'x' })).toMatchObject([{ pointer: '/ask', code: 'wrong_type' }]);
    const forms = 'Send one of these forms, with the fields of that one alone: {ask} or {counsel}.';
    for (const body of [{}, { canary: 1 }, { ask: {}, counsel: {} }, []])
      expect(faultsOf(body)).toEqual([{ pointer: '', code: 'wrong_format', detail: forms }]);
  });
});

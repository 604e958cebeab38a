import type { Target } from '../../functions/shared/demand.schema.ts';
import { normalForm } from '../../functions/shared/identifiers/normal-form.ts';

const formOf = (type: Target['type'], value: string) => normalForm({ type, value });

describe('the form in which an identifier is looked up', () => {
  it.each<[Target['type'], string, readonly string[]]>([
    ['email', 'alice@example.com', ['alice@EXAMPLE.com', '"alice"@example.com', '"al\\ice"@Example.Com']],
    [
      'email',
      'user@xn--bcher-kva.example',
      [
        'user@bücher.example',
        'user@BÜCHER.example',
        'user@bu\u0308cher.example',
        'user@XN--BCHER-KVA.example',
      ],
    ],
    ['email', 'пример@example.com', ['пример@EXAMPLE.com']],
    ['email', 'josé@example.com', ['jose\u0301@example.com']],
    ['email', 'user@xn--fa-hia.example', ['user@faß.example']],
    ['email', '"john doe"@example.com', ['"john\\ doe"@example.com']],
    ['email', 'x@[IPv6:2001:db8::1]', ['x@[ipv6:2001:DB8:0::1]']],
    [
      'phone',
      '+12025550123',
      [
        '+1 (202) 555-0123',
        '+1-202-555-0123',
        '+1.202.555.0123',
        '+1\u00a0202\u00a0555\u20110123',
        '001 202 555 0123',
        '00 1 202 555 0123',
        '(+1) 202 555 0123',
        'tel:+1-202-555-0123',
        'TEL:+12025550123',
        'tel:555-0123;phone-context=+1-202',
        '\uff0b12025550123',
      ],
    ],
    ['phone', '+442079460958', ['+44 (0)20 7946 0958', '0044 20 7946 0958']],
    [
      'ip-address',
      '2001:db8::1',
      ['2001:DB8::1', '2001:db8:0:0:0:0:0:1', '2001:0db8::0001', '2001:db8:0::0:1'],
    ],
    ['ip-address', '2001:db8:0:1:1:1:1:1', []],
    [
      'ip-address',
      '198.51.100.77',
      ['::ffff:198.51.100.77', '::FFFF:C633:644D', '0:0:0:0:0:ffff:198.51.100.77'],
    ],
    ['ip-range', '198.51.100.0/24', ['::ffff:198.51.100.0/120']],
    ['ip-range', '198.51.100.1-198.51.100.9', ['198.51.100.1 - 198.51.100.9', '198.51.100.1–198.51.100.9']],
    ['ip-range', '2001:db8::/32', ['2001:DB8:0::/32']],
    ['device', '00:53:00:aa:bb:cc', ['00:53:00:AA:BB:CC', '00-53-00-aa-bb-cc', '0053.00aa.bbcc']],
    [
      'device',
      '352099001761481',
      [
        '35-209900-176148-1',
        '35 209900 176148 1',
        '35-209900-176148',
        'IMEI 352099001761481',
        'imei:35-209900-176148-1',
        'IMEI: 35209900176148',
      ],
    ],
    [
      'device',
      '123e4567-e89b-12d3-a456-426614174000',
      [
        '123E4567-E89B-12D3-A456-426614174000',
        'urn:uuid:123e4567-e89b-12d3-a456-426614174000',
        '{123E4567-E89B-12D3-A456-426614174000}',
      ],
    ],
    // What may be a maker's own number, and an IMEI whose check digit is not its own, are what they are.
    ['device', '35209900176148', []],
    ['device', '352099001761482', []],
    ['device', '005300aabbcc', []],
    ['device', 'Dev-0001', []],
    ['account-id', 'josé_1', ['jose\u0301_1']],
    ['account-id', 'User123', []],
  ])('of the %s %s is the same for all its spellings', (type, form, spellings) => {
    for (const spelling of [form, ...spellings])
      expect([spelling, formOf(type, spelling)]).toEqual([spelling, form]);
  });

  it.each<[Target['type'], string]>([
    ['email', 'user@example.xn--p1ai'],
    ['email', '_svc@example.com'],
    ['email', 'r&d@example.com'],
    ['email', 'o#neil@example.com'],
    ['email', 'a/b@example.com'],
    ['email', 'first.last+tag@example.com'],
    ['email', "o'neil@example.com"],
    ['email', '"a@b"@example.com'],
    ['email', '"john..doe"@example.com'],
    ['email', 'x@[192.0.2.1]'],
    ['email', '田中taro@example.com'],
    ['email', 'ไทยshop@example.com'],
    ['email', 'иван.smith@example.com'],
    ['account-id', '_svc'],
    ['account-id', 'acme:user@tenant'],
  ])('of the %s %s, which exists, is itself', (type, value) => {
    expect(formOf(type, value)).toBe(value);
  });

  it('tells the two addresses apart that look alike in an alphabet of their own', () => {
    expect(formOf('email', 'сор@example.com')).not.toBe(formOf('email', 'cop@example.com'));
  });

  it.each<[Target['type'], readonly string[]]>([
    [
      'email',
      [
        'alice',
        'alice@',
        'alice@example',
        'alice@@example.com',
        'a b@example.com',
        '""@example.com',
        '"alice@example.com',
        '<alice@example.com>',
        'alice@exa_mple.com',
        'alice@-example.com',
        'alice@example..com',
        'alice@192.0.2.1',
        'alice@[2001:db8::1]',
        'alice@0x7f.1',
        'alice@ex%61mple.com',
        'alice@xn--a.example',
        'аlice@example.com',
        'alice@exаmple.com',
        'αlice@example.com',
        'ａlice@example.com',
        'al\u200dice@example.com',
        'al\u200bice@example.com',
        `${'a'.repeat(65)}@example.com`,
        `alice@${'a'.repeat(64)}.com`,
        `alice@${'a.'.repeat(126)}com`,
      ],
    ],
    [
      'phone',
      [
        '202 555 0123',
        '(202) 555-0123',
        '011 44 20 7946 0958',
        '+1 202 555 012',
        '+1 202 555 01234',
        '+999 12345678',
        '+1 202 555 0123 ext. 5',
        '+1 202 555 0123 x5',
        'tel:+12025550123;ext=5',
        '++12025550123',
        '+12025550123 / +12025550124',
        'call +12025550123',
        '+1-800-FLOWERS',
        '+12025550123;isub=1',
        '+',
        'tel:',
        `+${'1'.repeat(400)}`,
      ],
    ],
    [
      'ip-address',
      [
        ':::::',
        '::1::',
        '1:2:3:4:5:6:7',
        '1:2:3:4:5:6:7:8:9',
        '12345::',
        'fe80::1%eth0',
        '[2001:db8::1]',
        '::ffff:198.51.100.077',
        '198.51.100.077',
        '198.51.100',
        '198.51.100.256',
        '198.51.100.0/24',
        '0xc6.51.100.1',
        '3325256781',
        ' 198.51.100.7',
      ],
    ],
    [
      'ip-range',
      [
        '198.51.100.7',
        '198.51.100.0/33',
        '198.51.100.0/024',
        '198.51.100.0/',
        '198.51.100.9-198.51.100.1',
        '198.51.100.1-2001:db8::1',
        '198.51.100.1-',
        '2001:db8::/129',
        '::::/8',
        '::ffff:198.51.100.0/90',
        '-',
        '/',
      ],
    ],
    ['device', ['abc', 'a b c d', '....', '<script>']],
    ['account-id', ['a', '..', 'a b', '<script>', 'аdmin']],
    ['keyword', ['', ' x']],
    ['geofence', ['', 'x']],
  ])('of what is no %s is none', (type, values) => {
    for (const value of values) expect([value, formOf(type, value)]).toEqual([value, undefined]);
  });
});

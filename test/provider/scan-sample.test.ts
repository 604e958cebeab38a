import { MEDIA_TYPES } from '../../functions/intake/upload-document.route.ts';
import { scanBytes } from '../../functions/provider/scan-sample.ts';

const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const GOOD: Record<(typeof MEDIA_TYPES)[number], string> = {
  'application/pdf': '%PDF-1.7 a subpoena',
  'image/png': '\x89PNG\r\n\x1a\n...',
  'image/jpeg': '\xff\xd8\xff\xe0...',
  'image/tiff': 'II*\0...',
  'text/plain': 'An invented paper; nobody issued it.',
  'message/rfc822': 'From: olga@example.com\r\n\r\nsee below',
  'application/pkcs7-mime': '\x30\x82\x01',
  'application/x-pkcs7-mime': 'MIIB',
  'application/pkcs7-signature': '-----BEGIN PKCS7-----',
  'application/x-pkcs7-signature': '\x30\x80',
  'application/vnd.etsi.asic-e+zip': 'PK\x03\x04...',
  'application/vnd.etsi.asic-s+zip': 'PK\x03\x04...',
  'application/xml': '<?xml version="1.0"?><a/>',
  'text/xml': '\xef\xbb\xbf\n<a/>',
};
const scan = (text: string, type: string) => scanBytes(Buffer.from(text, 'latin1'), type);

describe('the sample scanner', () => {
  it.each(MEDIA_TYPES)('knows %s', (type) => {
    expect(scan(GOOD[type], type)).toBe('clean');
    expect(scan(`${GOOD[type]} ${EICAR}`, type)).toBe('suspicious');
    // Of every type there is another that it is not.
    const other = type === 'application/pdf' ? '<html>' : '%PDF-1.7\0';
    expect(scan(other, type)).toBe('suspicious');
  });

  it.each(['', 'text/html', 'toString'])('calls nothing clean that is of the type "%s"', (type) => {
    expect(scan('harmless', type)).toBe('suspicious');
  });
});

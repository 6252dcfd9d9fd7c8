const hour = 'T09:00:00Z';

const finders: Readonly<Record<string, RegExp>> = {
  email: /[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/i,
  url: /https?:\/\/[^\s"'<>)]{1,500}/i,
  date: /\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])\b/,
  phone: /\+?\d[\d ()-]{6,18}\d/,
  identifier: /(?:#|\b(?:order|ticket|invoice|id|number|no\.?)[ #:]{1,3})([a-z]{0,4}-?\d[\w-]{2,20})/i,
  money: /[$€£]\s?\d{1,9}(?:[.,]\d{1,2})?|\b\d{1,9}(?:[.,]\d{1,2})? ?(?:usd|eur|gbp|dollars|euros)\b/i,
  person:
    /\b(?:my name is|i am|i'm|this is|regards,?|name:)\s{1,3}([A-Z][\p{L}'-]{1,30}(?: [A-Z][\p{L}'-]{1,30})?)/u,
};

/** The first thing of a kind (`email`, `url`, `date`, `phone`, `identifier`, `money`, `person`) in a text. */
export function findInText(kind: string, text: string): string | undefined {
  const match = finders[kind]?.exec(text);
  return match?.[1] ?? match?.[0];
}

/** A string of a JSON Schema format, from the text where it has one; undefined for an unknown format. */
export function fillFormat(format: string, text: string, serial: number): string | undefined {
  const date = findInText('date', text) ?? '2025-01-15';
  const digits = String(serial % 1000).padStart(3, '0');
  switch (format) {
    case 'email':
    case 'idn-email':
      return serial === 0
        ? (findInText('email', text) ?? 'person@example.com')
        : `person${serial}@example.com`;
    case 'uri':
    case 'url':
    case 'iri':
    case 'uri-reference':
    case 'iri-reference':
      return serial === 0
        ? (findInText('url', text) ?? 'https://example.com/')
        : `https://example.com/${serial}`;
    case 'uri-template':
      return 'https://example.com/{id}';
    case 'date':
      return date;
    case 'date-time':
    case 'iso-date-time':
      return date + hour;
    case 'time':
    case 'iso-time':
      return hour.slice(1);
    case 'duration':
      return `PT${serial + 1}H`;
    case 'uuid':
      return `00000000-0000-4000-8000-000000000${digits}`;
    case 'hostname':
    case 'idn-hostname':
      return 'example.com';
    case 'ipv4':
      return `192.0.2.${(serial % 254) + 1}`;
    case 'ipv6':
      return `2001:db8::${(serial % 9000) + 1}`;
    case 'json-pointer':
      return `/${serial}`;
    case 'relative-json-pointer':
      return `${serial}`;
    case 'regex':
      return '^.*$';
    case 'byte':
      return 'dGV4dA==';
    default:
      return undefined;
  }
}

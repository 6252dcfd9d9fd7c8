import type { RequestHandler } from 'express';
import helmet from 'helmet';

const SELF = ["'self'"];

/**
 * Headers for pages that load nothing from any other host.
 * @param styles `inline` for Bull Board's own pages, whose components set styles on elements
 */
export function securityHeaders(styles: 'files' | 'inline'): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: SELF,
        styleSrc: styles === 'inline' ? [...SELF, "'unsafe-inline'"] : SELF,
        imgSrc: [...SELF, 'data:'],
        fontSrc: SELF,
        connectSrc: SELF,
        workerSrc: SELF,
        formAction: SELF,
        baseUri: SELF,
        frameAncestors: ["'none'"],
      },
    },
    // With helmet's default, `no-referrer`, browsers hide the origin of our own forms as well.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    // Whether a whole domain is held to TLS is for whoever ends TLS to say.
    strictTransportSecurity: false,
  });
}

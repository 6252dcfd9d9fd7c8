import type { IServerAdapter, UIConfig } from '@bull-board/api/typings/app';
import { ExpressAdapter } from '@bull-board/express';
import type { Logger } from '../../shared/telemetry/logger.ts';
import type { SessionContext } from '../access/session-context.ts';
import { explainError } from '../console/explain-error.ts';
import { html } from '../console/html.ts';
import { navigation } from '../console/page.ts';

type ErrorHandler = Parameters<IServerAdapter['setErrorHandler']>[0];
type EntryRoute = Parameters<IServerAdapter['setEntryRoute']>[0];

/** Bull Board's page asks a font host for its typeface; nothing here may ask any other host for anything. */
const FOREIGN_LINK = /<link[^>]*href="(?:https?:)?\/\/[^>]*>/g;

/** Serves Bull Board's page with our own bar on top and the session's token in it. */
export class BoardServer extends ExpressAdapter {
  readonly #sessions: SessionContext;
  readonly #log: Logger;

  constructor(sessions: SessionContext, log: Logger) {
    super();
    this.#sessions = sessions;
    this.#log = log;
  }

  override setErrorHandler(handler: ErrorHandler): this {
    return super.setErrorHandler((error) => {
      // Bull Board lets what it cannot decode of a query throw.
      const unreadable = error instanceof URIError || error instanceof SyntaxError;
      const { status, message } = explainError(unreadable ? Object.assign(error, { status: 400 }) : error);
      if (status >= 500) this.#log.error({ err: error }, 'the board failed');
      return handler(Object.assign(new Error(message), { statusCode: status }));
    });
  }

  override setEntryRoute({ method, route, handler }: EntryRoute): this {
    this.app[method](route, (_request, response, next) => {
      const { name, params } = handler({ basePath: this.basePath, uiConfig: this.uiConfig });
      response.render(name, params, (error: Error | null, page: string) => {
        if (error) next(error);
        else response.send(this.#dress(page));
      });
    });
    return this;
  }

  #dress(page: string): string {
    const session = this.#sessions.current();
    const head = html`<meta name="csrf-token" content="${session.csrfToken}">
      <link href="/assets/bar.css" rel="stylesheet">
      <link href="/assets/board.css" rel="stylesheet">
      <script src="/assets/board.js" type="module"></script>`;
    return page
      .replace(FOREIGN_LINK, '')
      .replace('</head>', () => `${head.text}</head>`)
      .replace(/<body[^>]*>/, (body) => `${body}${navigation(session, 'Queues').text}`);
  }
}

/** How Bull Board's page presents itself. */
export const UI_CONFIG: UIConfig = {
  boardTitle: 'Queues',
  hideDocsLink: true,
  pollingInterval: { showSetting: true },
};

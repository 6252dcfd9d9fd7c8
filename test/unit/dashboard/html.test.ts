import { expect, test } from 'vitest';
import { html } from '../../../dashboard/console/html.ts';

test('whatever is put into a template is escaped', () => {
  const evil = `<script>alert("1")</script>&'`;
  expect(html`<p title="${evil}">${evil}</p>`.text).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;">' +
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</p>',
  );
});

test('templates nest, lists join, and what is absent leaves nothing', () => {
  const items = ['<a>', 2].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}${undefined}${false}${0}</ul>`.text).toBe('<ul><li>&lt;a&gt;</li><li>2</li>0</ul>');
});

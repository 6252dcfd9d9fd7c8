import type { DataClass } from '../finding.ts';

/** A key or token that its provider marks with a prefix. */
export interface SecretFormat {
  readonly prefix: string;
  /** What follows the prefix: a sticky pattern over one bounded class of characters. */
  readonly rest: RegExp;
  readonly dataClass: DataClass;
}

const key = (prefix: string, rest: RegExp): SecretFormat => ({ prefix, rest, dataClass: 'api_key' });

/** Words that may begin a key: the first run of letters and digits of the prefixes below. */
export const SECRET_PREFIXES = `sk pk rk sk_live ghp gho ghu ghs ghr github glpat gldt glrt glcbt glptt glft xoxb xoxp xoxa
  xoxr xoxs xoxe xapp hf npm pypi sg dop doo dor shpat shpss shpca shppa key dckr lin ntn secret whsec figd r8 gsk xai
  pplx tvly nvapi sntrys sntryu age pmak rdme sq0csp sq0atp eaaa atatt atbb vercel nfp hvs hvb sl pat ptk phc phx
  rnd tskey pul dp ops apify live test cfut github_pat ddp sbp tfp waka fo1 fm2 akcp cmvtz`;

/** Formats of common providers, as their documentation or their secret scanners describe them. */
export const SECRET_FORMATS: readonly SecretFormat[] = [
  key('sk-ant-', /[\w-]{20,220}/y),
  key('sk-proj-', /[\w-]{20,220}/y),
  key('sk-svcacct-', /[\w-]{20,220}/y),
  key('sk-or-', /[\w-]{20,120}/y),
  key('sk-', /[A-Za-z0-9][\w-]{18,220}/y),
  key('sk_live_', /\w{16,260}/y),
  key('sk_test_', /\w{16,260}/y),
  key('pk_live_', /\w{16,260}/y),
  key('pk_test_', /\w{16,260}/y),
  key('rk_live_', /\w{16,260}/y),
  key('rk_test_', /\w{16,260}/y),
  key('sk_', /[a-f0-9]{32,64}/y),
  key('ghp_', /[A-Za-z0-9]{30,255}/y),
  key('gho_', /[A-Za-z0-9]{30,255}/y),
  key('ghu_', /[A-Za-z0-9]{30,255}/y),
  key('ghs_', /[A-Za-z0-9]{30,255}/y),
  key('ghr_', /[A-Za-z0-9]{30,255}/y),
  key('github_pat_', /\w{40,255}/y),
  key('glpat-', /[\w-]{18,60}/y),
  key('gldt-', /[\w-]{18,60}/y),
  key('glrt-', /[\w-]{18,60}/y),
  key('glptt-', /[\w-]{18,60}/y),
  key('glcbt-', /[\w-]{18,60}/y),
  key('xoxb-', /[\w-]{20,120}/y),
  key('xoxp-', /[\w-]{20,160}/y),
  key('xoxa-', /[\w-]{20,160}/y),
  key('xoxr-', /[\w-]{20,160}/y),
  key('xoxs-', /[\w-]{20,160}/y),
  key('xoxe-', /[\w-]{20,200}/y),
  key('xapp-', /[\w-]{20,160}/y),
  key('hf_', /[A-Za-z0-9]{30,40}/y),
  key('npm_', /[A-Za-z0-9]{30,40}/y),
  key('pypi-', /[\w-]{40,220}/y),
  key('SG.', /[\w-]{16,32}\.[\w-]{30,60}/y),
  key('dop_v1_', /[a-f0-9]{60,64}/y),
  key('doo_v1_', /[a-f0-9]{60,64}/y),
  key('shpat_', /[a-fA-F0-9]{28,36}/y),
  key('shpss_', /[a-fA-F0-9]{28,36}/y),
  key('shpca_', /[a-fA-F0-9]{28,36}/y),
  key('shppa_', /[a-fA-F0-9]{28,36}/y),
  key('key-', /[a-f0-9]{32}/y),
  key('dckr_pat_', /[\w-]{20,40}/y),
  key('lin_api_', /[A-Za-z0-9]{32,48}/y),
  key('ntn_', /[A-Za-z0-9]{40,50}/y),
  key('secret_', /[A-Za-z0-9]{40,50}/y),
  key('whsec_', /[A-Za-z0-9+/=]{24,90}/y),
  key('figd_', /[\w-]{30,60}/y),
  key('r8_', /[A-Za-z0-9]{30,44}/y),
  key('gsk_', /[A-Za-z0-9]{40,60}/y),
  key('xai-', /[A-Za-z0-9]{60,90}/y),
  key('pplx-', /[A-Za-z0-9]{40,60}/y),
  key('tvly-', /[\w-]{24,60}/y),
  key('nvapi-', /[\w-]{50,80}/y),
  key('sntrys_', /[\w+/=-]{40,220}/y),
  key('sntryu_', /[a-f0-9]{60,70}/y),
  key('PMAK-', /[a-f0-9]{24}-[a-f0-9]{34}/y),
  key('rdme_', /[a-z0-9]{60,80}/y),
  key('sq0csp-', /[\w-]{40,50}/y),
  key('sq0atp-', /[\w-]{20,24}/y),
  key('ATATT', /[\w=-]{60,220}/y),
  key('ATBB', /[A-Za-z0-9]{28,40}/y),
  key('hvs.', /[\w-]{24,140}/y),
  key('hvb.', /[\w-]{24,240}/y),
  key('phc_', /[A-Za-z0-9]{40,48}/y),
  key('phx_', /[A-Za-z0-9]{40,48}/y),
  key('tskey-', /[\w-]{20,80}/y),
  key('pul-', /[a-f0-9]{40}/y),
  key('sbp_', /[a-f0-9]{40}/y),
  key('dp.pt.', /[A-Za-z0-9]{40,44}/y),
  key('AKIA', /[A-Z2-7]{16}(?![A-Za-z0-9])/y),
  key('ASIA', /[A-Z2-7]{16}(?![A-Za-z0-9])/y),
  key('ABIA', /[A-Z2-7]{16}(?![A-Za-z0-9])/y),
  key('AIza', /[\w-]{35}/y),
  key('GOCSPX-', /[\w-]{24,32}/y),
  key('ya29.', /[\w-]{20,400}/y),
  key('dapi', /[a-f0-9]{32}(?:-\d)?/y),
  key('EAAC', /[A-Za-z0-9]{40,220}/y),
  key('AC', /[a-f0-9]{32}(?![A-Za-z0-9])/y),
  key('SK', /[a-f0-9]{32}(?![A-Za-z0-9])/y),
  key('AGE-SECRET-KEY-', /1[A-Z0-9]{58}/y),
  key('LTAI', /[A-Za-z0-9]{16,24}/y),
];

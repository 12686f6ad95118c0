import { isRecord } from './page.ts';
import type { Stream } from './stream.ts';

/**
 * Values that version 1.4 of the API knows. Others are stored all the same; they are counted so that a
 * new one is noticed. Source: the reference of the 1Password Events API.
 */
const known: Readonly<Record<Stream, Readonly<Record<string, ReadonlySet<string>>>>> = {
  signinattempts: {
    category: words(
      'success credentials_failed mfa_failed sso_failed modern_version_failed firewall_failed',
      'firewall_reported_success firewall_prevented',
    ),
    type: words(
      'credentials_ok mfa_ok federated password_secret_bad platform_secret_disabled platform_secret_bad',
      'platform_secret_proxy service_account_sso_denied mfa_missing totp_disabled totp_bad totp_timeout',
      'u2f_disabled u2f_bad u2f_timeout u2f_timout duo_disabled duo_bad duo_timeout duo_native_bad',
      'code_disabled code_bad code_timeout non_sso_user sso_user_mismatch ip_blocked continent_blocked',
      'country_blocked anonymous_blocked all_blocked modern_version_missing modern_version_old',
    ),
  },
  itemusages: {
    action: words(
      'fill secure-copy reveal enter-item-edit-mode export share select-sso-provider',
      'server-create server-update server-fetch other',
    ),
  },
  auditevents: {
    action: words(
      'activate addgsso begin beginr cancel cancelr changeks changela changemp changenm changesk chngasso',
      'chngdsso chngpsso complete completr convert create dealldev delete delgsso delshare deolddev detchild',
      'disblduo disblmfa disblsso dlgsess dvrfydmn enblduo enblmfa enblsso expire export grant hide join',
      'launchi leave musercom muserdec patch propose provsn prsndall purge rdmchild reactive reauth replace',
      'resendts revoke role sdvcsso sendpkg sendts share ssotknv suspend tdvcsso trename trevoke trvlaway',
      'trvlback tverify uisas unhide unknown unlink updatduo update updatea updatfw updatmfa upguest uvrfydmn',
      'verify view vrfydmn',
    ),
    object_type: words(
      'account card cred device dlgdsess ec famchild file gm group gva invite item itemhist items miguser',
      'mngdacc pm report sa satoken slackapp sso ssotkn sub template user uva vault vaultkey',
    ),
  },
};

const knownLists: Readonly<
  Record<Stream, readonly (readonly [field: string, values: ReadonlySet<string>])[]>
> = {
  signinattempts: Object.entries(known.signinattempts),
  itemusages: Object.entries(known.itemusages),
  auditevents: Object.entries(known.auditevents),
};

/** Unknown values of an event, as `field=value`. */
export function unknownValues(item: unknown, stream: Stream): readonly string[] {
  const found: string[] = [];
  if (!isRecord(item)) return found;
  for (const [field, values] of knownLists[stream]) {
    const value = item[field];
    if (typeof value === 'string' && !values.has(value)) found.push(`${field}=${value.slice(0, 40)}`);
  }
  return found;
}

/** Whether the operator asked for such audit events to be left out; pairs are `action/object_type`. */
export function isDropped(item: unknown, stream: Stream, pairs: ReadonlySet<string>): boolean {
  if (pairs.size === 0 || stream !== 'auditevents' || !isRecord(item)) return false;
  return pairs.has(`${String(item['action'])}/${String(item['object_type'])}`);
}

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '));
}

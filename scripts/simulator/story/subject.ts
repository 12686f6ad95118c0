import type { Organisation } from './organisation.ts';
import type { Random } from './random.ts';
import type { Session } from './session.ts';
import type { AuditSubject } from './story-event.ts';

/** What the object and the second thing of an audit event are, by the type of the object. */
interface SubjectForm {
  readonly object: 'account' | 'user' | 'vault' | 'group' | 'item' | 'device' | 'other';
  readonly aux?: 'user' | 'group' | 'vault' | 'device';
  readonly hasNumber?: boolean;
  readonly info?: 'role' | 'access' | 'email' | 'label' | 'counts';
}

const forms: Readonly<Record<string, SubjectForm>> = {
  account: { object: 'account' },
  user: { object: 'user' },
  device: { object: 'device', aux: 'user', hasNumber: true },
  group: { object: 'group' },
  gm: { object: 'group', aux: 'user', hasNumber: true, info: 'role' },
  vault: { object: 'vault' },
  vaultkey: { object: 'vault' },
  uva: { object: 'vault', aux: 'user', info: 'access' },
  gva: { object: 'vault', aux: 'group', info: 'access' },
  items: { object: 'vault', info: 'counts' },
  item: { object: 'item', aux: 'vault' },
  itemhist: { object: 'item', aux: 'vault' },
  invite: { object: 'other', info: 'email' },
  ec: { object: 'other', aux: 'user' },
  cred: { object: 'other', aux: 'user' },
  famchild: { object: 'other', aux: 'user' },
  sso: { object: 'account' },
  satoken: { object: 'other', info: 'label' },
};

/** Actions of these do not say more than who and what. */
const withoutInfo = new Set(['revoke', 'tverify', 'resendts', 'prsndall', 'purge']);

/** A subject that fits the pair, of things that the organisation has. */
export function subjectOf(
  [action, objectType]: readonly [string, string],
  { account, people, groups, vaults, domain }: Organisation,
  session: Session,
  random: Random,
): AuditSubject {
  const { object, aux, hasNumber = false, info } = forms[objectType] ?? { object: 'other' };
  const target = random.pick(people).details;
  const vault = random.pick(vaults);
  const uuids = {
    account,
    user: target.uuid,
    vault: vault.uuid,
    group: random.pick(groups).uuid,
    item: random.pick(vault.items),
    device: session.device.uuid,
    other: random.id(),
  };
  const infos = {
    role: random.chance(0.9) ? 'R' : 'A',
    access: String(random.pick([2, 50, 4_194_354, 16_252_976])),
    email: `new${random.whole(1, 9999)}@${domain}`,
    label: `token ${random.whole(1, 99)}`,
    counts: `{"created":${random.whole(0, 2)},"updated":${random.whole(1, 9)}}`,
  };
  return {
    object_uuid: uuids[object],
    ...(object === 'user' ? { object_details: target } : {}),
    ...(hasNumber ? { aux_id: random.whole(1, 9_999_999) } : {}),
    ...(aux === undefined ? {} : { aux_uuid: aux === 'user' ? target.uuid : uuids[aux] }),
    ...(aux === 'user' ? { aux_details: target } : {}),
    ...(info === undefined || withoutInfo.has(action) ? {} : { aux_info: infos[info] }),
  };
}

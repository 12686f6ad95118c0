import { asSecond, type Stage } from './stage.ts';

const readAndWrite = '4194354';
const manager = 'A';
const member = 'R';

/** Access to an ordinary vault for more people than daily work explains. */
export function openVault(stage: Stage): void {
  const session = stage.enter(stage.administrator, -12);
  const targets = stage.others.slice(0, 6);
  targets.forEach((target, i) =>
    stage.note(session, i - targets.length + 1, ['grant', 'uva'], {
      object_uuid: stage.vault.uuid,
      ...asSecond(target),
      aux_info: readAndWrite,
    }),
  );
}

export function openPrivilegedVault(stage: Stage): void {
  const { privilegedVault, group } = stage;
  const session = stage.enter(stage.administrator, -7);
  const object_uuid = privilegedVault.uuid;
  stage.note(session, -1, ['grant', 'gva'], { object_uuid, aux_uuid: group.uuid, aux_info: readAndWrite });
  stage.note(session, 0, ['grant', 'uva'], {
    object_uuid,
    ...asSecond(stage.member),
    aux_info: readAndWrite,
  });
}

/** Somebody makes themself manager of a group. */
export function joinOwnGroup(stage: Stage): void {
  const { administrator, group, random } = stage;
  const session = stage.enter(administrator, -8);
  const subject = { object_uuid: group.uuid, aux_id: random.whole(1, 99_999), ...asSecond(administrator) };
  stage.note(session, -1, ['join', 'gm'], { ...subject, aux_info: member });
  stage.note(session, 0, ['role', 'gm'], { ...subject, aux_info: manager });
}

/** Somebody gives themself access to many vaults, and gives one back to leave less of a trace. */
export function grantOwnAccess(stage: Stage): void {
  const { administrator, organisation } = stage;
  const session = stage.enter(administrator, -9);
  const vaults = organisation.vaults.slice(0, 6);
  vaults.forEach(({ uuid: object_uuid }, i) =>
    stage.note(session, (i - vaults.length + 1) / 2, ['grant', 'uva'], {
      object_uuid,
      ...asSecond(administrator),
      aux_info: readAndWrite,
    }),
  );
  const [first] = vaults;
  if (first)
    stage.note(session, 1, ['revoke', 'uva'], { object_uuid: first.uuid, ...asSecond(administrator) });
}

export function joinPrivilegedGroup(stage: Stage): void {
  const { administrator, member: target, privilegedGroup, random } = stage;
  const session = stage.enter(administrator, -5);
  stage.note(session, 0, ['join', 'gm'], {
    object_uuid: privilegedGroup.uuid,
    aux_id: random.whole(1, 99_999),
    ...asSecond(target),
    aux_info: manager,
  });
}

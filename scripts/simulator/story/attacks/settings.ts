import { asObject, type Stage } from './stage.ts';

/** Somebody who got an administrator's account opens the door for the next time. */
export function changeFirewall(stage: Stage): void {
  const object_uuid = stage.organisation.account;
  const here = stage.enter(stage.administrator, -9);
  stage.note(here, -3, ['updatfw', 'account'], { object_uuid });
  const elsewhere = stage.enter(stage.administrator, -2, { address: '192.0.2.77' });
  stage.note(elsewhere, 0, ['updatfw', 'account'], { object_uuid });
}

export function changeSso(stage: Stage): void {
  const { organisation, group, random } = stage;
  const session = stage.enter(stage.administrator, -6);
  const object_uuid = random.chance(0.5) ? organisation.account : random.id();
  stage.note(session, -2, ['addgsso', 'sso'], { object_uuid, aux_uuid: group.uuid });
  stage.note(session, 0, ['disblsso', 'sso'], { object_uuid });
}

export function disableFactors(stage: Stage): void {
  const object_uuid = stage.organisation.account;
  const session = stage.enter(stage.administrator, -4);
  stage.note(session, -1, ['disblduo', 'account'], { object_uuid });
  stage.note(session, 0, ['disblmfa', 'account'], { object_uuid });
}

export function disableFactorOfUser(stage: Stage): void {
  const session = stage.enter(stage.administrator, -5);
  stage.note(session, 0, ['disblmfa', 'user'], asObject(stage.member));
}

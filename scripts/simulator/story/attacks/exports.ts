import { asObject, type Stage } from './stage.ts';

const day = 24 * 60;

/** A new colleague takes a vault along two days after the account became active. */
export function exportByNewcomer(stage: Stage): void {
  const { member, vault } = stage;
  const first = stage.enter(member, -2 * day - 5);
  stage.note(first, -2 * day, ['activate', 'user'], asObject(member));
  const session = stage.enter(member, -10);
  stage.note(session, 0, ['export', 'vault'], { object_uuid: vault.uuid });
}

/** Somebody exports vaults and is suspended three days later. */
export function exportBeforeSuspension(stage: Stage): void {
  const { member, administrator, organisation } = stage;
  const session = stage.enter(member, -3 * day - 20);
  organisation.vaults
    .slice(0, 3)
    .forEach(({ uuid }, i) => stage.note(session, -3 * day + i, ['export', 'vault'], { object_uuid: uuid }));
  const administration = stage.enter(administrator, -15);
  stage.note(administration, 0, ['suspend', 'user'], asObject(member));
}

export function exportVaults(stage: Stage): void {
  const { member, organisation, privilegedVault, vault } = stage;
  const session = stage.enter(member, -25);
  const vaults = [privilegedVault, ...organisation.vaults.slice(0, 3)];
  vaults.forEach(({ uuid }, i) =>
    stage.note(session, (i - vaults.length + 1) * 2, ['export', 'vault'], { object_uuid: uuid }),
  );
  vault.items.slice(0, 25).forEach((item, i) => stage.use(session, -10 + i / 10, 'export', vault, item));
}

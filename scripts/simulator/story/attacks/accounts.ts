import { asSecond, type Stage } from './stage.ts';

/** A person outside is invited by hand though a directory manages the accounts. */
export function inviteStranger(stage: Stage): void {
  const { random } = stage;
  const session = stage.enter(stage.administrator, -6);
  for (const [i, address] of ['contractor@partner.example', 'helper@outside.example'].entries())
    stage.note(session, i - 1, ['create', 'invite'], { object_uuid: random.id(), aux_info: address });
}

/** A service account that can go on when the person's own access is gone. */
export function createServiceAccount(stage: Stage): void {
  const { random, vault } = stage;
  const session = stage.enter(stage.administrator, -6);
  const uuid = random.id();
  stage.note(session, 0, ['create', 'sa'], { object_uuid: uuid });
  stage.note(session, 0.2, ['create', 'satoken'], { object_uuid: random.id(), aux_info: 'deploy' });
  stage.note(session, 0.4, ['grant', 'uva'], {
    object_uuid: vault.uuid,
    aux_uuid: uuid,
    aux_details: { uuid, name: 'deploy', email: `${uuid.toLowerCase()}@1passwordserviceaccounts.com` },
    aux_info: '2',
  });
}

export function adjustToken(stage: Stage): void {
  const { random } = stage;
  const session = stage.enter(stage.administrator, -6);
  const object_uuid = random.id();
  stage.note(session, -2, ['create', 'satoken'], { object_uuid, aux_info: 'reporting' });
  stage.note(session, -1, ['trename', 'satoken'], { object_uuid, aux_info: 'backup' });
  stage.note(session, 0, ['trevoke', 'satoken'], { object_uuid, aux_info: 'backup' });
}

/** Access given to oneself, then everything in the vault read. */
export function extractSecrets(stage: Stage): void {
  const { administrator, vault } = stage;
  const session = stage.enter(administrator, -30);
  stage.note(session, -20, ['grant', 'uva'], {
    object_uuid: vault.uuid,
    ...asSecond(administrator),
    aux_info: '16252976',
  });
  const items = vault.items.slice(0, 12);
  items.forEach((item, i) =>
    stage.use(session, (i - items.length + 1) / 10, i % 2 === 0 ? 'reveal' : 'secure-copy', vault, item),
  );
}

import { deploymentsOf } from '../azure/deployments.ts';
import { during } from '../outcome/step.ts';
import { plannedCounts, type Plan } from '../plan.ts';
import type { DeploymentAround } from '../request.ts';
import { followDeployment, type Snapshot } from './follow.ts';
import { interruptible, processInterrupts } from './interrupt.ts';
import { liveProgress } from './live-progress.ts';
import { plainProgress } from './plain-progress.ts';
import type { Progress } from './progress.ts';

/**
 * Shows a deployment until its end. Undefined where the person did not wait for it: Azure goes on. Throws
 * `StepFault` where Azure cannot be asked any more; then, too, it goes on.
 */
export async function watchDeployment(plan: Plan, around: DeploymentAround): Promise<Snapshot | undefined> {
  const { azure, target, surroundings, interrupts = processInterrupts, wait } = around;
  const { name } = plan;
  const progress = await progressOf(around, plan);
  const resume = `npm run deploy -- --resume --subscription ${target.subscriptionId} --resource-group ${target.resourceGroup} --workspace ${target.workspace}`;
  const goesOn = `The deployment ${name} goes on in Azure, whatever happens here.
  Follow it later:  ${resume}
  Or stop it:       az deployment group cancel --name ${name} --resource-group ${target.resourceGroup}`;
  let snapshot: Snapshot | undefined;
  try {
    const { value } = await interruptible(
      interrupts,
      () => progress.say(`${goesOn}\n  Ctrl-C once more leaves it alone.`),
      (signal) =>
        during('follow the deployment', () =>
          followDeployment({
            deployments: deploymentsOf(azure, target),
            name,
            show: progress.show,
            signal,
            ...(wait ? { wait } : {}),
          }),
        ),
    );
    snapshot = value;
  } finally {
    // The live lines go first: they would take with them what is written below them.
    await progress.end();
    if (!snapshot) surroundings.output.err(goesOn);
  }
  return snapshot;
}

/** Live on a terminal, else a line for each resource. */
async function progressOf(
  { surroundings: { terminal, output } }: DeploymentAround,
  plan: Plan,
): Promise<Progress> {
  const { labels } = plan;
  if (terminal) {
    return liveProgress({ stream: terminal, expected: plannedCounts(plan), labels, now: Date.now });
  }
  return plainProgress((line) => output.err(line), labels);
}

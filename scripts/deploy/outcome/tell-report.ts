import { createColors } from 'picocolors';
import type { ExitCode } from '../../commands/command.ts';
import type { DeploymentAround, DeploymentReport } from '../request.ts';
import { faultJson, faultText } from './fault-text.ts';
import { summaryText } from './summary.ts';

/** Tells people how a deployment ended, or prints the one document; answers with the exit code. */
export function tellReport(report: DeploymentReport, around: DeploymentAround): ExitCode {
  const { command, isJson, surroundings } = around;
  const { output } = surroundings;
  const { outcome, checks, summary, failures = [], remarks = [], target } = report;
  if (isJson) {
    const ok = outcome === 'succeeded' || outcome === 'predicted';
    output.out(JSON.stringify({ schemaVersion: 1, command, ok, ...reportJson(report) }, null, 2));
  }
  for (const failure of failures) output.err(`${command}: ${faultText(failure)}`);
  switch (outcome) {
    case 'refused': {
      const count = checks.filter(({ state }) => state === 'failed').length;
      output.err(`${command}: ${count === 1 ? 'a check' : `${count} checks`} failed. Nothing was changed.`);
      return 1;
    }
    case 'failed':
      output.err(`${command}: ${endText(summary?.state)} npm run ${command} again goes on from there.`);
      return 1;
    case 'left':
      return 1;
    case 'predicted':
      return 0;
    case 'succeeded': {
      const colors = createColors(output.hasColors ?? false);
      if (!isJson && summary) output.out(summaryText(summary, { target, colors, remarks }));
      return 0;
    }
  }
}

function endText(state = 'Failed'): string {
  if (state === 'Succeeded') return 'Azure finished the deployment, but not what comes after it.';
  return `the deployment ended as ${state}. What it finished is there;`;
}

function reportJson({ outcome, failures, ...report }: DeploymentReport): Readonly<Record<string, unknown>> {
  return { outcome, ...report, ...(failures ? { failures: failures.map(faultJson) } : {}) };
}

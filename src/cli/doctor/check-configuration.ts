import {
  type Config,
  type ConfigSection,
  type Environment,
  isAnySet,
  loadConfig,
  strayVariables,
} from '../../config.ts';
import { type Finding, findingOf, note, ok } from './finding.ts';

const EVERYWHERE = ['database', 'organisation', 'service', 'thresholds', 'playbook', 'log'] as const;

/** The parts of the configuration that hold, so that one fault does not hide what else there is to see. */
export type Configured = Readonly<Partial<Pick<Config, (typeof EVERYWHERE)[number] | 'slack'>>>;

/** Every fault of the environment at once; Slack's part only where a variable of it is set. */
export function checkConfiguration(env?: Environment): { findings: Finding[]; config: Configured } {
  const findings: Finding[] = [];
  const parts = {
    ...sectionOf('database'),
    ...sectionOf('organisation'),
    ...sectionOf('service'),
    ...sectionOf('thresholds'),
    ...sectionOf('playbook'),
    ...sectionOf('log'),
    ...(isAnySet('SLACK_', env) ? sectionOf('slack') : {}),
  };
  if (findings.length === 0) findings.push(ok('configuration', 'every variable is as it should be'));
  const strays = strayVariables(env).map((name) => note('configuration', `${name} is set, but nobody reads it`));
  return { findings: [...findings, ...strays], config: parts };

  function sectionOf<Name extends ConfigSection>(name: Name): Partial<Pick<Config, Name>> {
    try {
      return loadConfig([name], env);
    } catch (error) {
      findings.push(findingOf('configuration', error));
      return {};
    }
  }
}

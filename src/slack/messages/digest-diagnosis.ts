import type { KnownBlock } from '@slack/types';
import { type DigestContent, isEmptyDigest } from '../../domain/digest.ts';
import { isWorthSaying } from '../../domain/skill-line.ts';
import { divider, section } from './blocks.ts';
import { diagnosisSentence, hasNumbers, nothingToBringUp } from './digest-lines.ts';
import { md } from './markup.ts';
import { skillLines } from './skill-sentence.ts';

/** To the rep: what stood out in the month, then the skills with room to grow or that grow. */
export function diagnosisBlocks(content: DigestContent): KnownBlock[] {
  if (isEmptyDigest(content)) return hasNumbers(content) ? [section(nothingToBringUp)] : [];
  const { diagnosis, skills } = content;
  const said = skills.filter(isWorthSaying);
  return [
    ...(diagnosis.length === 0 ? [] : [divider, section(md`*What stood out*`)]),
    ...diagnosis.map((line) => section(diagnosisSentence(line))),
    ...(said.length === 0 ? [] : [divider, section(skillLines(said, 'you'))]),
  ];
}

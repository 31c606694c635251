import type { Law } from '../facts.ts';
import { error, type Finding } from './fault.ts';

/** No penalty is higher than the pack says that the law lets an agency of its kind charge (CA-LATE). */
export function penaltyCap({ pack }: Law): Finding[] {
  const { basisPoints, cap } = pack.penalty;
  if (cap === undefined || basisPoints <= cap.basisPoints) return [];
  const sentence = `A penalty of ${inPercent(basisPoints)} is more than the ${inPercent(cap.basisPoints)} that ${cap.rule} lets ${cap.agency} charge.`;
  return [error(['penalty', 'basisPoints'], sentence, `Write ${cap.basisPoints} at most, or the cap of the kind of agency that this is.`)];
}

const inPercent = (basisPoints: number) => `${basisPoints / 100} %`;

import { dollars } from '../../kernel/money.ts';
import type { RollEvent } from '../../tax-roll/index.ts';

/** An event of a season in a sentence: its reason, or what was done or told. */
export function tellRollEvent(event: RollEvent): string {
  return event.because[0]?.sentence ?? told(event);
}

function told(event: RollEvent): string {
  switch (event.type) {
    case 'SeasonOpened':
      return `The season ${event.data.season} of ${event.data.authority} was opened under ${event.data.pack} by ${event.data.by}.`;
    case 'OwnershipChecked':
      return `The county's file of owners of ${event.data.on} names ${event.data.parcels} parcels.`;
    case 'OwnerTold':
      return `The county names owner ${event.data.ownerKey}, since ${event.data.sinceOn}.`;
    case 'CandidatesDrawnUp':
      return `${event.data.listed} candidates were drawn up, and ${event.data.excluded} left out.`;
    case 'OwnerNoticeReturned':
      return `The owner's notice came back: ${event.data.reason}`;
    case 'ObjectionReceived':
      return `The owner objected on ${event.data.receivedOn} (${event.data.objectionId}).`;
    case 'ReportPublished':
      return `The report was published on ${event.data.on} (${event.data.proof}).`;
    case 'HearingHeld':
      return `The report was heard on ${event.data.on} (${event.data.minutes}).`;
    case 'LineMended':
      return `The line was mended: it lies on parcel ${event.data.parcelId}, and goes into the next file.`;
    case 'SettlementTaken':
      return `Settlement ${event.data.settlementId}: ${dollars(event.data.collectedCents)} collected on ${event.data.lines} lines, ${dollars(event.data.remittedCents)} remitted.`;
    case 'SeasonClosed':
      return `The season was closed on ${event.data.on} by ${event.data.by}.`;
    default:
      return `${event.type}.`;
  }
}

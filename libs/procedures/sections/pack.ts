import type { Law } from '../../policy/facts.ts';
import { statement, type Section } from '../statement.ts';

export function aboutPack({ pack, calendar }: Law): Section {
  return {
    id: 'pack',
    title: 'What this is',
    about: 'The written procedures for unpaid bills, made from the policy pack by which the cases are decided.',
    groups: [
      {
        id: 'pack-itself',
        title: 'The pack',
        statements: [
          statement('id', `The pack is ${pack.id}.`),
          statement('version', `This is its version ${pack.version}.`),
          statement('title', `It is made for: ${pack.title}.`),
          statement('effectiveFrom', `It may be in force from ${pack.effectiveFrom} on.`),
          statement('calendar', `Days are counted by the calendar ${calendar.id}, version ${calendar.version} (${pack.calendar}).`, 'GEN-COUNT'),
          statement('contact', `Who can correct a bill, named on every notice: ${pack.contact.person}, ${pack.contact.phone}.`, 'GEN-CRAFT'),
        ],
      },
    ],
  };
}

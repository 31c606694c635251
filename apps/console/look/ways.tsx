import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useSession } from '../session/session';
import { groupWords, places } from './navigation';
import { SingleKeys } from './single-keys';

type Group = keyof typeof groupWords;

/** The ways to the screens. Where there is no room beside the screen they wait behind a button. */
export function Ways() {
  const { operations } = useSession();
  const [isOpen, setIsOpen] = useState(false);
  const open = places.filter(({ asks }) => asks === undefined || operations.includes(asks));
  const groups = (Object.keys(groupWords) as Group[]).map((group) => ({ group, its: open.filter((place) => place.group === group) })).filter(({ its }) => its.length > 0);
  return (
    <nav aria-label="Screens" className="ways" data-open={isOpen || undefined}>
      <Button className="button ways-button" aria-expanded={isOpen} aria-controls="ways" onPress={() => setIsOpen(!isOpen)}>
        <span aria-hidden="true">☰ </span>Screens
      </Button>
      <div id="ways" className="ways-groups">
        {groups.map(({ group, its }) => (
          <div key={group} className="ways-group">
            <p id={`ways-${group}`}>{groupWords[group]}</p>
            <ul aria-labelledby={`ways-${group}`}>
              {its.map(({ words, link }) => (
                <li key={words}>
                  <Link {...link} activeOptions={{ exact: link.to === '/', includeSearch: false }} onClick={() => setIsOpen(false)}>
                    {words}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
        {operations.includes('search') && <SingleKeys />}
      </div>
    </nav>
  );
}

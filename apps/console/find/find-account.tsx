import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import type { Schemas } from '../api/client';
import { singleKeysAreOn } from '../look/single-keys';
import { dollars } from '../words/figures';
import { foundQuery, leastSigns } from './find-queries';
import './find.css';

type Found = Schemas['FoundAccount'];

const typingMs = 200;
const foundBy: Readonly<Record<Found['by'][number], string>> = { account: 'account', name: 'name', phone: 'telephone', address: 'address', meter: 'meter', confirmation: 'confirmation' };

/** Finds an account from every screen, by whatever the caller has at hand. "/" leads here, arrows choose, Enter opens. */
export function FindAccount() {
  const navigate = useNavigate();
  const [turn, setTurn] = useState(0);
  const open = (accountId: string) => {
    setTurn(turn + 1);
    void navigate({ to: '/accounts/$accountId', params: { accountId } });
  };
  // Once one is found the next search begins anew, with nothing of the last one.
  return <OneSearch key={turn} onFound={open} />;
}

function OneSearch({ onFound }: { readonly onFound: (accountId: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const asked = useSettled(typed.trim());
  const isAsked = asked.length >= leastSigns;
  const { data, error, isFetching } = useQuery({ ...foundQuery(asked), enabled: isAsked });
  const items = isAsked ? (data?.items ?? []) : [];
  const isSettled = asked === typed.trim() && !isFetching;
  const nothing = error !== null ? error.message : !isAsked ? 'Two signs or more.' : isSettled ? 'Nobody fits this.' : 'One moment …';
  useSlash(() => input.current?.focus());

  // Among namesakes somebody has to choose; the only one that fits is meant.
  const openTheOnlyOne = (event: KeyboardEvent) => {
    const [only, another] = items;
    if (event.key === 'Enter' && only !== undefined && another === undefined && asked === typed.trim()) onFound(only.accountId);
  };
  return (
    <ComboBox
      className="find"
      items={items}
      inputValue={typed}
      onInputChange={setTyped}
      onSelectionChange={(key) => key !== null && onFound(String(key))}
      selectedKey={null}
      defaultFilter={() => true}
      menuTrigger="input"
      allowsCustomValue
      allowsEmptyCollection
    >
      <Label>Find an account</Label>
      <Input ref={input} type="search" placeholder="Name, phone, meter …  /" autoComplete="off" spellCheck={false} onKeyDown={openTheOnlyOne} />
      <Popover className="popover found">
        <ListBox<Found> renderEmptyState={() => <p className="option">{nothing}</p>}>
          {(found) => <FoundOption found={found} />}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** What tells namesakes apart. */
function FoundOption({ found: { accountId, name, premiseAddress, meterSerial, balanceCents, openCaseId, by } }: { readonly found: Found }) {
  return (
    <ListBoxItem id={accountId} textValue={`${name ?? ''} ${premiseAddress ?? ''} account ${accountId}`} className="option">
      <Text slot="label">
        <strong>{name ?? 'No name on file'}</strong> · {accountId}
      </Text>
      <Text slot="description">
        {premiseAddress ?? 'No address'} {meterSerial === null ? '' : `· meter ${meterSerial} `}· {dollars(balanceCents)}
        {openCaseId === null ? '' : ' · open case'} · by {by.map((kind) => foundBy[kind]).join(', ')}
      </Text>
    </ListBoxItem>
  );
}

/** What was typed once nobody has typed for a moment. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(typed), typingMs);
    return () => clearTimeout(waiting);
  }, [typed]);
  return typed === '' ? '' : settled;
}

/** A slash that nobody types into something. */
function useSlash(then: () => void): void {
  const latest = useRef(then);
  latest.current = then;
  useEffect(() => {
    const hear = (event: globalThis.KeyboardEvent) => {
      const isTyped = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;
      if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || isTyped || !singleKeysAreOn()) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}

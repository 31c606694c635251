import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

interface ChoiceProps {
  readonly label: string;
  /** What may be chosen, by its key. */
  readonly options: Readonly<Record<string, string>>;
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
  readonly isDisabled?: boolean;
}

/** One of several. */
export function Choice({ label, options, chosen, onChoose, isDisabled = false }: ChoiceProps) {
  return (
    <Select className="choice" selectedKey={chosen} isDisabled={isDisabled} onSelectionChange={(key) => onChoose(String(key))}>
      <Label>{label}</Label>
      <Button className="button">
        <SelectValue />
        <span aria-hidden="true"> ▾</span>
      </Button>
      <Popover className="popover">
        <ListBox>
          {Object.entries(options).map(([key, words]) => (
            <ListBoxItem key={key} id={key} className="option">
              {words}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

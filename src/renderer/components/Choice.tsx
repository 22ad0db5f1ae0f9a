import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import './Choice.css';

type Props<Value extends string> = {
  readonly label: string;
  /** What the present choice comes to. */
  readonly hint: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
};

/** One of a few, all of them in sight. */
export function Choice<Value extends string>(props: Props<Value>) {
  const { label, hint, value, options, onChange } = props;
  const id = useId();
  return (
    <div className="choice">
      <p id={id} className="choice__label">
        {label}
      </p>
      <SegmentedControl
        aria-labelledby={id}
        fullWidth
        value={value}
        data={[...options]}
        onChange={onChange}
      />
      <p className="choice__hint soft">{hint}</p>
    </div>
  );
}

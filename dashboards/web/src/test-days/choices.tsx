import styles from './choices.module.css';

/** A few choices, one big button each. */
export function Choices<T extends string>({
  label,
  options,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly chosen: T | null;
  readonly onChoose: (value: T) => void;
}) {
  return (
    <fieldset className={styles.choices}>
      <legend className="unseen">{label}</legend>
      {options.map(({ value, text }) => (
        <button
          type="button"
          key={value}
          aria-pressed={value === chosen}
          data-testid="choice"
          data-value={value}
          onClick={() => onChoose(value)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}

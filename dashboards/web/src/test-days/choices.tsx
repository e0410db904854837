import styles from './choices.module.css';

/** A few choices, one big button each. */
export function Choices<T extends string>({
  label,
  options,
  chosen,
  onChoose,
  testId = 'choice',
}: {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  /** One of them, or those of them that are chosen. */
  readonly chosen: T | readonly T[] | null;
  readonly onChoose: (value: T) => void;
  readonly testId?: string;
}) {
  return (
    <fieldset className={styles.choices}>
      <legend className="unseen">{label}</legend>
      {options.map(({ value, text }) => (
        <button
          type="button"
          key={value}
          aria-pressed={Array.isArray(chosen) ? chosen.includes(value) : value === chosen}
          data-testid={testId}
          data-value={value}
          onClick={() => onChoose(value)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}

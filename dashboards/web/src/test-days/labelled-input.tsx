import { Input, type InputProps } from 'antd';
import { useId } from 'react';
import styles from './labelled-input.module.css';

/** One line to write in, with its name above and a hint below. */
export function LabelledInput({
  label,
  hint,
  ...input
}: InputProps & { readonly label: string; readonly hint?: string }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <Input size="large" id={id} {...input} />
      {hint === undefined ? null : <small>{hint}</small>}
    </div>
  );
}

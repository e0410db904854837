/** Offers a text to the reader as a file of that name. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(
    new Blob([text], { type: name.endsWith('.csv') ? 'text/csv' : 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Offers a text to the reader as a file of that name. */
export const saveFile = (name: string, text: string): void =>
  saveBlob(name, new Blob([text], { type: name.endsWith('.csv') ? 'text/csv' : 'application/json' }));

/** Offers bytes to the reader as a file of that name; the browser keeps it or asks where. */
export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** A table that is on the page, as a file of comma-separated values (RFC 4180) that spreadsheets read as UTF-8. */
export function saveCsv(fileName: string, lines: readonly (readonly string[])[]): void {
  const text = lines.map((line) => line.map(quoted).join(',')).join('\r\n');
  const address = URL.createObjectURL(new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}

/** What a spreadsheet would take for a formula is made a text. */
function quoted(value: string): string {
  const safe = /^[=+@\t]|^-[^\d]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

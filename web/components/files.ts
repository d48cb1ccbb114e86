/** Files that are handed in: read into text for the wire, and looked at before they are sent. */

export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** Below this many pixels on the short side nobody can read an identity card. */
const SHORT_SIDE = 700;

/** Bytes that are turned into text at once; more would not fit on the stack. */
const CHUNK = 0x80_00;

/** @returns the content in base64 */
export async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(binary);
}

/** Whether a picture is too small to be read; other files are not judged. */
export async function looksSmall(file: File): Promise<boolean> {
  if (!file.type.startsWith('image/')) return false;
  try {
    const picture = await createImageBitmap(file);
    const shortSide = Math.min(picture.width, picture.height);
    picture.close();
    return shortSide < SHORT_SIDE;
  } catch {
    return false;
  }
}

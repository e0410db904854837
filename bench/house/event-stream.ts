/** Server-sent events of an address, each handed on in the moment it is whole. */
export interface EventClient {
  close(): void;
}

export async function listenTo(
  url: string,
  { cookie, heard }: { readonly cookie: string; readonly heard: (event: string, data: string) => void },
): Promise<EventClient> {
  const abort = new AbortController();
  const response = await fetch(url, { headers: { cookie }, signal: abort.signal });
  if (!response.ok || response.body === null) throw new Error(`${url}: ${response.status}`);
  const { body } = response;
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const field = (name: string): string | undefined =>
          lines
            .find((line) => line.startsWith(`${name}:`))
            ?.slice(name.length + 1)
            .trim();
        const event = field('event');
        if (event !== undefined) heard(event, field('data') ?? '');
      }
    }
  };
  read().catch((error: unknown) => {
    if (!abort.signal.aborted) console.error(`${url}: the stream ended: ${error}`);
  });
  return { close: () => abort.abort() };
}

/** The cookie of a session. */
export async function signInCookie(
  url: string,
  account: { readonly username: string; readonly password: string },
): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(account),
  });
  if (!answer.ok) throw new Error(`sign in: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((header) => header.split(';')[0])
    .join('; ');
}

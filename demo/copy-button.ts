const SHOWN_MS = 2_000;

/** Copies what is written in `source`, and says that it did; where it may not, it selects the text instead. */
export function startCopyButton(button: HTMLElement, announcement: HTMLElement, source: HTMLElement): void {
  const label = button.textContent;
  const say = (words: string) => {
    button.textContent = words;
    announcement.textContent = words;
    setTimeout(() => {
      button.textContent = label;
      announcement.textContent = '';
    }, SHOWN_MS);
  };

  button.addEventListener('click', () => {
    copy(source.textContent).then(
      () => say('Copied'),
      () => {
        getSelection()?.selectAllChildren(source);
        say('Selected: copy it with your keyboard');
      },
    );
  });
}

/** Rejects too where the page is not secure and has no clipboard at all. */
async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

/**
 * Moves the focus to something that has just appeared, unless that would be rude: when the person is busy elsewhere on
 * the page, or, with `unlessTyping`, when they type in a field right now.
 *
 * @param near The element in which a focus counts as ours.
 */
export function takeFocus(target: HTMLElement, near: Element, { unlessTyping = false } = {}): void {
  const { activeElement: active, body } = target.ownerDocument;
  if (active && active !== body && !near.contains(active)) return;
  if (unlessTyping && isTextField(deepest(active))) return;
  target.focus({ preventScroll: true });
}

function deepest(element: Element | null): Element | null {
  const inner = element?.shadowRoot?.activeElement;
  return inner ? deepest(inner) : element;
}

function isTextField(element: Element | null): boolean {
  return (
    element?.matches('input, textarea, select') || (element as HTMLElement | null)?.isContentEditable || false
  );
}

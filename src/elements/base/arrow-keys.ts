/** Where the arrow keys lead, in rows. */
const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Leads from a button of a row to the same button of the row above or below. Its `part` says which is the same. */
export function moveByArrow(event: KeyboardEvent, list: ParentNode): void {
  const button = (event.target as Element).closest('button');
  const alike = [...list.querySelectorAll<HTMLElement>(`li [part='${button?.part.value}']`)];
  const next = button && alike[alike.indexOf(button) + (STEPS[event.key] ?? 0)];
  if (!next || next === button) return;
  event.preventDefault();
  next.focus();
}

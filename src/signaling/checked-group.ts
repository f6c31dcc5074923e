import { typedEventTarget } from '../base/typed-event-target.js';
import { parseSender } from '../wire/number.js';
import type { About, Group, GroupEvents, Member } from './signaling.js';

/** What somebody may say of themselves: entries, characters of a name, and of what is said. */
const MAX_ENTRIES = 16;
const MAX_NAME_CHARS = 32;
const MAX_WORD_CHARS = 256;

/** A group in which everybody has a number and says something short, whatever other people's phones have said. */
export class CheckedGroup extends typedEventTarget<GroupEvents>() implements Group {
  readonly #group: Group;
  #members: readonly Member[] | undefined;

  constructor(group: Group) {
    super();
    this.#group = group;
    this.#members = check(group.members);
    group.addEventListener('memberschange', () => {
      this.#members = check(group.members);
      this.dispatchEvent(new Event('memberschange'));
    });
  }

  get members(): readonly Member[] | undefined {
    return this.#members;
  }

  tell(about: About): void {
    this.#group.tell(about);
  }

  close(): void {
    this.#group.close();
  }
}

function check(members: readonly Member[] | undefined): readonly Member[] | undefined {
  return (
    members &&
    Object.freeze(
      members.flatMap(({ number, about }) => {
        const parsed = numberOf(number);
        return parsed === undefined ? [] : [{ number: parsed, about: aboutOf(about) }];
      }),
    )
  );
}

function numberOf(input: unknown): string | undefined {
  try {
    return parseSender(input);
  } catch {
    return undefined;
  }
}

function aboutOf(input: unknown): About {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(input ?? {});
  const isShort = (entry: readonly [string, unknown]): entry is readonly [string, string] =>
    typeof entry[1] === 'string' && entry[0].length <= MAX_NAME_CHARS && entry[1].length <= MAX_WORD_CHARS;
  return Object.freeze(Object.fromEntries(entries.filter(isShort).slice(0, MAX_ENTRIES)));
}

import type { Stretch } from './message-store.js';
import type { Timetoken } from './timetoken.js';

/** A reaction, receipt or the like, put on a message. PubNub's names. */
export interface MessageAction {
  readonly type: string;
  readonly value: string;
  readonly uuid: string;
  readonly messageTimetoken: Timetoken;
  readonly actionTimetoken: Timetoken;
}

/** What was put on the messages of one subscribe key. */
export class MessageActions {
  readonly #channels = new Map<string, readonly MessageAction[]>();

  /** Puts an action on a message; undefined if its user has put the very same on it before. */
  add(channel: string, action: MessageAction): MessageAction | undefined {
    const all = this.#channels.get(channel) ?? [];
    const isSame = (other: MessageAction) =>
      other.uuid === action.uuid &&
      other.type === action.type &&
      other.value === action.value &&
      other.messageTimetoken === action.messageTimetoken;
    if (all.some(isSame)) return undefined;
    this.#channels.set(channel, [...all, action]);
    return action;
  }

  find(channel: string, messageTimetoken: Timetoken, actionTimetoken: Timetoken): MessageAction | undefined {
    return this.#channels
      .get(channel)
      ?.find(
        (action) =>
          action.messageTimetoken === messageTimetoken && action.actionTimetoken === actionTimetoken,
      );
  }

  remove(channel: string, action: MessageAction): void {
    this.#channels.set(
      channel,
      (this.#channels.get(channel) ?? []).filter((other) => other !== action),
    );
  }

  /** The actions of a channel in a stretch of their own time, oldest first. */
  within(channel: string, { start, end }: Stretch): readonly MessageAction[] {
    return (this.#channels.get(channel) ?? []).filter(
      ({ actionTimetoken: at }) => (end === undefined || at >= end) && (start === undefined || at < start),
    );
  }

  /** The actions of one message as history shows them: by type, then by value. */
  summary(channel: string, messageTimetoken: Timetoken): Record<string, Record<string, object[]>> {
    const summary: Record<string, Record<string, object[]>> = {};
    for (const action of this.#channels.get(channel) ?? []) {
      if (action.messageTimetoken !== messageTimetoken) continue;
      const { type, value, uuid, actionTimetoken } = action;
      ((summary[type] ??= {})[value] ??= []).push({ uuid, actionTimetoken });
    }
    return summary;
  }
}

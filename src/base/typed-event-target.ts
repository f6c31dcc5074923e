/** An `EventTarget` that knows its events by name. Types only: it adds no code. */
export interface TypedEventTarget<Events> extends Omit<
  EventTarget,
  'addEventListener' | 'removeEventListener'
> {
  addEventListener<Type extends keyof Events & string>(
    type: Type,
    listener: (event: Events[Type]) => void,
    options?: AddEventListenerOptions,
  ): void;
  removeEventListener<Type extends keyof Events & string>(
    type: Type,
    listener: (event: Events[Type]) => void,
  ): void;
}

/** A base class: `class Call extends typedEventTarget<CallEvents>()`. */
export const typedEventTarget = <Events>() => EventTarget as new () => TypedEventTarget<Events>;

/** How many calls a phone may be in when nobody says otherwise: a picture for each is what an ordinary line carries. */
export const MAX_CALLS = 8;
/** How many may watch a broadcast when nobody says otherwise, for the same reason. */
export const MAX_VIEWERS = 8;
/** The longest line of a chat, in UTF-16 code units: two pages of text, and far less than a message may be. */
export const MAX_CHAT_CHARS = 4_000;

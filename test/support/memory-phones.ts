import { Phone, type PhoneOptions } from '../../src/core.js';
import { MemoryNetwork } from '../../src/testing.js';

/** Phones over a signaling service in memory, where a test says what happens on the way. */
export class MemoryPhones {
  readonly network = new MemoryNetwork();
  readonly #phones: Phone[] = [];

  /** A connected phone with this number: another device of it, if there is one already. */
  async connect(
    number: string,
    options: Partial<PhoneOptions> = {},
    prepare: (phone: Phone) => void = () => {},
  ): Promise<Phone> {
    const signaling = this.network.signaling(number);
    const phone = new Phone({ number, signaling, iceServers: [], ...options });
    this.#phones.push(phone);
    prepare(phone);
    await phone.connect();
    return phone;
  }

  close(): void {
    for (const phone of this.#phones) phone.close();
  }
}

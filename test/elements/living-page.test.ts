import { expect } from '@open-wc/testing';

import { heard, part, settled, words } from '../support/element.js';
import { inside, moves, remoteVideo, removePhones, showCall, showPhone } from '../support/living-phone.js';
import { freshNumber } from '../support/phones.js';
import { until } from '../support/until.js';

/** DOM 4.2.3; TypeScript does not know it yet. */
interface MovingNode extends ParentNode {
  moveBefore(node: Node, child: Node | null): void;
}

/** Two places that are far from each other. */
function makePlaces(): [MovingNode & HTMLElement, MovingNode & HTMLElement] {
  const places = [document.createElement('main'), document.createElement('aside')] as const;
  document.body.append(...places);
  return [...places] as unknown as [MovingNode & HTMLElement, MovingNode & HTMLElement];
}

/** What would make a picture go dark and begin anew, in the order it happens. */
function interruptions(video: HTMLVideoElement): string[] {
  const seen: string[] = [];
  for (const type of ['emptied', 'loadstart', 'abort']) video.addEventListener(type, () => seen.push(type));
  return seen;
}

describe('a call on a page that lives', () => {
  afterEach(async () => {
    await removePhones();
    for (const place of document.querySelectorAll('main, aside')) place.remove();
  });

  const ways: Readonly<Record<string, (place: MovingNode, node: HTMLElement) => void>> = {
    appendChild: (place, node) => place.append(node),
    moveBefore: (place, node) => place.moveBefore(node, null),
  };
  for (const [way, move] of Object.entries(ways)) {
    it(`goes on, and so do all pictures, when its phone is moved 100 times by ${way}`, async () => {
      const { ann, bob, call } = await showCall();
      const places = makePlaces();
      places[1].append(ann);
      const camera = part(inside(ann, 'rtc-local-camera'), 'video') as HTMLVideoElement;
      const remote = remoteVideo(ann);
      await Promise.all([moves(camera), moves(remote)]);
      const states = heard(document, 'rtc-call-changed');
      const broken = [interruptions(camera), interruptions(remote)];
      const { phone } = ann;

      for (let count = 0; count < 100; count += 1) {
        move(places[count % 2] as MovingNode, ann);
        // Some moves in one turn, some a turn later, some after a frame.
        if (count % 3 === 1) await Promise.resolve();
        if (count % 10 === 9) await settled(ann);
      }

      await Promise.all([moves(camera), moves(remote), moves(remoteVideo(bob))]);
      expect(remoteVideo(ann) === remote, 'the same picture').to.equal(true);
      expect(broken).to.deep.equal([[], []]);
      expect(ann.phone === phone, 'the same phone').to.equal(true);
      expect(call.state.phase).to.equal('active');
      expect(states).to.deep.equal([]);
    });
  }

  it('goes on when its phone is off the page for a frame, as while a framework puts it elsewhere', async () => {
    const { ann, bob, call } = await showCall();
    const [place] = makePlaces();

    ann.remove();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    place.append(ann);

    await Promise.all([moves(remoteVideo(ann)), moves(remoteVideo(bob))]);
    expect(call.state.phase).to.equal('active');
  });

  it('goes on when that frame comes late, as on a busy machine', async () => {
    const { ann, call } = await showCall();
    const [place] = makePlaces();
    const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = window;
    const slow = (task: () => void) => setTimeout(task, 45);
    Object.assign(window, { requestAnimationFrame: slow, cancelAnimationFrame: clearTimeout });

    ann.remove();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    place.append(ann);
    Object.assign(window, { requestAnimationFrame: request, cancelAnimationFrame: cancel });

    await moves(remoteVideo(ann));
    expect(call.state.phase).to.equal('active');
  });

  it('follows an element that is moved by moveBefore from one phone to another', async () => {
    const [ann, carl] = await Promise.all([showPhone('ann'), showPhone('carl')]);
    const dialpad = document.createElement('rtc-dialpad');
    ann.append(dialpad);
    await until('it has found its phone', () => dialpad.phone !== undefined);
    expect(dialpad.phone === ann.phone).to.equal(true);

    (carl as unknown as MovingNode).moveBefore(dialpad, null);
    await settled(dialpad);
    expect(dialpad.phone === carl.phone).to.equal(true);

    const [place] = makePlaces();
    place.moveBefore(dialpad, null);
    await settled(dialpad);
    expect(dialpad.phone).to.equal(undefined);
  });

  it('ends when its phone is removed for good, and nothing stays on', async () => {
    const { ann, bob, call } = await showCall();
    const tracks = call.localStream.getTracks();
    const connection = call.peerConnection;
    expect(tracks).to.have.length(2);

    ann.remove();

    await until('the other side knows', () => bob.phone?.call?.state.phase === 'ended');
    await until('the devices are off', () => tracks.every(({ readyState }) => readyState === 'ended'));
    expect(connection?.connectionState).to.equal('closed');
    expect(words(inside(bob, 'rtc-call'), 'status')).to.contain('They hung up');
  });

  it('ends when the body of the page is replaced', async () => {
    const { ann, call } = await showCall();
    const { body } = document;

    try {
      document.body = document.createElement('body');
      await until('the call is over', () => call.state.phase === 'ended');
      expect(ann.phone).to.equal(undefined);
    } finally {
      document.body = body;
    }
  });

  it('goes on when its phone is taken along to another body', async () => {
    const { ann, bob, call } = await showCall();
    const { body } = document;

    try {
      document.body = document.createElement('body');
      document.body.append(ann, bob);
      await Promise.all([moves(remoteVideo(ann)), moves(remoteVideo(bob))]);
      expect(call.state.phase).to.equal('active');
    } finally {
      document.body = body;
    }
  });

  it('goes on with every attribute of its phone changed, and with what can be taken over at once', async () => {
    const { ann, bob, call } = await showCall();
    const { phone } = ann;
    const number = freshNumber('ann2');
    const changes: Readonly<Record<string, string>> = {
      number,
      token: 'another',
      origin: 'elsewhere.example',
      'cipher-key': 'another secret',
      'publish-key': '',
      'subscribe-key': '',
      signaling: 'local',
      'ice-servers': 'stun:stun.example',
      'auto-answer': bob.number ?? '',
      'relay-only': '',
      autocam: '',
    };

    for (const [name, value] of Object.entries(changes)) {
      ann.setAttribute(name, value);
      await settled(ann);
    }
    expect(ann.phone === phone, 'the same phone').to.equal(true);
    expect(phone?.iceServers).to.deep.equal([{ urls: 'stun:stun.example' }]);
    expect(phone?.autoAnswer).to.deep.equal([bob.number]);

    for (const name of Object.keys(changes)) ann.removeAttribute(name);
    await settled(ann);
    ann.setAttribute('number', number);
    await moves(remoteVideo(ann));
    expect(call.state.phase).to.equal('active');
    expect(ann.phone === phone, 'the same phone').to.equal(true);

    await ann.hangUp();
    await until('it is the phone it was told to be', () => ann.phone?.number === number);
    await until('it is ready', () => ann.getAttribute('state') === 'ready');
  });

  it('goes on when the page puts content into its phone, and takes it out again', async () => {
    const { ann, bob, call } = await showCall();
    const own = document.createElement('rtc-call');

    ann.append(own);
    const picture = () => part(own, 'video') as HTMLVideoElement;
    await until('the own element shows the call', () => own.getAttribute('state') === 'active');
    await moves(picture());

    own.remove();
    await until('the phone is complete again', () => ann.shadowRoot?.querySelector('rtc-call') !== null);
    await settled(inside(ann, 'rtc-call'));
    await Promise.all([moves(remoteVideo(ann)), moves(remoteVideo(bob))]);
    expect(call.state.phase).to.equal('active');
  });
});

import { startDevServer } from './dev-server.mjs';

const lan = process.argv.includes('--lan');
const { urls } = await startDevServer({ lan });

console.log('rtc-elements demo:');
for (const url of urls) console.log(`  ${url}`);
console.log(
  lan
    ? 'Other devices will warn about the certificate once: it is made here.'
    : 'For phones and other computers in your network: npm start -- --lan',
);

export { MemoryNetwork, type Passing } from './signaling/memory-signaling.js';

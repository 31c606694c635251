/* What takes a while to load and is needed only once the servers run: it is loaded while they start. */
export { allTopics } from '../../../libs/contracts/index.ts';
export { createMessaging } from '../../../libs/messaging/index.ts';
export { startIssuer } from '../issuer/issuer.ts';
export { CountyPlayer } from './county-player.ts';
export { prepareSandbox } from './sandbox.ts';
export { Watch } from './watch.ts';

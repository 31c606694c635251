import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ServesPublicly } from '../http/route.ts';
import type { PublishedKey } from '../../../libs/store/index.ts';
import { CLEARANCE_SIGNER, SEAL_KEYS } from '../provided.ts';
import type { ClearanceSigner } from './clearance-signer.ts';

/** What crews' devices check a clearance with, where there is no network, and auditors the seals: a JSON Web Key Set (RFC 7517), for anybody to fetch. */
@Controller()
export class ClearanceKeysController {
  readonly #keys: string;

  constructor(@Inject(CLEARANCE_SIGNER) signer: ClearanceSigner, @Inject(SEAL_KEYS) sealKeys: readonly PublishedKey[]) {
    this.#keys = JSON.stringify({ keys: [signer.publicKey, ...sealKeys] });
  }

  @ServesPublicly('/.well-known/jwks.json')
  keys(@Res() reply: FastifyReply): void {
    void reply.type('application/jwk-set+json').send(this.#keys);
  }
}

import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ServesPublicly } from '../http/route.ts';
import { CLEARANCE_SIGNER } from '../provided.ts';
import type { ClearanceSigner } from './clearance-signer.ts';

/** What crews' devices check a clearance with, where there is no network: a JSON Web Key Set (RFC 7517), for anybody to fetch. */
@Controller()
export class ClearanceKeysController {
  readonly #keys: string;

  constructor(@Inject(CLEARANCE_SIGNER) signer: ClearanceSigner) {
    this.#keys = JSON.stringify({ keys: [signer.publicKey] });
  }

  @ServesPublicly('/.well-known/jwks.json')
  keys(@Res() reply: FastifyReply): void {
    void reply.type('application/jwk-set+json').send(this.#keys);
  }
}

import { Module } from '@nestjs/common';
import { PayersController } from './payers.controller.ts';

@Module({ controllers: [PayersController] })
export class PayersModule {}

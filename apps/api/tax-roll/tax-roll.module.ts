import { Module } from '@nestjs/common';
import { TaxRollController } from './tax-roll.controller.ts';

@Module({ controllers: [TaxRollController] })
export class TaxRollModule {}

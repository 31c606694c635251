import { Module } from '@nestjs/common';
import { InterventionsController } from './interventions.controller.ts';

@Module({ controllers: [InterventionsController] })
export class InterventionsModule {}

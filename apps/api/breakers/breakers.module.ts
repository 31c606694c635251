import { Module } from '@nestjs/common';
import { BreakersController } from './breakers.controller.ts';

@Module({ controllers: [BreakersController] })
export class BreakersModule {}

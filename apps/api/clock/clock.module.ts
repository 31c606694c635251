import { Module } from '@nestjs/common';
import { ClockController } from './clock.controller.ts';

@Module({ controllers: [ClockController] })
export class ClockModule {}

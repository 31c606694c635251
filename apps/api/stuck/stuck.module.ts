import { Module } from '@nestjs/common';
import { StuckController } from './stuck.controller.ts';

@Module({ controllers: [StuckController] })
export class StuckModule {}

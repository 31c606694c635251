import { Module } from '@nestjs/common';
import { MorningController } from './morning.controller.ts';

@Module({ controllers: [MorningController] })
export class MorningModule {}

import { Module } from '@nestjs/common';
import { DocketsController } from './dockets.controller.ts';

@Module({ controllers: [DocketsController] })
export class DocketsModule {}

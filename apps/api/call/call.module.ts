import { Module } from '@nestjs/common';
import { CallController } from './call.controller.ts';

@Module({ controllers: [CallController] })
export class CallModule {}
